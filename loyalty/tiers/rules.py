"""Levels by what was bought: the pure part. Knows no Django, no database and no clock.

`docs/algorithms/tiers.md` says what it guarantees. Whoever decides about a member, for one sale
or for a million members, brings the measures and asks here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from loyalty.dates import add_months

ROLLING, YEAR, LIFETIME = "rolling", "year", "lifetime"
MONTHS, YEARS, ALWAYS = "months", "years", "always"
STEP, COMPUTED = "step", "computed"
OLD, NEW = "old", "new"
KEEP, AGAIN = "keep", "again"

ONE_DAY = timedelta(days=1)


class Measures(NamedTuple):
    """What counted in a window: money, units, receipts."""

    spend: int = 0
    units: int = 0
    purchases: int = 0


class Window(NamedTuple):
    """Days from `start` (None: from the beginning) to before `end`."""

    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class Level:
    """A level; a threshold of None asks nothing."""

    id: int
    code: str
    rank: int
    min_spend: int | None = None
    min_units: int | None = None
    min_purchases: int | None = None
    needs_all: bool = True
    is_active: bool = True
    multiplier: Decimal = Decimal(1)
    # (place among the measures, threshold) of those that are set: a recompute of everybody asks a million times.
    asked: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        told = enumerate((self.min_spend, self.min_units, self.min_purchases))
        object.__setattr__(self, "asked", tuple((place, least) for place, least in told if least is not None))

    @property
    def thresholds(self) -> dict[str, int]:
        """Those that are set, by the name of their measure."""
        return {Measures._fields[place]: least for place, least in self.asked}

    @property
    def asks_nothing(self) -> bool:
        return not self.asked

    def is_reached(self, measures: Measures) -> bool:
        """Exactly at the threshold is reached."""
        if self.needs_all:
            return all(measures[place] >= least for place, least in self.asked)
        return any(measures[place] >= least for place, least in self.asked) or not self.asked

    def missing(self, measures: Measures) -> Measures:
        """How much more it takes; with one threshold enough, of the nearest one only."""
        gaps = [0, 0, 0]
        for place, least in self.asked:
            gaps[place] = max(0, least - measures[place])
        if self.needs_all or not self.asked:
            return Measures(*gaps)
        if self.is_reached(measures):
            return Measures()
        nearest = max(self.asked, key=lambda told: Fraction(measures[told[0]], told[1]))[0]
        return Measures(*[gap if place == nearest else 0 for place, gap in enumerate(gaps)])

    def implies(self, other: Level) -> bool:
        """Whoever reaches this level reaches the other one too, whatever they bought."""
        if not other.asked or not self.asked:
            return not other.asked
        # Each way to reach this one, with what it guarantees; each way to reach the other.
        ways = [self.asked] if self.needs_all else [(told,) for told in self.asked]
        enough = [other.asked] if other.needs_all else [(told,) for told in other.asked]
        return all(any(all(dict(way).get(place, 0) >= least for place, least in one) for one in enough) for way in ways)

    def percent(self, measures: Measures) -> int:
        """How much of what it asks is there: 0…100, rounded down, by the measure that decides."""
        if not self.asked:
            return 100
        shares = [measures[place] * 100 // least for place, least in self.asked]
        return min(100, max(0, min(shares) if self.needs_all else max(shares)))


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings that decide."""

    window: str = ROLLING
    window_months: int = 12
    keeps: str = MONTHS
    keeps_n: int = 12
    downgrade: str = STEP
    crossing: str = OLD
    comes_back: str = KEEP
    notice_days: int = 30
    grace_days: int = 14
    close_percent: int = 80
    # Parts of a receipt that do not count as spend (`loyalty.earning.terms.PARTS`).
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """What a member holds. `keeps_until` and `manual_until` are the first days that are not covered.

    `reached_by` is the receipt that reached the earned level in this period, `before` what was earned until then.
    """

    earned: Level | None = None
    keeps_until: date | None = None
    manual: Level | None = None
    manual_until: date | None = None
    reached_by: int | None = None
    before: Level | None = None
    before_until: date | None = None

    @property
    def level(self) -> Level | None:
        return highest(self.earned, self.manual)


class Boundary(NamedTuple):
    """What falls due on a day: the end of a given level, or the review of a period over this window."""

    day: date
    review: Window | None


