"""Moving units over the API: redeem, cancel, hand on, convert, top up; and returns by the number of their receipt.

Every call names its own event key: the same key again answers the same and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import InstantField, MoneyField, QuantityField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import NotFound
from customers.models import Customer
from loyalty import ledger
from loyalty.api.units import plain_units, read_units
from loyalty.households.services import redeem_from_pool
from loyalty.ledger import booking
from loyalty.ledger.returning import tell_return
from loyalty.models import HeldReturn, LoyaltyCurrency


class _KeyedSerializer(serializers.Serializer[Any]):
    event_key = TextField(max_length=80, help_text="Your own key of this event.")
    reason = TextField(max_length=200, required=False, default="", allow_blank=True)


class RedeemUnitsSerializer(_KeyedSerializer):
    customer = serializers.UUIDField()
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    units = TextField(max_length=20)


class CancelUnitsSerializer(_KeyedSerializer):
    of = TextField(max_length=80, help_text="The event key that redeemed.")
    units = TextField(max_length=20, required=False, default="", help_text="Left out: all that is left.")


class TransferUnitsSerializer(RedeemUnitsSerializer):
    to = serializers.UUIDField(help_text="The customer who receives them.")


class ConvertUnitsSerializer(RedeemUnitsSerializer):
    to = serializers.ChoiceField(choices=["points", "cashback"])


class WaiveDebtSerializer(serializers.Serializer[Any]):
    event_key = TextField(max_length=80, help_text="Your own key of this event.")
    customer = serializers.UUIDField()
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    units = TextField(max_length=20, required=False, default="", help_text="Left out: all that is owed.")
    reason = TextField(max_length=200)


class UndoMoveSerializer(serializers.Serializer[Any]):
    of = TextField(max_length=80, help_text="The event key that handed on or converted.")
    reason = TextField(max_length=200)


class TopUpSerializer(_KeyedSerializer):
    customer = serializers.UUIDField()
    amount = MoneyField()


class PayOutSerializer(serializers.Serializer[Any]):
    event_key = TextField(max_length=80, help_text="Your own key of this event.")
    of = TextField(max_length=80, help_text="The event key of the top-up.")
    amount = MoneyField(required=False, allow_null=True, default=None, help_text="Left out: all that is left of it.")
    reason = TextField(max_length=200)


class PaidOutSerializer(serializers.Serializer[Any]):
    is_new = serializers.BooleanField()
    payout = TextField(help_text="The money to hand out: a bonus that was spent already is taken off.")
    bonus = TextField(help_text="How much of the bonus is taken back.")
    balance = TextField()


class MovedSerializer(serializers.Serializer[Any]):
    """What the event did, also when it is told again."""

    is_new = serializers.BooleanField()
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    units = TextField()
    balance = TextField()
    debt = TextField()


def customer_id(public_id: Any, field: str = "customer") -> int:
    found = Customer.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("customer_unknown", _("There is no such customer."), field=field)
    return int(found)


def told_outcome(outcome: ledger.Outcome, currency: str) -> dict[str, Any]:
    return {
        "is_new": not outcome.is_replay,
        "currency": currency,
        "units": plain_units(outcome.units, currency),
        "balance": plain_units(outcome.balance, currency),
        "debt": plain_units(outcome.debt, currency),
    }


def _key(data: dict[str, Any]) -> str:
    return f"api:{data['event_key']}"


def _redeem(data: dict[str, Any]) -> dict[str, Any]:
    currency = data["currency"]
    outcome = redeem_from_pool(
        customer_id=customer_id(data["customer"]), currency=currency, units=read_units(data["units"], currency),
        event_key=_key(data), now=clock.now(), reason=data["reason"],
    )  # fmt: skip
    return told_outcome(outcome, currency)


def _cancel(data: dict[str, Any]) -> dict[str, Any]:
    of = f"api:{data['of']}"
    currency = booking.find_entry(of, ["redeem"]).currency
    outcome = ledger.cancel_redemption(
        event_key=_key(data), of=of, units=read_units(data["units"], currency) if data["units"] else None,
        now=clock.now(), reason=data["reason"],
    )  # fmt: skip
    return told_outcome(outcome, currency)


def _transfer(data: dict[str, Any]) -> dict[str, Any]:
    currency = data["currency"]
    outcome = ledger.transfer(
        from_customer_id=customer_id(data["customer"]), to_customer_id=customer_id(data["to"], "to"), currency=currency,
        units=read_units(data["units"], currency), event_key=_key(data), now=clock.now(), reason=data["reason"],
    )  # fmt: skip
    return told_outcome(outcome, currency)


def _convert(data: dict[str, Any]) -> dict[str, Any]:
    currency = data["currency"]
    outcome = ledger.convert(
        customer_id=customer_id(data["customer"]), currency=currency, to=data["to"],
        units=read_units(data["units"], currency), event_key=_key(data), now=clock.now(), reason=data["reason"],
    )  # fmt: skip
    return told_outcome(outcome, currency)


def _waive(data: dict[str, Any]) -> dict[str, Any]:
    currency = data["currency"]
    outcome = ledger.waive_debt(
        customer_id=customer_id(data["customer"]), currency=currency, event_key=_key(data), now=clock.now(),
        units=read_units(data["units"], currency) if data["units"] else None, reason=data["reason"],
    )  # fmt: skip
    return told_outcome(outcome, currency)


def _undo(data: dict[str, Any]) -> dict[str, Any]:
    of = f"api:{data['of']}"
    outcome = ledger.undo_move(of=of, reason=data["reason"], now=clock.now())
    return told_outcome(outcome, booking.find_entry(of, ["transfer", "convert"]).currency)


def _top_up(data: dict[str, Any]) -> dict[str, Any]:
    outcome = ledger.top_up(
        customer_id=customer_id(data["customer"]), amount=data["amount"], event_key=_key(data), now=clock.now(),
        reason=data["reason"],
    )  # fmt: skip
    return told_outcome(outcome, "stored")


def _pay_out(data: dict[str, Any]) -> dict[str, Any]:
    outcome = ledger.refund_top_up(
        event_key=_key(data), of=f"api:{data['of']}", amount=data["amount"], now=clock.now(), reason=data["reason"],
        actor=None,
    )  # fmt: skip
    facts = booking.find_entry(_key(data), ["refund"]).facts
    return {
        "is_new": not outcome.is_replay,
        "payout": money.format_plain(facts["payout"]),
        "bonus": money.format_plain(facts["bonus"]),
        "balance": money.format_plain(outcome.balance),
    }


class _MoveView(ApiView):
    scope = "accounts"

    def moved(self, request: Request, act: Callable[[dict[str, Any]], dict[str, Any]]) -> Response:
        data = self.checked(request)

        def work() -> Answer:
            told = act(data)
            return Answer(201 if told["is_new"] else 200, told)

        return once(request, work)


class RedeemUnitsView(_MoveView):
    serializer_class = RedeemUnitsSerializer

    @extend_schema(
        operation_id="accounts_redeem", request=RedeemUnitsSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: MovedSerializer, 200: MovedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Spend units that can be spent now, soonest expiring first; a household's member spends from its pool."""
        return self.moved(request, _redeem)


