"""What is offered, checked, with what it costs: units by what the programme says they are worth, else as told.

Whoever asks for a coupon or for a replacement does not say alone what it costs: a coupon counts at least what its
promotion takes off, a replacement at least what the product of the case costs. So limits hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from complaints.amends import least
from complaints.models import AmendKind, Case
from core import money
from core.errors import DomainError
from core.wording import worded as _
from loyalty import worth
from loyalty.ledger.services import MAX_UNITS

UNITS = (AmendKind.POINTS, AmendKind.CASHBACK)
# These need an account, or somebody who may use it.
NAMED = (*UNITS, AmendKind.COUPON)
_COSTS = (AmendKind.REFUND, AmendKind.REPLACEMENT, AmendKind.GIFT, AmendKind.COUPON)


def read(*, case: Case, kind: str, data: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Columns of the amends."""
    if kind not in AmendKind.values:
        raise DomainError("amend_invalid", _("There are no amends of this kind."), field="kind")
    if kind in NAMED and case.customer_id is None:
        raise DomainError("customer_missing", _("Say first which customer this case is of."), field="kind")
    told: dict[str, Any] = {"what": str(data.get("what") or "").strip()[:200], "cost": 0}
    if kind in UNITS:
        return told | _units(kind, data.get("units"), now)
    if kind == AmendKind.COUPON:
        told["promotion"] = _needed(data, "promotion", _("Choose the promotion that the coupon opens."))
    if kind in _COSTS:
        told["cost"] = _cost(data.get("cost"), _least(case, kind, told))
    if kind == AmendKind.REFUND:
        told["returned"] = _returned(case, data.get("returned"))
    if kind in (AmendKind.REPLACEMENT, AmendKind.GIFT) and not told["what"]:
        raise DomainError("amend_invalid", _("Say what they get."), field="what")
    return told


def _units(kind: str, units: Any, now: datetime) -> dict[str, Any]:
    if type(units) is not int or not 0 < units <= MAX_UNITS:
        raise DomainError("units_invalid", _("Units are a whole number above zero."), field="units")
    return {"units": units, "cost": worth.of_spent(units, kind, at=now)}


def _least(case: Case, kind: str, told: Mapping[str, Any]) -> int:
    if kind == AmendKind.COUPON:
        return least.of_coupon(told["promotion"])
    return least.of_goods(case.product) if kind == AmendKind.REPLACEMENT else 0


def _cost(cost: Any, at_least: int) -> int:
    if cost is None and at_least:
        return at_least
    if type(cost) is not int or not 0 < cost <= money.MAX_AMOUNT:
        raise DomainError("amount_out_of_range", _("Say what it costs: an amount above zero."), field="cost")
    return max(cost, at_least)


def _needed(data: Mapping[str, Any], name: str, text: str) -> Any:
    if data.get(name) is None:
        raise DomainError("amend_invalid", text, field=name)
    return data[name]


def _returned(case: Case, returned: Any) -> Any:
    """A return of the purchase that the case is about, and of no other."""
    if returned is not None and returned.purchase_id != case.purchase_id:
        raise DomainError("amend_invalid", _("This return is not of the purchase of this case."), field="returned")
    return returned