class Ladder:
    """All levels under one policy."""

    def __init__(self, levels: Iterable[Level], policy: Policy) -> None:
        self.levels = tuple(sorted(levels, key=lambda level: level.rank))
        self.policy = policy
        self.by_id = {level.id: level for level in self.levels}
        self.active = tuple(level for level in self.levels if level.is_active)
        self._from_the_top = self.active[::-1]

    @property
    def needs_units(self) -> bool:
        return any(level.min_units is not None for level in self.active)

    def reached(self, measures: Measures) -> Level | None:
        """The highest level whose thresholds are reached."""
        for level in self._from_the_top:
            if level.is_reached(measures):
                return level
        return None

    def never_reached(self) -> list[tuple[Level, Level]]:
        """Levels that nobody rises to, each with the nearest higher one that is always reached with it."""
        found = []
        for place, level in enumerate(self.active):
            higher = next((other for other in self.active[place + 1 :] if level.implies(other)), None)
            if higher:
                found.append((level, higher))
        return found

    def above(self, level: Level | None) -> Level | None:
        rank = level.rank if level else 0
        for other in self.active:
            if other.rank > rank:
                return other
        return None

    def below(self, level: Level) -> Level | None:
        return next((other for other in self._from_the_top if other.rank < level.rank), None)

    # --- Days ---

    def window(self, today: date) -> Window:
        """What counts towards a level on this day."""
        return self._window(today + ONE_DAY, today)

    def review_window(self, keeps_until: date) -> Window:
        """What counts towards keeping a level whose period ends there, grace included."""
        window = self._window(keeps_until, keeps_until - ONE_DAY)
        return Window(window.start, self.review_day(keeps_until))

    def _window(self, end: date, last: date) -> Window:
        if self.policy.window == ROLLING:
            return Window(add_months(end, -self.policy.window_months), end)
        return Window(date(last.year, 1, 1) if self.policy.window == YEAR else None, end)

    def review_day(self, keeps_until: date) -> date:
        return keeps_until + timedelta(days=self.policy.grace_days)

    def notice_day(self, keeps_until: date) -> date:
        return keeps_until - timedelta(days=self.policy.notice_days)

    def kept_until(self, level: Level | None, day: date) -> date | None:
        """The first day that is not sure when the level is reached on `day`; None: sure for ever."""
        return self._end(level, day + ONE_DAY, day)

    def _end(self, level: Level | None, start: date, last: date) -> date | None:
        if level is None or self.policy.keeps == ALWAYS or (level.asks_nothing and level.is_active):
            return None
        if self.policy.keeps == MONTHS:
            return add_months(start, self.policy.keeps_n)
        return date(last.year + self.policy.keeps_n + 1, 1, 1)

    # --- Decisions ---

    def is_due(self, state: State, today: date) -> bool:
        return self.boundary(state, today) is not None

    def boundary(self, state: State, today: date) -> Boundary | None:
        """The earliest thing that is due by this day; of two on one day, the given level ends first."""
        found = []
        if state.manual and state.manual_until and state.manual_until <= today:
            found.append(Boundary(state.manual_until, None))
        if state.earned and state.keeps_until and (day := self.review_day(state.keeps_until)) <= today:
            found.append(Boundary(day, self.review_window(state.keeps_until)))
        return min(found, key=lambda boundary: (boundary.day, boundary.review is not None), default=None)

    def cross(self, state: State, boundary: Boundary, measures: Measures) -> State:
        """The state after a boundary; `measures` are those of its window (for the end of a given level: any)."""
        if boundary.review is None:
            return replace(state, manual=None, manual_until=None)
        assert state.earned  # else nothing was due
        assert state.keeps_until
        level = self._reviewed(state.earned, measures)
        until = self._end(level, state.keeps_until, state.keeps_until - ONE_DAY)
        return State(level, until, state.manual, state.manual_until)

    def _reviewed(self, level: Level, measures: Measures) -> Level | None:
        found = self.reached(measures)
        if level.is_active and found is not None and found.rank >= level.rank:
            return level
        return highest(found, self.below(level) if self.policy.downgrade == STEP else None)

    def rising_to(self, state: State, measures: Measures) -> Level | None:
        """The level that the measures reach, if it is higher than the one earned."""
        found = self.reached(measures)
        if found is None or (state.earned is not None and found.rank <= state.earned.rank):
            return None
        return found

    def risen(self, state: State, level: Level, day: date, reached_by: int | None = None) -> State:
        """The state with this level earned, begun on `day`."""
        until = self.kept_until(level, day)
        return State(level, until, state.manual, state.manual_until, reached_by, state.earned, state.keeps_until)

    def without(self, state: State, level: Level | None, day: date, reached_by: int | None, today: date) -> State:
        """The state once the receipt that reached the level has come back whole.

        `level` is what the other receipts reach, on `day` by `reached_by`. It stays if that is not less; else it is
        that, or what was held before if its period is not over, whichever is higher.
        """
        assert state.earned  # else nothing was reached
        if level is not None and level.rank >= state.earned.rank:
            return replace(state, reached_by=reached_by)
        found = State(level, self.kept_until(level, day), state.manual, state.manual_until, reached_by)
        if state.before is None or (state.before_until and self.review_day(state.before_until) <= today):
            return found
        held = State(state.before, state.before_until, state.manual, state.manual_until)
        return max(held, found, key=lambda one: (one.earned.rank if one.earned else 0, one.keeps_until or date.max))

    def needs_end(self, state: State) -> bool:
        """Whether a level without an end should have one, because the settings were changed."""
        return (
            state.earned is not None
            and state.keeps_until is None
            and self.policy.keeps != ALWAYS
            and not (state.earned.asks_nothing and state.earned.is_active)
        )


def highest(*levels: Level | None) -> Level | None:
    return max((level for level in levels if level is not None), key=lambda level: level.rank, default=None)
