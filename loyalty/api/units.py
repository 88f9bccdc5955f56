"""Units of loyalty as the API writes them, and what a sale did to a customer's accounts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core import money
from core.api.fields import MoneyField
from core.errors import DomainError
from loyalty.currencies import is_money
from loyalty.models import LoyaltyCurrency
from loyalty.receipts import Outcome, outcome_of
from sales.models import Purchase

# More digits are no number of units that anybody holds, and no number that the database holds.
_WHOLE = re.compile(r"[0-9]{1,15}")


def plain_units(units: int, currency: str) -> str:
    """Points and stamps are whole; cashback and stored value are money."""
    return money.format_plain(units) if is_money(currency) else str(units)


def read_units(text: str, currency: str) -> int:
    """Units that a caller wrote: whole ones, or money with a point and at most the currency's places."""
    try:
        units = MoneyField().to_internal_value(text) if is_money(currency) else _whole(text)
    except serializers.ValidationError:
        raise DomainError(
            "amount_invalid", MoneyField.default_error_messages["amount_invalid"], field="units"
        ) from None
    if units <= 0:
        raise DomainError("units_invalid", _("Units are a whole number above zero."), field="units")
    return units


def _whole(text: str) -> int:
    return int(text) if _WHOLE.fullmatch(text) else 0


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "example": "120"})
class UnitsField(serializers.Field[int, Any, str, Any]):
    """Units of the row's own currency; takes the whole row (`source="*"`) to know which."""

    def __init__(self, attribute: str, **options: Any) -> None:
        self.attribute = attribute
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Any) -> str:
        return plain_units(getattr(value, self.attribute), value.currency)


class BalanceSerializer(serializers.Serializer[Any]):
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    earned = UnitsField("earned", help_text="By this purchase, less what its returns took back.")
    explanation = serializers.CharField()
    available = UnitsField("available", help_text="Can be spent now.")
    balance = UnitsField("balance", help_text="Available and pending together.")
    debt = UnitsField("debt")


class OutcomeSerializer(serializers.Serializer[Any]):
    public_id = serializers.UUIDField()
    is_new = serializers.BooleanField(help_text="False when exactly this was recorded before.")
    source = serializers.CharField()  # type: ignore[assignment]  # a field of the row
    number = serializers.CharField()
    customer = serializers.UUIDField(allow_null=True)
    amount = MoneyField()
    version = serializers.CharField(required=False, help_text="Of an order that is not handed over yet.")
    accounts = BalanceSerializer(many=True)


def outcome_body(purchase: Purchase, *, now: datetime) -> dict[str, Any]:
    """Plain JSON of `OutcomeSerializer`, written by hand: a till waits for it."""
    outcome = outcome_of(customer=purchase.customer_id, purchase=purchase.pk, now=now)
    return {
        "public_id": str(purchase.public_id),
        "is_new": purchase.is_new,
        "source": purchase.source,
        "number": purchase.number,
        "customer": outcome.customer and str(outcome.customer),
        "amount": money.format_plain(purchase.amount),
        "accounts": balances(outcome),
    }


def balances(outcome: Outcome) -> list[dict[str, str]]:
    return [
        {
            "currency": row.currency,
            "earned": plain_units(row.earned, row.currency),
            "explanation": row.explanation,
            "available": plain_units(row.available, row.currency),
            "balance": plain_units(row.balance, row.currency),
            "debt": plain_units(row.debt, row.currency),
        }
        for row in outcome.balances
    ]
