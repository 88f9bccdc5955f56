"""The till over the API: whom a card or number belongs to, batches of an offline till, receipts claimed later."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, limits, locks, money
from core.api import strictness
from core.api.errors import refuse
from core.api.fields import InstantField, MoneyField, TextField
from core.api.idempotency import HEADER, Answer, once, repeated
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import DomainError, NotFound
from core.models import Integration
from customers import phones
from customers.models import Customer
from loyalty.api.moves import ToldReturnSerializer, told_values
from loyalty.api.paying import PaidUnitsSerializer, SaleSerializer, paid_body, told_from
from loyalty.api.units import plain_units
from loyalty.cards import queries as cards
from loyalty.editions.claimed import held_by
from loyalty.households.queries import holder_of
from loyalty.ledger import statement
from loyalty.models import EditionClaim, HeldReturn, LoyaltyCurrency, TierMembership
from loyalty.till import batches, claims
from loyalty.till.payment import PaidDraft
from sales.drafts import PurchaseDraft
from sales.models import Purchase, Return

# Look-ups that one integration may make in a minute: a busy shop's tills, not somebody who tries numbers.
LOOKUPS = 120
MOST_FOUND = 5


# --- Who is it ------------------------------------------------------------------------------


class TillAccountSerializer(serializers.Serializer[Any]):
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    available = TextField(help_text="Can be spent now.")
    balance = TextField(help_text="Available and pending together.")
    debt = TextField()


class TillClaimSerializer(serializers.Serializer[Any]):
    edition = TextField()
    code = TextField()
    sku = TextField(allow_null=True)
    quantity = serializers.IntegerField()
    price = MoneyField(allow_null=True)
    held_until = InstantField(help_text="First moment at which it holds nothing.")


class TillCustomerSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField()
    name = TextField()
    membership = TextField(help_text="active, suspended, left, or empty.", allow_blank=True)
    tier = TextField(allow_blank=True)
    card = TextField(allow_blank=True, help_text="Their card that works now.")
    accounts = TillAccountSerializer(many=True)
    claims = TillClaimSerializer(many=True, help_text="Pieces of limited editions that are held for them.")


class TillCustomersSerializer(serializers.Serializer[Any]):
    results = TillCustomerSerializer(many=True)
    refusal = TextField(allow_blank=True, help_text="Why the card may not be used: a stable code.")
    message = TextField(allow_blank=True)


class TillCustomersView(ApiView):
    scope = "till"
    serializer_class = TillCustomersSerializer

    @extend_schema(
        operation_id="till_customers_list",
        parameters=[OpenApiParameter("q", str, required=True, description="A whole card number or phone number.")],
        responses=TillCustomersSerializer,
    )
    def get(self, request: Request) -> Response:
        """Whom a card or phone number belongs to, with tier and what they can spend.

        Only whole numbers: nobody is found by a part of a name. At most 120 questions a minute.
        """
        for name in request.query_params:
            if name != "q":
                message = _("There is no parameter %(name)s.") % {"name": name[:40]}
                raise DomainError("parameter_unknown", message, field=name[:40])
        limits.check("api.lookup", f"integration {request.user.pk}", most=LOOKUPS, seconds=60)
        text = request.query_params.get("q", "").replace("\0", "").strip()[:60]
        if not text:
            raise DomainError("parameter_empty", _("This parameter has no value."), field="q")
        return Response(_look_up(text, clock.now()))


def _look_up(text: str, now: datetime) -> dict[str, Any]:
    card = cards.find(text)
    if card is not None:
        found = [card.customer] if card.customer else []
        return {"results": _told(found, now), "refusal": card.refusal, "message": card.message}
    return {"results": _told(_by_phone(text), now), "refusal": "", "message": ""}


def _by_phone(text: str) -> list[Customer]:
    try:
        number = phones.normalise(text)
    except DomainError:
        return []
    rows = Customer.objects.current().with_phone(number).select_related("membership")
    return list(rows.order_by("sort_key", "pk")[:MOST_FOUND])


def _told(found: Sequence[Customer], now: datetime) -> list[dict[str, Any]]:
    ids = [one.pk for one in found]
    numbers = cards.active_numbers(ids)
    tiers = TierMembership.objects.filter(customer__in=ids).select_related("level")
    level_of = {row.customer_id: row.level.title if row.level else "" for row in tiers}
    return [
        {
            "customer": str(one.public_id),
            "name": one.display_name,
            "membership": one.membership.state if hasattr(one, "membership") else "",
            "tier": level_of.get(one.pk, ""),
            "card": numbers.get(one.pk, ""),
            "accounts": [_account(row) for row in statement.balances(holder_of(one.pk), now)],
            "claims": [_claim_of(row) for row in held_by(one.pk, now)],
        }
        for one in found
    ]


def _claim_of(row: EditionClaim) -> dict[str, Any]:
    assert row.held_until  # it is held
    return {
        "edition": row.edition.title,
        "code": row.code,
        "sku": row.edition.product.sku if row.edition.product else None,
        "quantity": row.quantity,
        "price": None if row.edition.price is None else money.format_plain(row.edition.price),
        "held_until": InstantField().to_representation(row.held_until),
    }


def _account(row: statement.Balance) -> dict[str, str]:
    return {
        "currency": row.currency,
        "available": plain_units(row.available, row.currency),
        "balance": plain_units(row.balance, row.currency),
        "debt": plain_units(row.debt, row.currency),
    }


# --- Batches --------------------------------------------------------------------------------


class BatchSerializer(serializers.Serializer[Any]):
    """Receipts are read one by one: a faulty one is refused alone."""

    receipts = serializers.ListField(
        child=serializers.JSONField(), allow_empty=False, max_length=batches.MOST,
        help_text="Each as `POST /purchases/` takes it. One with a `sale_number` is a return, as"
        " `POST /purchases/returns/` takes it; it may stand before its receipt.",
    )  # fmt: skip


class BatchFaultSerializer(serializers.Serializer[Any]):
    field = TextField()
    code = TextField()
    message = TextField()


class BatchResultSerializer(serializers.Serializer[Any]):
    index = serializers.IntegerField(help_text="Of the receipt in the request, from 0.")
    source = TextField(allow_blank=True)  # type: ignore[assignment]  # a field of the row
    number = TextField(allow_blank=True)
    kind = serializers.ChoiceField(choices=["purchase", "return"])
    status = serializers.ChoiceField(
        choices=["recorded", "known", "held", "refused"], help_text="held: a return whose receipt is not known yet."
    )
    code = TextField(allow_blank=True, help_text="Why it was refused: a stable code.")
    message = TextField(allow_blank=True)
    field = TextField(allow_blank=True)
    errors = BatchFaultSerializer(many=True, required=False)  # type: ignore[assignment]  # a field of the row
    public_id = serializers.UUIDField(required=False, help_text="Of the purchase; of a return, of what was sold.")
    customer = serializers.UUIDField(required=False, allow_null=True)
    amount = MoneyField(required=False, help_text="Paid; of a return, paid back.")
    accounts = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="What the purchase earned, less what went back."
    )
    paid_units = PaidUnitsSerializer(many=True, required=False, help_text="What was taken by `pay_with`.")


class BatchOutcomeSerializer(serializers.Serializer[Any]):
    recorded = serializers.IntegerField()
    known = serializers.IntegerField(help_text="Recorded before; nothing was done.")
    held = serializers.IntegerField(help_text="Returns that wait for their receipt.")
    refused = serializers.IntegerField()
    results = BatchResultSerializer(many=True)


class BatchView(ApiView):
    scope = "purchases"
    serializer_class = BatchSerializer

    @extend_schema(
        operation_id="purchases_batch",
        request=BatchSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: OpenApiResponse(BatchOutcomeSerializer, "Each receipt with its own result.")},
    )
    def post(self, request: Request) -> Response:
        """Record up to 1,000 receipts and returns of a till that was offline; one bad one does not stop the others.

        Send the batch again whenever the answer was lost: with the same Idempotency-Key the answer is repeated,
        without one every receipt that exists is answered as `known`.
        """
        told = self.checked(request)["receipts"]
        with _one_at_a_time(request):
            if (answer := repeated(request)) is not None:
                return answer
            body = _record(told, request)
            return once(request, lambda: Answer(200, body))


def _one_at_a_time(request: Request) -> AbstractContextManager[Any]:
    """The same batch sent again before the first is done waits for it; each receipt commits by itself meanwhile."""
    key = request.headers.get(HEADER)
    return locks.singleton(f"batch {request.user.pk} {key}", wait=True) if key else nullcontext()


def _record(told: Sequence[Any], request: Request) -> dict[str, Any]:
    now = clock.now()
    results: list[dict[str, Any]] = [{} for _receipt in told]
    read: list[tuple[int, PurchaseDraft | PaidDraft | batches.ToldReturn]] = []
    for index, receipt in enumerate(told):
        try:
            read.append((index, _read(receipt, request)))
        except (exceptions.ValidationError, DomainError) as error:
            results[index] = _refused(index, receipt, error, request)
    done = batches.record_batch([one for _index, one in read], now=now)
    earned = batches.earned([one.sale for one in done if one.sale])
    for (index, sent), one in zip(read, done, strict=True):
        if one.error:
            results[index] = _refused(index, told[index], one.error, request)
        elif one.held:
            results[index] = _held(index, one.held)
        else:
            results[index] = _recorded(index, one, earned)
            if isinstance(sent, PaidDraft) and one.purchase:
                results[index] |= paid_body(sent, one.purchase)
    return _counted(results)


def _is_return(receipt: Any) -> bool:
    return isinstance(receipt, dict) and not {"sale_number", "sale_source"}.isdisjoint(receipt)


def _read(receipt: Any, request: Request) -> PurchaseDraft | PaidDraft | batches.ToldReturn:
    if not _is_return(receipt):
        return told_from(strictness.read(SaleSerializer, receipt), request)
    data = strictness.read(ToldReturnSerializer, receipt)
    return batches.ToldReturn(told_values(data))


_STATUSES = ("recorded", "known", "held", "refused")


def _counted(results: list[dict[str, Any]]) -> dict[str, Any]:
    return {status: sum(row["status"] == status for row in results) for status in _STATUSES} | {"results": results}


def _held(index: int, held: HeldReturn) -> dict[str, Any]:
    """`message` says what does not fit, once its receipt has come and it could not be booked."""
    code = "return_problem" if held.problem else ""
    return {
        "index": index, "kind": "return", "source": held.source, "number": held.number, "status": "held", "code": code,
        "message": held.problem, "field": "",
    }  # fmt: skip


def _recorded(index: int, one: batches.Result, earned: batches.Earned) -> dict[str, Any]:
    row: Purchase | Return | None = one.back or one.purchase
    assert row is not None
    assert one.sale is not None
    customer = earned.customers.get(one.sale.customer_id or 0)
    return {
        "index": index,
        "kind": "return" if one.back else "purchase",
        "source": row.source,
        "number": row.number,
        "status": one.status,
        "code": "",
        "message": "",
        "field": "",
        "public_id": str(one.sale.public_id),
        "customer": str(customer) if customer else None,
        "amount": money.format_plain(row.amount),
        "accounts": [
            {"currency": currency, "earned": plain_units(units, currency)}
            for currency, units in earned.units.get(one.sale.pk, [])
        ],
    }


def _refused(index: int, receipt: Any, error: Exception, request: Request) -> dict[str, Any]:
    refusal = refuse(error, request)
    known = receipt if isinstance(receipt, dict) else {}
    row = {
        "index": index,
        "kind": "return" if _is_return(receipt) else "purchase",
        "source": strictness.printable(str(known.get("source", ""))[:40]),
        "number": strictness.printable(str(known.get("number", ""))[:64]),
        "status": "refused",
        "code": refusal.code,
        "message": refusal.message,
        "field": refusal.field,
    }
    return row | ({"errors": list(refusal.errors)} if refusal.errors else {})


# --- Claims ---------------------------------------------------------------------------------


class ClaimCodeSerializer(serializers.Serializer[Any]):
    purchase = serializers.UUIDField(source="purchase.public_id")
    code = TextField(help_text="To be printed on the receipt.")
    valid_until = InstantField(help_text="Not included.")
    claimed_at = InstantField(allow_null=True)


class NewClaimSerializer(serializers.Serializer[Any]):
    code = TextField(max_length=40)
    customer = serializers.UUIDField()


class ClaimSerializer(ClaimCodeSerializer):
    customer = serializers.UUIDField(source="claimed_by.public_id", allow_null=True, default=None)


class ClaimCodeView(ApiView):
    scope = "purchases"
    serializer_class = ClaimCodeSerializer
    queryset = Purchase.objects.all()

    @extend_schema(
        operation_id="purchases_claim_code", request=None, parameters=[IDEMPOTENCY_KEY], responses=ClaimCodeSerializer
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """The code by which the buyer of an anonymous receipt claims it later; asked again, the same one."""
        self.bare(request)
        purchase = self.found(public_id=public_id)

        def work() -> Answer:
            row = claims.issue_code(purchase=purchase, now=clock.now())
            return Answer(200, dict(ClaimCodeSerializer(row).data))

        return once(request, work)


class ClaimsView(ApiView):
    scope = "till"
    serializer_class = NewClaimSerializer

    @extend_schema(
        operation_id="receipt_claims_create",
        request=NewClaimSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: ClaimSerializer},
    )
    def post(self, request: Request) -> Response:
        """Give an anonymous receipt to its customer by the code on it: once, until its day."""
        data, integration = self.checked(request), request.user
        assert isinstance(integration, Integration)
        return once(request, lambda: _claim(data, integration))


def _claim(data: dict[str, Any], integration: Integration) -> Answer:
    customer = Customer.objects.current().filter(public_id=data["customer"]).first()
    if customer is None:
        raise NotFound("customer_unknown", _("This customer is not known."), field="customer")
    found = claims.find_or_refuse(data["code"], who=f"integration {integration.pk}")
    row = claims.claim(claim=found, customer=customer, where=integration.name, now=clock.now())
    return Answer(200, dict(ClaimSerializer(row).data))
