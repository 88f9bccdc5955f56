"""What people decide about the gifts of an automation, while it is switched off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns import mailings
from campaigns.automations import services
from campaigns.models import Automation, GiftBand, GiftKind, GiftTerms
from core.errors import DomainError
from core.models import User
from core.wording import worded as _
from loyalty.ledger.services import MAX_UNITS
from loyalty.models import Promotion
from loyalty.pricing import givings

FIELDS = ("measure", "give_to", "budget_gifts", "budget_cost", "message_cost", "must_pay")
BAND_FIELDS = ("floor", "kind", "units", "promotion", "days", "coupon_cost")
MOST = 4


@transaction.atomic
def write(
    *, automation: Automation, told: Mapping[str, Any], bands: Sequence[Mapping[str, Any]], actor: User | None,
    now: datetime, version: int,
) -> GiftTerms:  # fmt: skip
    """Its messages carry exactly this from now on; what was decided for earlier occasions stays as it was.

    Refuses `stale_edit`, `automation_on`, `amount_negative`, `bands_many`, `bands_same`, `band_single`,
    `units_invalid`, `promotion_missing` and `promotion_unfit` (field: `<number of the band>-<its field>`).
    """
    fresh = services.lock_off(automation, expected_version=version)
    _check(told, bands, now)
    terms, _is_new = GiftTerms.objects.update_or_create(
        automation=fresh, defaults={name: told[name] for name in FIELDS if name in told}
    )
    GiftBand.objects.filter(automation=fresh).delete()
    GiftBand.objects.bulk_create(
        GiftBand(automation=fresh, **{name: band[name] for name in BAND_FIELDS if name in band}) for band in bands
    )
    fresh.version += 1
    fresh.save(update_fields=["version"])
    mailings.record("automation.gift", fresh, actor, now)
    return terms


def _check(told: Mapping[str, Any], bands: Sequence[Mapping[str, Any]], now: datetime) -> None:
    if len(bands) > MOST:
        raise DomainError("bands_many", _("So many offers are enough."))
    for name in ("budget_gifts", "budget_cost", "message_cost"):
        _not_negative(told.get(name), name)
    floors = [band.get("floor", 0) for band in bands]
    if not told.get("measure") and (len(bands) > 1 or any(floors)):
        raise DomainError(
            "band_single", _("Without a value to grade by there is one offer, the same for all."), field="measure"
        )
    for number, band in enumerate(bands):
        if band.get("floor", 0) in floors[:number]:
            raise DomainError("bands_same", _("Two offers begin at the same value."), field=f"{number}-floor")
        _check_band(band, number, now)


def _check_band(band: Mapping[str, Any], number: int, now: datetime) -> None:
    for name in ("floor", "coupon_cost"):
        _not_negative(band.get(name), f"{number}-{name}")
    if band["kind"] in (GiftKind.POINTS, GiftKind.CASHBACK) and not 0 < band.get("units", 0) <= MAX_UNITS:
        raise DomainError("units_invalid", _("Say how much it is."), field=f"{number}-units")
    if band["kind"] == GiftKind.COUPON:
        _check_promotion(band.get("promotion"), number, now)


def _not_negative(amount: int | None, field: str) -> None:
    if amount is not None and amount < 0:
        raise DomainError("amount_negative", _("Not below zero, please."), field=field)


def _check_promotion(promotion: Promotion | None, number: int, now: datetime) -> None:
    field = f"{number}-promotion"
    if promotion is None:
        raise DomainError("promotion_missing", _("Choose the offer that the coupon opens."), field=field)
    if not promotion.needs_coupon:
        message = _("This promotion asks no code: everybody has it who fits.")
        raise DomainError("promotion_unfit", message, field=field)
    if refusal := givings.refusal(promotion, now):
        raise DomainError("promotion_unfit", refusal, field=field)
