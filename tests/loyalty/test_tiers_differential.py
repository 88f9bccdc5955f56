"""Random histories three ways: sale by sale, by the recompute of everybody, and by an oracle of plain Python.

The incremental path is the hook; the set-based path runs without it and recomputes after each step.
Both must leave the same memberships and periods. The oracle holds the state of each member in memory and
asks `rules` about measures that it sums up itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction

from core import clock
from customers.merging import merge_customers
from customers.models import Customer
from loyalty.models import TierMembership, TierPeriod, TierRun
from loyalty.tiers import recompute
from loyalty.tiers.rules import AGAIN, ONE_DAY, Ladder, Level, Measures, State, Window
from loyalty.tiers.terms import terms
from sales.models import Purchase
from tests.customers.factories import make_user
from tests.loyalty.tiers import at as instant
from tests.loyalty.tiers import bring_back, buy, held, ladder, long_member

pytestmark = pytest.mark.django_db

START = date(2024, 1, 1)
STEPS = 60
MEMBERS = 4
POLICIES = (
    {},
    {"window": "year", "keeps": "years", "keeps_n": 1, "grace_days": 0, "downgrade": "computed"},
    {"window": "rolling", "window_months": 3, "keeps_n": 2, "grace_days": 5, "crossing": "new"},
    {"window": "lifetime", "keeps": "months", "keeps_n": 6, "downgrade": "computed"},
    {"tax_counts": False, "delivery_counts": False},
    {"comes_back": "again", "window_months": 6, "keeps_n": 9},
)


@dataclass(frozen=True)
class Step:
    """What happens on a day: `buy` and `back` name the member and the receipt by their numbers."""

    day: date
    kind: str
    who: int
    amount: int = 0
    receipt: int = 0
    late: int = 0


def script(chance: Random) -> list[Step]:
    steps, day, receipts = [], START, 0
    for _ in range(STEPS):
        day += timedelta(days=chance.choice([0, 1, 5, 20, 60]))
        who = chance.randrange(MEMBERS)
        kind = chance.choices(["buy", "back", "flag", "merge", "wait"], [60, 18, 4, 3, 15])[0]
        if kind == "buy":
            amount = chance.choice([100_00, 250_00, 499_99, 500_00, 1000_00, 5000_00, 1])
            steps.append(Step(day, kind, who, amount, receipts, chance.choice([0, 0, 0, 3, 40])))
            receipts += 1
        elif kind == "back" and not receipts:
            continue
        else:
            steps.append(Step(day, kind, who, receipt=chance.randrange(max(1, receipts))))
    return steps


def parts(step: Step) -> dict[str, int]:
    """Every other receipt has tax in it."""
    return {"tax": step.amount // 6 * (step.receipt % 2)}


@dataclass
class World:
    """The same customers and receipts for one way of computing; nothing of it depends on ids."""

    members: list[Customer] = field(default_factory=list)
    receipts: list[Purchase] = field(default_factory=list)
    merged: dict[int, int] = field(default_factory=dict)

    def survivor(self, who: int) -> int:
        while who in self.merged:
            who = self.merged[who]
        return who

    def do(self, step: Step, actor) -> None:
        who = self.survivor(step.who)
        if step.kind == "buy":
            bought = step.day - timedelta(days=step.late)
            told = instant(str(step.day), 6)
            self.receipts.append(buy(self.members[who], step.amount, str(bought), told=told, hour=4, **parts(step)))
        elif step.kind == "back":
            self._bring_back(step)
        elif step.kind == "flag":
            Customer.objects.filter(pk=self.members[who].pk).update(is_test=True)
        elif step.kind == "merge":
            self._merge(who, step, actor)

    def _bring_back(self, step: Step) -> None:
        receipt = self.receipts[step.receipt]
        receipt.refresh_from_db()
        left = receipt.amount - receipt.returned
        if left > 0 and receipt.occurred_at < instant(str(step.day), 5):
            whole = receipt.returned == 0 and step.receipt % 2 == 0
            bring_back(receipt, receipt.amount if whole else max(1, left // 3), str(step.day))

    def _merge(self, who: int, step: Step, actor) -> None:
        other = self.survivor((step.who + 1) % MEMBERS)
        if other == who:
            return
        survivor, duplicate = (Customer.objects.get(pk=self.members[n].pk) for n in (who, other))
        merge_customers(
            survivor=survivor, duplicate=duplicate, reason="Same", actor=actor, now=instant(str(step.day), 7)
        )
        self.merged[other] = who


def picture(world: World) -> list:
    """Levels, ends and periods by the members' numbers."""
    numbers = {member.pk: number for number, member in enumerate(world.members)}
    rows = TierMembership.objects.select_related("earned_level").order_by("customer_id")
    periods = TierPeriod.objects.select_related("level", "from_level").order_by("customer_id", "valid_from")
    return [
        [
            (numbers[row.customer_id], held(row.customer), row.earned_level and row.earned_level.code, row.keeps_until)
            for row in rows
        ],
        [
            (
                numbers[row.customer_id], row.level and row.level.code, row.from_level and row.from_level.code,
                row.valid_from, row.valid_until, row.cause,
            )
            for row in periods
        ],
    ]  # fmt: skip