class CancelUnitsView(_MoveView):
    serializer_class = CancelUnitsSerializer

    @extend_schema(
        operation_id="accounts_cancel", request=CancelUnitsSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: MovedSerializer, 200: MovedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Give back what an event redeemed, whole or in part, to the lots it came from."""
        return self.moved(request, _cancel)


class TransferUnitsView(_MoveView):
    serializer_class = TransferUnitsSerializer

    @extend_schema(
        operation_id="accounts_transfer", request=TransferUnitsSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: MovedSerializer, 200: MovedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Hand units on to another member, within the daily limit."""
        return self.moved(request, _transfer)


class ConvertUnitsView(_MoveView):
    serializer_class = ConvertUnitsSerializer

    @extend_schema(
        operation_id="accounts_convert", request=ConvertUnitsSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: MovedSerializer, 200: MovedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Points into cashback or back, at the programme's rate."""
        return self.moved(request, _convert)


class WaiveDebtView(_MoveView):
    serializer_class = WaiveDebtSerializer

    @extend_schema(
        operation_id="accounts_waive", request=WaiveDebtSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: MovedSerializer, 200: MovedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Write off what a member owes, whole or in part; in a household what its pool owes."""
        return self.moved(request, _waive)


class UndoMoveView(_MoveView):
    serializer_class = UndoMoveSerializer

    @extend_schema(
        operation_id="accounts_undo", request=UndoMoveSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: MovedSerializer, 200: MovedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Undo a transfer or a conversion, whole, as long as nothing of it was spent; twice is once."""
        return self.moved(request, _undo)


class TopUpView(_MoveView):
    serializer_class = TopUpSerializer

    @extend_schema(
        operation_id="accounts_top_up", request=TopUpSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: MovedSerializer, 200: MovedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Take a top-up of stored value; its bonus lies in a lot of its own."""
        return self.moved(request, _top_up)


class PayOutView(_MoveView):
    serializer_class = PayOutSerializer

    @extend_schema(
        operation_id="accounts_pay_out", request=PayOutSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: PaidOutSerializer, 200: PaidOutSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Pay a top-up out, whole or in part, as the programme's rule allows; its share of the bonus goes."""
        return self.moved(request, _pay_out)


class ToldLineSerializer(serializers.Serializer[Any]):
    position = serializers.IntegerField(min_value=1)
    quantity = QuantityField()
    amount = MoneyField(required=False, allow_null=True, default=None)


class ToldReturnSerializer(serializers.Serializer[Any]):
    source = TextField(max_length=40)  # type: ignore[assignment]  # a field of the row
    number = TextField(max_length=64)
    sale_source = TextField(max_length=40)
    sale_number = TextField(max_length=64)
    occurred_at = InstantField()
    lines = ToldLineSerializer(many=True, required=False, default=list, help_text="None: everything.")
    reason = TextField(max_length=200, required=False, default="", allow_blank=True)


class ToldReturnOutcomeSerializer(serializers.Serializer[Any]):
    is_held = serializers.BooleanField(help_text="Its sale is not known yet; it is booked when the sale arrives.")


def told_values(data: dict[str, Any]) -> dict[str, Any]:
    """As the service takes them. It may be done again after a deadlock: nothing is taken out of what was read."""
    lines = [(row["position"], row["quantity"], row["amount"]) for row in data["lines"]]
    return {name: value for name, value in data.items() if name != "lines"} | {"lines": lines}


class ToldReturnsView(ApiView):
    scope = "purchases"
    serializer_class = ToldReturnSerializer

    @extend_schema(
        operation_id="returns_tell", request=ToldReturnSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={200: ToldReturnOutcomeSerializer, 202: ToldReturnOutcomeSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A return by the number of its receipt, which may not have been told yet."""
        data = self.checked(request)

        def work() -> Answer:
            told = tell_return(now=clock.now(), **told_values(data))
            is_held = isinstance(told, HeldReturn) and told.booked_at is None
            return Answer(202 if is_held else 200, {"is_held": is_held})

        return once(request, work)
