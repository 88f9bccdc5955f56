"""From measures to steps: what becomes of each candidate, round by round. Reads only, writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core import clock
from loyalty.tiers import measuring
from loyalty.tiers.measuring import Crossing, Member, Step
from loyalty.tiers.rules import NEW, ONE_DAY, Boundary, Ladder, Level, Measures, State, Window
from loyalty.tiers.terms import Terms

MOMENT = timedelta(microseconds=1)
REACHED, LOWERED, ENDED, LEFT, RETURNED = "reached", "lowered", "ended", "left", "returned"


@dataclass
class Decider:
    """Brings members to where they belong at `now`."""

    in_force: Terms
    now: datetime
    # A year has as many first instants of days as days; a batch asks for a few of them thousands of times.
    _starts: dict[date, datetime]

    @property
    def ladder(self) -> Ladder:
        return self.in_force.ladder

    @property
    def today(self) -> date:
        return clock.business_day(self.now)

    def decide(self, members: Sequence[Member]) -> None:
        """Leavers first, then what came back, what fell due in the order of its days, and what was reached."""
        staying = [member for member in members if member.is_member]
        for member in members:
            if not member.is_member:
                self._move(member, State(), self.now, LEFT)
        self._look_again([member for member in staying if member.gone and member.state.earned])
        self._cross_boundaries(staying)
        self._raise(staying)
        for member in staying:
            if self.ladder.needs_end(member.state):
                self._give_end(member)

    def _look_again(self, members: Sequence[Member]) -> None:
        """Without the receipt that reached the level: all others since the beginning of its window, to this day."""
        windows = {
            member.id: Window(self.ladder.window(member.gone.day).start, self.today + ONE_DAY)
            for member in members
            if member.gone
        }
        measured = measuring.measure(list(windows.items()), self.in_force)
        reached = {pk: self.ladder.reached(measured.get(pk, Measures())) for pk in windows}
        asking = [(pk, level, windows[pk]) for pk, level in reached.items() if level and not level.asks_nothing]
        crossed = measuring.crossings(asking, self.in_force)
        for member in members:
            self._fall_back(member, reached[member.id], crossed.get(member.id))

    def _fall_back(self, member: Member, level: Level | None, crossed: Crossing | None) -> None:
        assert member.gone
        held = member.state.earned
        day = clock.business_day(crossed.at) if crossed else self.today
        purchase = crossed.purchase if crossed else None
        state = self.ladder.without(member.state, level, day, purchase, self.today)
        member.lost = held if state.earned != held else None
        self._move(member, state, min(member.gone.at, self.now), RETURNED)

    def _cross_boundaries(self, members: Sequence[Member]) -> None:
        """One boundary of each member a round, measured together."""
        today = self.today
        due = [(member, found) for member in members if (found := self.ladder.boundary(member.state, today))]
        while due:
            windows = [(member.id, found.review) for member, found in due if found.review]
            measured = measuring.measure(windows, self.in_force)
            for member, found in due:
                self._cross(member, found, measured.get(member.id, Measures()))
            due = [(member, found) for member, _ in due if (found := self.ladder.boundary(member.state, today))]

    def _cross(self, member: Member, boundary: Boundary, measures: Measures) -> None:
        state = self.ladder.cross(member.state, boundary, measures)
        self._move(member, state, self._start(boundary.day), LOWERED if boundary.review else ENDED)

    def _raise(self, members: Sequence[Member]) -> None:
        """One step to the highest level reached, however many lie between."""
        rising = [
            (member, level) for member in members if (level := self.ladder.rising_to(member.state, member.measures))
        ]
        window = self.ladder.window(self.today)
        told = [(member.id, level, window) for member, level in rising if not level.asks_nothing]
        crossed = measuring.crossings(told, self.in_force)
        for member, level in rising:
            crossing = crossed.get(member.id)
            at = self._begins(member, level, crossing.at if crossing else None)
            purchase = crossing.purchase if crossing else None
            state = self.ladder.risen(member.state, level, clock.business_day(at), purchase)
            self._move(member, state, at, REACHED)

    def _begins(self, member: Member, level: Level, crossed: datetime | None) -> datetime:
        """When a level that was reached begins: with the receipt that reached it, or just after it."""
        told = [self.in_force.since, self._start(clock.business_day(member.enrolled_at))]
        if level.asks_nothing:
            told.append(member.enrolled_at)
        elif crossed is not None:
            told.append(crossed if self._earns_new(level) else crossed + MOMENT)
        at = min(max(told), self.now + MOMENT)
        return at if member.since is None else max(at, member.since + MOMENT)

    def _earns_new(self, level: Level) -> bool:
        return self.ladder.policy.crossing == NEW and level.min_units is None

    def _give_end(self, member: Member) -> None:
        until = self.ladder.kept_until(member.state.earned, self.today)
        member.state = replace(member.state, keeps_until=until)
        member.is_changed = True

    def _move(self, member: Member, state: State, at: datetime, cause: str) -> None:
        move(member, state, at, cause)

    def _start(self, day: date) -> datetime:
        if day not in self._starts:
            self._starts[day] = clock.day_start(day)
        return self._starts[day]


def decide(members: Sequence[Member], in_force: Terms, now: datetime) -> list[Member]:
    """Those who changed, each with the steps that lead to where they belong."""
    Decider(in_force, now, {}).decide(members)
    return [member for member in members if member.is_changed]


def move(member: Member, state: State, at: datetime, cause: str) -> None:
    """Put a member into a state; a step of the history only if the level that they hold is another one."""
    before, after = member.state.level, state.level
    member.is_changed = member.is_changed or state != member.state
    member.state = state
    if before == after:
        return
    if member.since is not None:
        at = max(at, member.since + MOMENT)
    member.steps.append(Step(at, before, after, cause))
    member.since = at
