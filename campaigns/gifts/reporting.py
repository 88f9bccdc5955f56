"""What an automation has given: how many, what it cost, and why not to others. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from campaigns.gifts.giving import month_of
from campaigns.models import (
    Automation,
    GiftBand,
    GiftKind,
    GiftMonth,
    GiftReason,
    GiftState,
    GiftTerms,
    GivenGift,
    GiveTo,
)
from core.money import format_money
from loyalty.models import PromotionUse
from loyalty.pricing.givings import is_over
from loyalty.unitwords import named
from messaging.models import Message

ENDED = ("skipped", "failed", "cancelled")
# Of gifts that go only with their message.
_UNSENT = """
SELECT count(*) FROM campaigns_givengift gift
JOIN messaging_message message ON message.key = 'automation:' || gift.automation_id || ':' || gift.occasion_id
WHERE gift.automation_id = %(automation)s AND gift.state = 'due' AND gift.give_to = 'heard'
  AND message.state = ANY(%(ended)s)"""


@dataclass(frozen=True, slots=True)
class Offer:
    """`is_over`: nobody could use a code of it any more."""

    floor: int
    called: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Money in its smallest unit. `units_cost` is what the units given are worth; of the coupons `used` took off
    `taken_off` so far, as the profit and loss has it."""

    terms: GiftTerms
    bands: list[Offer]
    given: int
    units_cost: int
    coupons: int
    used: int
    taken_off: int
    due: int
    # Of those, whose message ended without having been sent: they get none.
    unsent: int
    not_given: list[tuple[str, str, int]]
    month_gifts: int
    month_cost: int

    @property
    def cost(self) -> int:
        return self.units_cost + self.taken_off

    @property
    def still_due(self) -> int:
        return self.due - self.unsent

    @property
    def is_begun(self) -> bool:
        return bool(self.given or self.due or self.not_given)


def of(automation: Automation, *, now: datetime) -> Summary | None:
    """None for one that carries nothing."""
    terms = GiftTerms.objects.filter(pk=automation.pk).first()
    if terms is None:
        return None
    given = Q(state=GiftState.GIVEN)
    coupon = Q(kind=GiftKind.COUPON)
    found = automation.gifts.aggregate(
        given=Count("pk", filter=given),
        units_cost=Sum("cost", filter=given & ~coupon, default=0),
        coupons=Count("pk", filter=given & coupon),
        due=Count("pk", filter=Q(state=GiftState.DUE)),
    )
    month = GiftMonth.objects.filter(automation=automation, month=month_of(now)).first() or GiftMonth()
    return Summary(
        terms=terms, bands=_offers(automation, now), **found,
        **_used(automation), unsent=_unsent(automation), not_given=_not_given(automation),
        month_gifts=month.gifts, month_cost=month.cost,
    )  # fmt: skip


def _offers(automation: Automation, now: datetime) -> list[Offer]:
    rows = automation.gift_bands.select_related("promotion").order_by("floor")
    return [Offer(row.floor, called(row), bool(row.promotion and is_over(row.promotion, now))) for row in rows]


def _used(automation: Automation) -> dict[str, Any]:
    ours = GivenGift.objects.filter(automation=automation, coupon__isnull=False).values("coupon")
    rows = PromotionUse.objects.filter(coupon__in=ours, released_at__isnull=True, quote__purchase__isnull=False)
    return rows.aggregate(used=Count("pk"), taken_off=Sum("amount", default=0))


def _unsent(automation: Automation) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_UNSENT, {"automation": automation.pk, "ended": list(ENDED)})
        return int(cursor.fetchone()[0])


def attach_unsent(rows: Sequence[GivenGift]) -> None:
    """To each whether it waits for a message that will not go any more."""
    waiting = {f"automation:{row.automation_id}:{row.occasion_id}": row for row in rows if _waits(row)}
    ended = set(Message.objects.filter(key__in=waiting, state__in=ENDED).values_list("key", flat=True))
    for row in rows:
        row.is_unsent = False  # type: ignore[attr-defined]
    for key in ended:
        waiting[key].is_unsent = True  # type: ignore[attr-defined]


def _waits(row: GivenGift) -> bool:
    return row.state == GiftState.DUE and row.give_to == GiveTo.HEARD


def _not_given(automation: Automation) -> list[tuple[str, str, int]]:
    rows = automation.gifts.filter(state=GiftState.NONE).values_list("reason").annotate(n=Count("pk"))
    return [(reason, str(GiftReason(reason).label), n) for reason, n in rows.order_by("-n", "reason")]


# --- In words -----------------------------------------------------------------------------


def called(gift: GivenGift | GiftBand) -> str:
    """What it is: “100 points”, a coupon of what."""
    if gift.kind == GiftKind.COUPON and gift.promotion:
        return _("Coupon: %(offer)s") % {"offer": gift.promotion.name}
    return str(GiftKind.NONE.label) if gift.kind == GiftKind.NONE else named(gift.units, gift.kind)


def says(gift: GivenGift) -> str:
    """What became of it, for the customer's record; needs `attach_unsent`."""
    if gift.is_unsent:  # type: ignore[attr-defined]
        return _("No gift: its message was not sent")
    if gift.state == GiftState.NONE:
        return _("No gift: %(reason)s") % {"reason": gift.get_reason_display()}
    words = _("Gift given: %(gift)s") if gift.state == GiftState.GIVEN else _("Gift to be given: %(gift)s")
    return words % {"gift": called(gift)}


def why(gift: GivenGift) -> str:
    """By which value it was chosen: “Predicted lifetime value 312.00, offer from 300.00”."""
    if not gift.measure:
        return ""
    told = {"measure": gift.get_measure_display(), "value": "–" if gift.value is None else format_money(gift.value)}
    if gift.floor is None:
        return _("%(measure)s %(value)s, below every offer") % told
    return _("%(measure)s %(value)s, offer from %(floor)s") % (told | {"floor": format_money(gift.floor)})


def sum_of(gift: GivenGift) -> str:
    """The formula with its numbers."""
    if gift.expected is None or gift.margin is None:
        return ""
    told = {
        "visits": gift.visits, "margin": format_money(gift.margin), "cost": format_money(gift.cost),
        "message": format_money(gift.message_cost), "expected": format_money(gift.expected),
    }  # fmt: skip
    return _("%(visits)s × %(margin)s − %(cost)s − %(message)s = %(expected)s") % told
