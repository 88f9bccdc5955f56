"""What each occasion is to bring with it, decided in the transaction that puts its message into the outbox.

One row per occasion (`GivenGift`), with the customer's value, the offer it reaches and what the formula made of it, so
that anybody can see later why. Giving comes after (`giving`), once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from campaigns.gifts import costing, figures
from campaigns.gifts.costing import Figures, Worth
from campaigns.models import Automation, GiftBand, GiftKind, GiftReason, GiftState, GiftTerms, GivenGift
from loyalty import worth

Taken = tuple[int, int]
UNITS = (GiftKind.POINTS, GiftKind.CASHBACK)


@dataclass(frozen=True)
class _Rules:
    terms: GiftTerms
    bands: list[GiftBand]
    unit_worth: dict[str, Decimal]
    window_days: int
    now: datetime


def decide(automation: Automation, taken: Sequence[Taken], *, now: datetime) -> set[int]:
    """`taken`: customer and occasion. Returns the occasions that are left out: not worth a message."""
    terms = GiftTerms.objects.filter(pk=automation.pk).first()
    if terms is None or not taken:
        return set()
    bands = list(automation.gift_bands.select_related("promotion__gift"))
    rules = _Rules(terms, bands, {kind: worth.at(kind, now) for kind in UNITS}, automation.window_days, now)
    known = figures.of([customer for customer, _occasion in taken], terms.measure, now)
    rows = [_row(rules, customer, occasion, known[customer]) for customer, occasion in taken]
    GivenGift.objects.bulk_create(rows, batch_size=500)
    return {row.occasion_id for row in rows if row.reason == GiftReason.NOT_WORTH}


def _row(rules: _Rules, customer: int, occasion: int, known: Figures | None) -> GivenGift:
    """Whoever is not to be profiled gets what a value of 0 reaches, and is not judged."""
    terms, found = rules.terms, known or Figures()
    band = costing.band_of(rules.bands, found, is_graded=bool(terms.measure))
    cost = costing.cost_of(band, found, rules.unit_worth)
    judged = _judge(rules, known, cost + terms.message_cost)
    reason = _reason(band, judged)
    row = GivenGift(
        occasion_id=occasion, automation_id=terms.pk, customer_id=customer, measure=terms.measure, value=found.value,
        floor=band.floor if band else None, kind=GiftKind.NONE, cost=cost, message_cost=terms.message_cost,
        give_to=terms.give_to,
        state=GiftState.NONE if reason else GiftState.DUE, reason=reason, decided_at=rules.now,
        settled_at=rules.now if reason else None,
    )  # fmt: skip
    if judged is not None:
        row.visits, row.margin, row.expected = judged.visits, judged.margin, judged.expected
    if band is not None:
        row.kind, row.units, row.promotion, row.days = band.kind, band.units, band.promotion, band.days
    return row


def _judge(rules: _Rules, known: Figures | None, cost: int) -> Worth | None:
    """None where nothing hangs on it."""
    if not (rules.terms.must_pay and known):
        return None
    return costing.worth_of(known, window_days=rules.window_days, cost=cost)


def _reason(band: GiftBand | None, judged: Worth | None) -> str:
    if judged and judged.expected < 0:
        return GiftReason.NOT_WORTH
    return GiftReason.NO_OFFER if band is None or band.kind == GiftKind.NONE else ""
