"""A purchase as the API takes it: what `sales` takes, and what units are to pay of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from core import money
from core.api.fields import MoneyField
from core.errors import DomainError
from core.models import Integration
from loyalty.api.units import plain_units
from loyalty.ledger.paying import GivenBack
from loyalty.models import LoyaltyCurrency
from loyalty.till import payment
from loyalty.till.payment import PaidDraft, Payment
from sales import api as sales_api
from sales.drafts import PurchaseDraft
from sales.models import Purchase

_ELSEWHERE = (
    "For the record: paid with units that were taken elsewhere. Nothing is taken from an account; see `pay_with`."
)


class PayWithSerializer(serializers.Serializer[Any]):
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    amount = MoneyField(help_text="Of money; how many units that takes is said by the terms of the currency.")


class SaleSerializer(sales_api.NewPurchaseSerializer):
    """A receipt as the till tells it; amounts are summed here and never believed from outside."""

    pay_with = PayWithSerializer(
        many=True, required=False,
        help_text="What units pay, each currency once. They are taken in the transaction of the purchase, by the same"
        " terms as at the counter; refused, nothing is recorded. The purchase then says `paid_points` and"
        " `paid_cashback` by itself (stored value counts among `paid_gift_card`), so do not send these for the same"
        " units. Needs the scope `accounts:write` besides.",
    )  # fmt: skip
    paid_points = MoneyField(required=False, help_text=_ELSEWHERE)
    paid_cashback = MoneyField(required=False, help_text=_ELSEWHERE)
    paid_gift_card = MoneyField(
        required=False, help_text="For the record. Stored value of ours is taken by `pay_with` and comes on top."
    )


class PaidUnitsSerializer(serializers.Serializer[Any]):
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    amount = MoneyField(help_text="Of money that the units paid.")
    units = serializers.CharField()


SCOPE = "accounts:write"


def told_from(data: dict[str, Any], request: Request) -> PurchaseDraft | PaidDraft:
    """A receipt, with what units pay if the caller may let them and says so."""
    payments = [Payment(one["currency"], one["amount"]) for one in data.pop("pay_with", ())]
    if payments and not may(request, SCOPE):
        text = _("This token lacks the scope %(scope)s.") % {"scope": SCOPE}
        raise DomainError("permission_denied", text, field="pay_with", status=403)
    draft = sales_api.draft_from(data)
    return PaidDraft(draft, payments) if payments else draft


def may(request: Request, scope: str) -> bool:
    return isinstance(request.user, Integration) and scope in request.user.scopes


def paid_body(told: PurchaseDraft | PaidDraft, purchase: Purchase) -> dict[str, Any]:
    """What units paid, when the caller let them pay: a statement that no other receipt costs."""
    if isinstance(told, PurchaseDraft):
        return {}
    return {"paid_units": [units_body(one) for one in payment.paid(purchase.pk)]}


def units_body(one: payment.Paid | GivenBack) -> dict[str, str]:
    return {
        "currency": one.currency,
        "amount": money.format_plain(one.amount),
        "units": plain_units(one.units, one.currency),
    }
