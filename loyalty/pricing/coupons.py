"""Coupon codes: issued, checked, cancelled. They are claimed with the purchase or a reservation, in `claims`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from core import ids
from core.errors import DomainError
from loyalty.models import Coupon, Promotion
from loyalty.pricing import records

CODE_LENGTH = 10
LARGEST_BATCH = 100_000
CHUNK = 1000


def normal(code: str) -> str:
    """As people type it: without spaces, in capitals."""
    return "".join(code.split()).upper()[:40]


def issue_coupon(
    *,
    promotion: Promotion | int,
    customer_id: int | None,
    key: str,
    valid_until: datetime | None = None,
    valid_from: datetime | None = None,
) -> Coupon:
    """One code for one use; the same `key` again gives the coupon that it made."""
    pk = promotion if isinstance(promotion, int) else promotion.pk
    existing = Coupon.objects.filter(key=key).first()
    if existing:
        return existing
    values = {"promotion_id": pk, "customer_id": customer_id, "valid_from": valid_from, "valid_until": valid_until}
    try:
        with transaction.atomic():
            return Coupon.objects.create(code=ids.short_code(CODE_LENGTH), key=key, **values)
    except IntegrityError:
        # Somebody else issued it meanwhile, or (once in many years) the code was taken.
        return Coupon.objects.filter(key=key).first() or issue_coupon(
            promotion=pk, customer_id=customer_id, key=key, valid_until=valid_until, valid_from=valid_from
        )


def issue_batch(
    *, promotion: Promotion, count: int, batch: str, max_uses: int | None = 1, valid_until: datetime | None = None
) -> int:
    """Bring a batch to `count` codes; going on after an interruption makes only what is missing."""
    if not 0 < count <= LARGEST_BATCH:
        raise DomainError(
            "batch_size", _("A batch has between 1 and %(most)d codes.") % {"most": LARGEST_BATCH}, field="count"
        )
    made = 0
    while (left := count - Coupon.objects.filter(promotion=promotion, batch=batch).count()) > 0:
        codes = {ids.short_code(CODE_LENGTH) for _number in range(min(left, CHUNK))}
        values = {"promotion": promotion, "batch": batch, "max_uses": max_uses, "valid_until": valid_until}
        Coupon.objects.bulk_create((Coupon(code=code, **values) for code in codes), ignore_conflicts=True)
        made += len(codes)
    return made


def cancel_coupon(*, coupon: Coupon, now: datetime) -> None:
    """No further use; what was used stays used."""
    Coupon.objects.filter(pk=coupon.pk, cancelled_at__isnull=True).update(cancelled_at=now)


# --- Checking -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Checked:
    """Codes as the pure function takes them, and the rows behind those that exist."""

    coupons: tuple[records.Coupon, ...]
    rows: Mapping[str, Coupon]


def check(codes: Iterable[str], *, customer_id: int | None, now: datetime, instead_of: int | None = None) -> Checked:
    """What is known of these codes now, each code once; one statement, none without codes.

    What reservations held that have ended is free, and so is what the quote `instead_of` holds.
    """
    wanted = list(dict.fromkeys(normal(code) for code in codes if normal(code)))
    if not wanted:
        return Checked((), {})
    mine = Q(used__released_at__isnull=True, used__customer=customer_id)
    reserved = Q(used__quote__reserved_until__isnull=False, used__quote__purchase__isnull=True)
    ended = reserved & (Q(used__quote__reserved_until__lte=now) | Q(used__quote=instead_of or 0))
    found = Coupon.objects.filter(code__in=wanted).annotate(
        my_uses=Count("used", filter=mine) - Count("used", filter=mine & ended),
        ended_uses=Count("used", filter=ended),
        reserved_uses=Count("used", filter=reserved) - Count("used", filter=ended),
    )
    rows = {row.code: row for row in found}
    coupons = tuple(_checked(code, rows.get(code), customer_id, now) for code in wanted)
    return Checked(coupons, rows)


def _checked(code: str, row: Coupon | None, customer_id: int | None, now: datetime) -> records.Coupon:
    if row is None:
        return records.Coupon(code, None, "coupon_unknown")
    return records.Coupon(code, row.promotion_id, _refusal(row, customer_id, now))


def _refusal(row: Coupon, customer_id: int | None, now: datetime) -> str:
    if row.cancelled_at:
        return "coupon_cancelled"
    if row.valid_from and now < row.valid_from:
        return "coupon_not_yet"
    if row.valid_until and now >= row.valid_until:
        return "coupon_expired"
    left = None if row.max_uses is None else row.max_uses - row.uses + row.ended_uses  # type: ignore[attr-defined]  # annotated
    if left is not None and left <= 0:
        return "coupon_reserved" if left + row.reserved_uses > 0 else "coupon_used_up"  # type: ignore[attr-defined]
    if row.customer_id is not None and row.customer_id != customer_id:
        return "coupon_not_yours" if customer_id else "coupon_customer_needed"
    if row.limit_per_customer is not None:
        if customer_id is None:
            return "coupon_customer_needed"
        if row.my_uses >= row.limit_per_customer:  # type: ignore[attr-defined]  # annotated
            return "coupon_limit_reached"
    return ""


def codes_of(coupons: Sequence[records.Coupon]) -> dict[str, str]:
    return {coupon.code: coupon.refusal for coupon in coupons}
