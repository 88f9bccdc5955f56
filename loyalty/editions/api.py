"""Limited editions over the API: claiming, paying with a purchase, giving back."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, MoneyField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import NotFound
from loyalty.draws.api import customer_of
from loyalty.editions import services
from loyalty.models import Edition, EditionClaim
from sales.models import Purchase


class EditionSerializer(serializers.Serializer[Edition]):
    public_id = serializers.UUIDField()
    slug = TextField(help_text="The end of the public address.")
    name = TextField(source="title")
    state = serializers.ChoiceField(choices=Edition.State.choices)
    product = TextField(source="product.sku", allow_null=True, default=None)
    price = MoneyField(allow_null=True)
    is_claim_only = serializers.BooleanField(
        help_text="Its product is sold only to those who have claimed it, from publishing until it closes."
    )
    quantity = serializers.IntegerField()
    taken = serializers.IntegerField(help_text="Held or paid; a hold that has just lapsed may still be counted.")
    per_customer = serializers.IntegerField()
    hold_minutes = serializers.IntegerField()
    most_lapsed = serializers.IntegerField(
        allow_null=True, help_text="So many claims may lapse unpaid; then a customer is refused (`too_many_lapsed`)."
    )
    closes_at = InstantField(allow_null=True)


class EditionClaimSerializer(serializers.Serializer[EditionClaim]):
    public_id = serializers.UUIDField()
    edition = serializers.UUIDField(source="edition.public_id")
    customer = serializers.UUIDField(source="customer.public_id")
    code = TextField(help_text="What the customer shows.")
    quantity = serializers.IntegerField()
    state = serializers.ChoiceField(choices=EditionClaim.State.choices)
    claimed_at = InstantField()
    held_until = InstantField(allow_null=True, help_text="First moment at which an unpaid claim holds nothing.")
    offered_at = InstantField(allow_null=True, help_text="When a piece came free for who waited.")
    purchase = serializers.UUIDField(source="purchase.public_id", allow_null=True, default=None)
    paid_at = InstantField(allow_null=True)


class ClaimFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    edition = django_filters.UUIDFilter(field_name="edition__public_id")
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    state = django_filters.ChoiceFilter(choices=EditionClaim.State.choices)
    code = django_filters.CharFilter()

    class Meta:
        model = EditionClaim
        fields: tuple[str, ...] = ()


class NewEditionClaimSerializer(serializers.Serializer[Any]):
    edition = serializers.UUIDField(help_text="Public id.")
    customer = serializers.UUIDField(help_text="Public id.")
    key = serializers.RegexField(r"^[\x21-\x7e]{1,80}$", help_text="Unique name of this event.")
    quantity = serializers.IntegerField(min_value=1, max_value=1000, default=1)
    may_wait = serializers.BooleanField(default=True, help_text="Join the waiting list when nothing is free.")


class ClaimPaymentSerializer(serializers.Serializer[Any]):
    purchase = serializers.UUIDField(help_text="Public id of a purchase of this customer.")


def _claims() -> QuerySet[EditionClaim]:
    return EditionClaim.objects.select_related("edition", "customer", "purchase")


def _answer(pk: int, status: int = 200) -> Answer:
    return Answer(status, dict(EditionClaimSerializer(_claims().get(pk=pk)).data))


class EditionsView(ApiView):
    scope = "claims"
    serializer_class = EditionSerializer
    queryset = Edition.objects.filter(published_at__isnull=False).select_related("product")

    @extend_schema(operation_id="editions_list", responses=EditionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List published limited editions, the latest first."""
        return self.listed(request)


class ClaimsView(ApiView):
    scope = "claims"
    filterset_class = ClaimFilter

    def get_queryset(self) -> QuerySet[EditionClaim]:
        return _claims()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewEditionClaimSerializer if self.request.method == "POST" else EditionClaimSerializer

    @extend_schema(operation_id="claims_list", responses=EditionClaimSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List claims, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="claims_create",
        request=NewEditionClaimSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            201: EditionClaimSerializer,
            200: OpenApiResponse(EditionClaimSerializer, "Claimed before under this key; nothing was done."),
        },
    )
    def post(self, request: Request) -> Response:
        """Claim pieces: held until `held_until`, or waiting when nothing is free."""
        data = self.checked(request)
        return once(request, lambda: _claim(data))


def _claim(data: dict[str, Any]) -> Answer:
    now = clock.now()
    edition = Edition.objects.filter(public_id=data["edition"], published_at__isnull=False).first()
    if edition is None:
        raise NotFound("edition_unknown", "There is no such edition.", field="edition")
    claim = services.claim_pieces(
        edition=edition,
        customer_id=customer_of(data["customer"]),
        event_key=f"api:{data['key']}",
        now=now,
        quantity=data["quantity"],
        may_wait=data["may_wait"],
    )
    return _answer(claim.pk, 201 if claim.claimed_at == now else 200)


class ClaimView(ApiView):
    scope = "claims"
    serializer_class = EditionClaimSerializer

    def get_queryset(self) -> QuerySet[EditionClaim]:
        return _claims()

    @extend_schema(operation_id="claims_retrieve")
    def get(self, request: Request, public_id: str) -> Response:
        """One claim."""
        return self.retrieved(public_id=public_id)


class PayClaimView(ApiView):
    scope = "claims"
    serializer_class = ClaimPaymentSerializer

    def get_queryset(self) -> QuerySet[EditionClaim]:
        return _claims()

    @extend_schema(
        operation_id="claims_pay",
        request=ClaimPaymentSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: EditionClaimSerializer},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Link the purchase that paid; the same one again changes nothing."""
        data, claim = self.checked(request), self.found(public_id=public_id)
        return once(request, lambda: _pay(claim, data))


def _pay(claim: EditionClaim, data: dict[str, Any]) -> Answer:
    purchase = Purchase.objects.filter(public_id=data["purchase"]).first()
    if purchase is None:
        raise NotFound("purchase_unknown", "There is no such purchase.", field="purchase")
    return _answer(services.pay_claim(claim=claim, now=clock.now(), purchase=purchase).pk)


class CancelClaimView(ApiView):
    scope = "claims"
    serializer_class = EditionClaimSerializer

    def get_queryset(self) -> QuerySet[EditionClaim]:
        return _claims()

    @extend_schema(
        operation_id="claims_cancel",
        request=None,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: EditionClaimSerializer, 409: OpenApiResponse(description="It has lapsed, or is paid.")},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Give a claim back that is held or waits; its pieces go to the next in line."""
        self.bare(request)
        claim = self.found(public_id=public_id)
        return once(request, lambda: _answer(services.cancel_claim(claim=claim, now=clock.now()).pk))
