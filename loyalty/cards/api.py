"""Cards over the API: whose card it is, issuing, replacing, losing and blocking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import NotFound
from customers.models import Customer
from loyalty.cards import queries, rules, services
from loyalty.models import Card


class CardSerializer(serializers.Serializer[Card]):
    number = TextField()
    state = serializers.ChoiceField(choices=Card.State.choices)
    customer = serializers.UUIDField(source="customer.public_id", allow_null=True, default=None)
    replaced_by = TextField(source="replaced_by.number", allow_null=True, default=None)
    reason = TextField(source="state_reason")
    issued_at = InstantField(allow_null=True)
    state_since = InstantField()


class FoundSerializer(serializers.Serializer[Any]):
    """A card looked up: `refusal` is empty when it may be used."""

    card = CardSerializer()
    customer = serializers.UUIDField(allow_null=True, help_text="Also of a replaced, lost or blocked card.")
    current_number = TextField(allow_null=True, help_text="The card of this customer that works now.")
    refusal = TextField(help_text="card_lost, card_replaced, card_blocked, card_blank, or empty.")
    message = TextField()


class NewCardSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField()
    number = TextField(
        max_length=rules.LONGEST, required=False, default="",
        help_text="A blank card, or one of an older programme. Left out: a number is made.",
    )  # fmt: skip


class CardChangeSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=200, required=False, default="", allow_blank=True)


class ReplacementSerializer(CardChangeSerializer):
    number = TextField(max_length=rules.LONGEST, required=False, default="")


class CardFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    state = django_filters.ChoiceFilter(choices=Card.State.choices)

    class Meta:
        model = Card
        fields: tuple[str, ...] = ()


class CardsView(ApiView):
    scope = "cards"
    filterset_class = CardFilter

    def get_queryset(self) -> QuerySet[Card]:
        return Card.objects.select_related("customer", "replaced_by")

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewCardSerializer if self.request.method == "POST" else CardSerializer

    @extend_schema(operation_id="cards_list", responses=CardSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List cards, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="cards_create",
        request=NewCardSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: CardSerializer, 200: OpenApiResponse(CardSerializer, "They had this very card already.")},
    )
    def post(self, request: Request) -> Response:
        """Give a member a card: a new number, a blank card, or one of an older programme."""
        data = self.checked(request)
        return once(request, lambda: _issue(data))


def _issue(data: dict[str, Any]) -> Answer:
    customer = Customer.objects.filter(public_id=data["customer"]).first()
    if customer is None:
        raise NotFound("customer_unknown", _("There is no such customer."), field="customer")
    now = clock.now()
    number = data["number"]
    known = Card.objects.filter(number_key=rules.key_of(number), state="active", customer=customer).first()
    if number.strip() and known:
        return Answer(200, _plain(known))
    return Answer(201, _plain(services.issue_card(customer=customer, number=number, actor=None, now=now)))


def _plain(card: Card) -> dict[str, Any]:
    fresh = Card.objects.select_related("customer", "replaced_by").get(pk=card.pk)
    data = dict(CardSerializer(fresh).data)
    return data | {"customer": str(data["customer"]) if data["customer"] else None}


class CardView(ApiView):
    scope = "cards"
    serializer_class = FoundSerializer

    @extend_schema(operation_id="cards_retrieve", responses=FoundSerializer)
    def get(self, request: Request, number: str) -> Response:
        """Look a card up by its number: whose it is, whether it may be used, and which card works instead."""
        found = queries.find(number)
        if found is None:
            raise services.unknown(number)
        return Response(
            {
                "card": _plain(found.card),
                "customer": found.customer and str(found.customer.public_id),
                "current_number": found.current and found.current.number,
                "refusal": found.refusal,
                "message": found.message,
            }
        )


class _ChangeView(ApiView):
    scope = "cards"
    serializer_class = CardChangeSerializer

    def changed(self, request: Request, number: str, service: Callable[..., Card]) -> Response:
        data = self.checked(request)

        def work() -> Answer:
            card = services.get_card(number)
            return Answer(200, _plain(service(card=card, actor=None, now=clock.now(), **data)))

        return once(request, work)


class CardLostView(_ChangeView):
    @extend_schema(
        operation_id="cards_lost", request=CardChangeSerializer, parameters=[IDEMPOTENCY_KEY], responses=CardSerializer
    )
    def post(self, request: Request, number: str) -> Response:
        """Report a card lost."""
        return self.changed(request, number, services.report_lost)


class CardBlockView(_ChangeView):
    @extend_schema(
        operation_id="cards_block", request=CardChangeSerializer, parameters=[IDEMPOTENCY_KEY], responses=CardSerializer
    )
    def post(self, request: Request, number: str) -> Response:
        """Block a card; `reason` is required."""
        return self.changed(request, number, services.block_card)


class CardReactivateView(_ChangeView):
    @extend_schema(
        operation_id="cards_reactivate",
        request=CardChangeSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=CardSerializer,
    )
    def post(self, request: Request, number: str) -> Response:
        """A lost card was found, or what was wrong with a blocked one is cleared up."""
        return self.changed(request, number, services.reactivate_card)


class CardReplaceView(_ChangeView):
    serializer_class = ReplacementSerializer

    @extend_schema(
        operation_id="cards_replace",
        request=ReplacementSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=CardSerializer,
    )
    def post(self, request: Request, number: str) -> Response:
        """A new card takes its place; the answer is the new one. The old number is refused for ever."""
        return self.changed(request, number, services.replace_card)
