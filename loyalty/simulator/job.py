"""The job behind the simulator: reads, earns with and without the draft, keeps the figures.

It writes nothing until it is done, so a run that was interrupted simply begins again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock, jobs
from core.errors import DomainError
from core.models import Job, User
from loyalty import programme
from loyalty.dates import add_months
from loyalty.earning import events
from loyalty.earning.terms import EVENT, GOAL, Rule
from loyalty.ledger import store
from loyalty.models import EarnRule, Simulation
from loyalty.simulator import happening, reading
from loyalty.simulator.running import Run, Side

KIND = "simulate-rule"
MONTHS = 12
PERMISSION = "loyalty.simulate_rules"


@transaction.atomic
def start(*, rule: EarnRule, user: User | None, now: datetime) -> Simulation:
    """Queue the simulation of a rule, active or not, over the last twelve months; without `user` for a system."""
    if user and not user.has_perm(PERMISSION):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    until = clock.business_day(now)
    job = jobs.start(
        kind=KIND, title=_("Simulate “%(rule)s”") % {"rule": rule.name}, arguments={"rule": rule.pk}, user=user
    )
    return Simulation.objects.create(
        rule=rule, job=job, since=add_months(until, -MONTHS), until=until, terms=terms_of(read_draft(rule.pk))
    )


def terms_of(draft: Rule) -> str:
    """What decides the figures, whatever the language: equal as long as the rule says the same."""
    told = replace(draft, id=0, root=0, name="")
    values = {field.name: getattr(told, field.name) for field in fields(told)}
    plain = {name: sorted(value) if isinstance(value, frozenset) else str(value) for name, value in values.items()}
    return json.dumps(plain, sort_keys=True)


def run(progress: jobs.Progress) -> dict[str, Any]:
    simulation = Simulation.objects.select_related("rule").get(job_id=progress.job.pk)
    figures = simulate(simulation, progress)
    simulation.figures, simulation.finished_at = figures, clock.now()
    simulation.save(update_fields=["figures", "finished_at"])
    return {
        figures["subject"]: figures["purchases"],
        "next_url": reverse("loyalty:simulation", args=[simulation.pk]),
    }


def simulate(simulation: Simulation, progress: jobs.Progress) -> dict[str, Any]:
    """The figures of the whole period; progress after every slice, which also hears of a cancellation."""
    since, until = clock.day_start(simulation.since), clock.day_start(simulation.until)
    draft = read_draft(simulation.rule_id)
    if draft.kind == EVENT:
        return _simulate_events(draft, since, until, progress)
    run_ = prepare(draft)
    with unhurried():
        total = reading.count(since, until)
        run_.begin(since)
    progress.report(0, total)
    done = 0
    for slice_ in reading.purchases(since, until, run_.draft.book):
        run_.take(slice_)
        done += len(slice_)
        progress.report(done, max(total, done))
    with unhurried():
        granted = _granted(draft.currency, (since, until))
    return _figures(run_, draft, granted, done)


def _simulate_events(draft: Rule, since: datetime, until: datetime, progress: jobs.Progress) -> dict[str, Any]:
    run_ = prepare_events(draft)
    with unhurried():
        total, _members = happening.count(draft.event, since, until)
        run_.begin()
    progress.report(0, total)
    done = 0
    for slice_ in happening.events(draft.event, since, until):
        run_.take(slice_)
        done += len(slice_)
        progress.report(done, max(total, done))
    with unhurried():
        granted = happening.granted_then(draft, since, until)
    return _figures(run_, draft, granted, done)


@contextmanager
def unhurried() -> Iterator[None]:
    """Sums over everything take their time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def read_draft(pk: int) -> Rule:
    """The rule as it would be in force the whole time, whether it is active or not."""
    row = programme.annotated(EarnRule.objects.filter(pk=pk)).get()
    rule = programme.as_rule(row, programme.roots_of([row]))
    return replace(rule, valid_from=None, valid_until=None)


