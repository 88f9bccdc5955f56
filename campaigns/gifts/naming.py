"""What a message may say of the gift that it carries: `gift.amount`, `gift.code`, …; nothing where it carries none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from campaigns.gifts.giving import occasion_in
from campaigns.models import GiftKind, GiftState, GivenGift
from core import clock
from loyalty.unitwords import named
from messaging.models import Message
from messaging.rendering import known

WORDS = {
    "gift.amount": _("points or cashback that an automatic message brings, in words; nothing when it brings none"),
    "gift.offer": _("the offer of the coupon that it brings; nothing when it brings none"),
    "gift.code": _("the code of that coupon, theirs alone"),
    "gift.valid_until": _("the last day of the points, the cashback or the coupon; nothing when they do not end"),
}
EXAMPLE = {"amount": _("100 points"), "offer": _("10 % off"), "code": "K7M2XQ9RTW", "valid_until": "2027-03-31"}


def register() -> None:
    known.register(known.Known("gift", WORDS, gifts, EXAMPLE, is_by_message=True, is_personal=False))


def gifts(messages: Sequence[int], _now: datetime) -> dict[int, Mapping[str, Any]]:
    """By message; those of later steps name what the first one brought."""
    keys = Message.objects.filter(pk__in=messages, key__startswith="automation:").values_list("pk", "key")
    occasions = {pk: occasion_in(key) for pk, key in keys}
    rows = GivenGift.objects.filter(occasion__in=set(occasions.values()), state=GiftState.GIVEN)
    found = {row.occasion_id: row for row in rows.select_related("customer", "promotion", "coupon")}
    return {pk: dict(_told(found[one])) for pk, one in occasions.items() if one in found}


def _told(row: GivenGift) -> Iterator[tuple[str, Any]]:
    if row.kind == GiftKind.COUPON:
        yield "offer", row.promotion.name if row.promotion else None
        yield "code", row.coupon.code if row.coupon else None
    else:
        with translation.override(_language(row.customer.language)):
            yield "amount", named(row.units, row.kind)
    if row.valid_until:
        yield "valid_until", clock.business_day(row.valid_until - timedelta(microseconds=1)).isoformat()


def _language(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