def both_ways(steps: list[Step], monkeypatch, batch: int):
    """Run the script with the hooks, undo it, run it again with recomputes in their place."""
    actor = make_user("manager")
    found = []
    for is_incremental in (True, False):
        with transaction.atomic():
            mark = transaction.savepoint()
            if not is_incremental:
                monkeypatch.setattr("loyalty.tiers.services.settle", lambda **_: 0)
            world = World([long_member() for _ in range(MEMBERS)])
            seen = []
            for step in steps:
                world.do(step, actor)
                recompute.recompute(now=instant(str(step.day), 8), batch=batch)
                seen.append(picture(world))
            found.append(seen)
            transaction.savepoint_rollback(mark)
            TierRun.objects.all().delete()
        monkeypatch.undo()
    return found


def seeds(number: int) -> list[Any]:
    """Histories of each policy; the first runs with every run of the suite, the others with the long ones."""
    return [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, number))]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("seed", seeds(3))
def test_the_hook_and_the_recompute_agree(seed, policy, monkeypatch):
    ladder(**policy)
    steps = script(Random(f"{seed} {policy}"))
    by_hook, by_recompute = both_ways(steps, monkeypatch, batch=2)
    for step, one, other in zip(steps, by_hook, by_recompute, strict=True):
        assert one == other, step


@pytest.mark.parametrize("seed", range(3))
def test_the_hook_leaves_nothing_to_the_recompute(seed):
    """After each sale a recompute of everybody moves nobody, except over the border of a day."""
    ladder()
    actor, world = make_user("manager"), World([long_member() for _ in range(MEMBERS)])
    for step in script(Random(seed)):
        TierRun.objects.all().delete()
        recompute.recompute(now=instant(str(step.day), 3))
        world.do(step, actor)
        TierRun.objects.all().delete()
        again = recompute.recompute(now=instant(str(step.day), 8))
        assert again is not None
        assert again.moved == 0, step


# --- The oracle -----------------------------------------------------------------------------


@dataclass
class Oracle:
    """One member, by the rules on measures summed up here."""

    state: State = field(default_factory=State)
    receipts: dict[int, tuple[date, int, int, int]] = field(default_factory=dict)

    def inside(self, window: Window) -> dict[int, tuple[date, int, int, int]]:
        """What did not come back whole, of the days of a window."""
        return {
            number: (day, amount, returned, other)
            for number, (day, amount, returned, other) in self.receipts.items()
            if (window.start is None or day >= window.start) and day < window.end and returned < amount
        }

    def measures(self, window: Window) -> Measures:
        inside = self.inside(window).values()
        spend = sum((amount - other) * (amount - returned) // amount for _day, amount, returned, other in inside)
        return Measures(spend, 0, len(inside))

    def crossing(self, level: Level | None, window: Window) -> tuple[date | None, int | None]:
        """The day on which the level is reached in the window, and the first receipt of that day."""
        days = {number: row[0] for number, row in self.inside(window).items()}
        for day in sorted(set(days.values())):
            if level and level.is_reached(self.measures(Window(window.start, day + ONE_DAY))):
                return day, min(number for number, other in days.items() if other == day)
        return None, None

    def look_again(self, ladder_: Ladder, today: date) -> None:
        day, amount, returned, _other = self.receipts.get(self.state.reached_by or -1, (today, 1, 0, 0))
        if ladder_.policy.comes_back == AGAIN and self.state.earned and returned == amount:
            window = Window(ladder_.window(day).start, today + ONE_DAY)
            found = ladder_.reached(self.measures(window))
            crossed, number = self.crossing(found, window)
            self.state = ladder_.without(self.state, found, crossed or today, number, today)

    def settle(self, today: date) -> None:
        ladder_ = terms().ladder
        self.look_again(ladder_, today)
        while due := ladder_.boundary(self.state, today):
            self.state = ladder_.cross(self.state, due, self.measures(due.review))
        latest = [day for day, amount, returned, _other in self.receipts.values() if returned < amount and day <= today]
        found = ladder_.rising_to(self.state, self.measures(ladder_.window(today)))
        if found:
            _day, number = self.crossing(found, ladder_.window(today))
            self.state = ladder_.risen(self.state, found, max(latest, default=today), number)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("seed", seeds(4))
def test_levels_against_an_oracle(seed, policy):
    """Without merges and late receipts, whose days the oracle does not follow."""
    ladder(**policy)
    steps = [step for step in script(Random(f"oracle {seed}")) if step.kind in {"buy", "back", "wait"}]
    world, oracles = World([long_member() for _ in range(MEMBERS)]), [Oracle() for _ in range(MEMBERS)]
    for told in steps:
        step = Step(told.day, told.kind, told.who, told.amount, told.receipt)
        TierRun.objects.all().delete()
        recompute.recompute(now=instant(str(step.day), 3))
        for oracle in oracles:
            oracle.settle(step.day)
        world.do(step, None)
        for number, receipt in enumerate(world.receipts, start=1):
            receipt.refresh_from_db()
            who = next(n for n, member in enumerate(world.members) if member.pk == receipt.customer_id)
            whole = receipt.amount if receipt.is_fully_returned else receipt.returned
            other = sum(getattr(receipt, part) for part in terms().ladder.policy.excluded)
            oracles[who].receipts[number] = (clock.business_day(receipt.occurred_at), receipt.amount, whole, other)
        for oracle in oracles:
            oracle.settle(step.day)
        expected = [oracle.state.level.code if oracle.state.level else None for oracle in oracles]
        assert [held(member) for member in world.members] == expected, step
        rows = dict(TierMembership.objects.values_list("customer_id", "keeps_until"))
        for member, oracle in zip(world.members, oracles, strict=True):
            assert rows.get(member.pk) == oracle.state.keeps_until, step