def prepare(draft: Rule) -> Run:
    """The rules in force beside the same with the draft; what the draft succeeds gives way to it.

    Only those of its currency: what others give is neither changed by it nor shown.
    """
    terms = programme.terms()
    ours = [rule for rule in terms.rules if rule.currency == draft.currency]
    others = [rule for rule in ours if rule.id < 0 or (rule.root or rule.id) != (draft.root or draft.id)]
    without = Side(terms.book_of(others), draft.currency)
    if draft.kind == GOAL:
        return Run(without, without, draft, goal=draft)
    return Run(without, Side(terms.book_of([*others, draft]), draft.currency), draft)


def prepare_events(draft: Rule) -> happening.EventRun:
    """The rules in force for the same event and currency beside the same with the draft."""
    terms = programme.terms()
    ours = [rule for rule in terms.events if rule.event == draft.event and rule.currency == draft.currency]
    others = [rule for rule in ours if rule.scope != draft.scope]
    best_of = events.best_of(terms)
    return happening.EventRun(happening.Side(others, best_of), happening.Side([*others, draft], best_of))


# --- Figures ----------------------------------------------------------------------------------

# By month of the sale and tier at its time. Whole, as the receipts that are earned anew: what came back in part is
# left in all columns, and what came back whole in none.
_GRANTED = """
SELECT to_char(purchase.occurred_on, 'YYYY-MM'), coalesce({tier}, ''), sum(entry.units)::bigint
FROM sales_purchase purchase
JOIN loyalty_entry entry ON entry.purchase_id = purchase.id AND entry.kind = 'grant'
JOIN loyalty_account account ON account.id = entry.account_id AND account.currency = %(currency)s
WHERE purchase.occurred_at >= %(since)s AND purchase.occurred_at < %(until)s
  AND purchase.state <> 'cancelled' AND NOT purchase.is_fully_returned
  AND NOT EXISTS (SELECT FROM loyalty_entry undone WHERE undone.event_key =
      'amend:' || substr(entry.event_key, length('purchase:') + 1))
GROUP BY 1, 2"""


def _granted(currency: str, period: tuple[datetime, datetime]) -> dict[tuple[str, str], int]:
    tier = reading.tier_of("purchase.customer_id", "purchase.occurred_at")
    told = {"currency": currency, "since": period[0], "until": period[1]}
    return {(month, code): units for month, code, units in store.rows(_GRANTED.format(tier=tier), told)}


def _figures(
    run_: Run | happening.EventRun, draft: Rule, granted: dict[tuple[str, str], int], done: int
) -> dict[str, Any]:
    keys = sorted({*[tuple(cell) for cell in run_.cells], *granted})
    rows = []
    for month, tier in keys:
        sums = run_.cells.get((month, tier))  # type: ignore[call-overload]  # a Cell is such a pair
        numbers = (sums.purchases, sums.base, sums.without, sums.draft) if sums else (0, 0, 0, 0)
        rows.append([month, tier, *numbers, granted.get((month, tier), 0)])
    unit_value = programme.terms().policies[draft.currency].unit_value
    return {
        "currency": draft.currency,
        # What was looked at, how many of it, and how many members would have got more or less.
        "subject": "events" if draft.kind == EVENT else "purchases",
        "purchases": done,
        "members": len(run_.touched),
        # month, tier, purchases (or events), base, units without the draft, with it, granted then
        "rows": rows,
        "unit_value": str(unit_value),
        "names": dict(_tier_names()),
    }


def _tier_names() -> list[tuple[str, str]]:
    from loyalty.models import TierLevel

    return list(TierLevel.objects.order_by("rank").values_list("code", "name"))


def totals(rows: list[list[Any]], by: int) -> dict[str, list[int]]:
    """Sums of (purchases or events, base, without, draft, granted) by month (0) or tier (1)."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for row in rows:
        found[row[by]] = [so_far + more for so_far, more in zip(found[row[by]], row[2:], strict=True)]
    return dict(found)


def newest(rule: int) -> Simulation | None:
    return Simulation.objects.filter(rule=rule).select_related("job").first()


def is_running(simulation: Simulation) -> bool:
    return simulation.job.state in {Job.State.QUEUED, Job.State.RUNNING}
