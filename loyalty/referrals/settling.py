"""What is owed to a partner for a period.

Codes of their offers that were used, rewards of theirs that were handed over (at the cost of the day on which they
were redeemed), and fees for customers they brought. A reward counts when it is handed over, and that is final: what
was cancelled, revoked or never fetched is in no settlement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core import clock, money
from loyalty.ledger import store
from loyalty.models import Partner, PartnerClaim, Redemption, Referral


@dataclass(frozen=True)
class Period:
    """Business days, both included."""

    first: date
    last: date

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        return clock.day_start(self.first), clock.day_end(self.last)

    def has(self, at: datetime | None) -> bool:
        begin, end = self.bounds
        return at is not None and begin <= at < end

    def within(self, name: str) -> Q:
        begin, end = self.bounds
        return Q(**{f"{name}__gte": begin, f"{name}__lt": end})


def count(partner: Partner, first: date, last: date) -> int:
    """How many lines the settlement has, without its sum."""
    period = Period(first, last)
    fees = _fees(partner, period)
    counted = fees.filter(period.within("rewarded_at")).count() + fees.filter(period.within("reversed_at")).count()
    return _used(partner, period).count() + _handed_over(partner, period).count() + counted


def settlement(partner: Partner, first: date, last: date) -> Iterator[list[Any]]:
    """Codes used, rewards handed over, fees due, and fees that are not due after all; the sum is the last line."""
    period = Period(first, last)
    total = lines = 0
    for code, what, begun, settled, amount in _lines(partner, period):
        total, lines = total + amount, lines + 1
        days = [clock.business_day(at).isoformat() for at in (begun, settled)]
        yield [code, what, *days, money.from_minor(amount)]
    yield ["", str(lines), "", "", money.from_minor(total)]


@dataclass(frozen=True)
class Line:
    """One line of a settlement as other systems read it."""

    settled_at: datetime
    kind: str
    id: int
    code: str
    title: str
    begun_at: datetime
    amount: int


@dataclass(frozen=True)
class Sums:
    lines: int
    amount: int


Key = tuple[datetime, str, int]

_DUE = """
WITH due AS (
    SELECT claim.used_at AS settled_at, 'offer' AS kind, claim.id, claim.code, offer.title,
           claim.claimed_at AS begun_at, claim.price AS amount
    FROM loyalty_partnerclaim claim JOIN loyalty_partneroffer offer ON offer.id = claim.offer_id
    WHERE offer.partner_id = %(partner)s AND claim.used_at >= %(begin)s AND claim.used_at < %(end)s
    UNION ALL
    SELECT redemption.closed_at, 'reward', redemption.id, redemption.code,
           CASE WHEN redemption.quantity > 1 THEN redemption.quantity || ' × ' ELSE '' END || reward.name,
           redemption.created_at,
           redemption.unit_cost * redemption.quantity
    FROM loyalty_redemption redemption JOIN loyalty_reward reward ON reward.id = redemption.reward_id
    WHERE redemption.partner_id = %(partner)s AND redemption.state = 'fulfilled'
      AND redemption.closed_at >= %(begin)s AND redemption.closed_at < %(end)s
    UNION ALL
    SELECT told.at, told.kind, referral.id, code.code, '', referral.joined_at, told.sign * referral.fee
    FROM loyalty_referral referral JOIN loyalty_referralcode code ON code.id = referral.code_id
    CROSS JOIN LATERAL (
        VALUES (referral.rewarded_at, 'fee', 1), (referral.reversed_at, 'fee_back', -1)
    ) told (at, kind, sign)
    WHERE code.partner_id = %(partner)s AND referral.fee > 0 AND told.at >= %(begin)s AND told.at < %(end)s
)"""
_PAGE = f"""{_DUE}
SELECT * FROM due
WHERE %(at)s::timestamptz IS NULL OR (settled_at, kind, id) > (%(at)s::timestamptz, %(kind)s, %(id)s)
ORDER BY settled_at, kind, id LIMIT %(limit)s"""  # noqa: S608  # no input
_SUMS = f"{_DUE} SELECT count(*), coalesce(sum(amount), 0)::bigint FROM due"  # noqa: S608  # no input


def page(partner: Partner, period: Period, after: Key | None, limit: int) -> list[Line]:
    """So many lines behind the key `after`, in the order of time."""
    at, kind, pk = after or (None, "", 0)
    return [Line(*row) for row in store.rows(_PAGE, _told(partner, period, at=at, kind=kind, id=pk, limit=limit))]


def key_of(line: Line) -> Key:
    return line.settled_at, line.kind, line.id


def sums(partner: Partner, period: Period) -> Sums:
    return Sums(*store.rows(_SUMS, _told(partner, period))[0])


def _told(partner: Partner, period: Period, **more: Any) -> dict[str, Any]:
    begin, end = period.bounds
    return {"partner": partner.pk, "begin": begin, "end": end, **more}


def _lines(partner: Partner, period: Period) -> Iterator[tuple[str, str, datetime, datetime, int]]:
    claims = _used(partner, period).select_related("offer").order_by("used_at", "pk")
    for row in claims.iterator(chunk_size=2000):
        assert row.used_at is not None  # filtered by it
        yield row.code, row.offer.title, row.claimed_at, row.used_at, row.price
    given = _handed_over(partner, period).select_related("reward").order_by("closed_at", "pk")
    for made in given.iterator(chunk_size=2000):
        assert made.closed_at is not None  # filtered by it
        yield made.code, _named(made), made.created_at, made.closed_at, made.unit_cost * made.quantity
    for brought in (
        _fees(partner, period).select_related("code").order_by("rewarded_at", "pk").iterator(chunk_size=2000)
    ):
        for at, sign, what in (
            (brought.rewarded_at, 1, _("Fee for a new customer")),
            (brought.reversed_at, -1, _("Fee taken back: everything was returned")),
        ):
            if at is not None and period.has(at):
                yield brought.code.code, what, brought.joined_at, at, sign * brought.fee


def _used(partner: Partner, period: Period) -> QuerySet[PartnerClaim]:
    return PartnerClaim.objects.filter(period.within("used_at"), offer__partner=partner)


def _handed_over(partner: Partner, period: Period) -> QuerySet[Redemption]:
    fulfilled = Redemption.State.FULFILLED
    return Redemption.objects.filter(period.within("closed_at"), partner=partner, state=fulfilled)


def _named(made: Redemption) -> str:
    return f"{made.quantity} × {made.reward.name}" if made.quantity > 1 else made.reward.name


def _fees(partner: Partner, period: Period) -> QuerySet[Referral]:
    due = period.within("rewarded_at") | period.within("reversed_at")
    return Referral.objects.filter(due, code__partner=partner, fee__gt=0)
