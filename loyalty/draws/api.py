"""Draws over the API: which there are, who entered, entering customers."""

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
from customers.models import Customer
from loyalty.draws import awards, entering, withdrawing
from loyalty.models import Draw, DrawAward, DrawEntry, Prize


class DrawPrizeSerializer(serializers.Serializer[Prize]):
    position = serializers.IntegerField()
    name = TextField(source="title")
    value = MoneyField()
    first_day = serializers.DateField(allow_null=True)
    last_day = serializers.DateField(allow_null=True)


class DrawSerializer(serializers.Serializer[Draw]):
    public_id = serializers.UUIDField()
    slug = TextField(help_text="The end of the public address.")
    name = TextField(source="title")
    rules = TextField(source="rules_text", help_text="In the language of Accept-Language, if told in it.")
    state = serializers.ChoiceField(choices=Draw.State.choices)
    opens_at = InstantField()
    closes_at = InstantField(help_text="First moment at which nobody can enter any more.")
    draws_at = InstantField()
    by_purchase = serializers.BooleanField()
    by_points = serializers.BooleanField()
    by_signup = serializers.BooleanField()
    units_per_chance = serializers.IntegerField()
    max_chances = serializers.IntegerField(allow_null=True)
    seed_hash = TextField(source="commitment")
    list_hash = TextField(help_text="Empty until entries are frozen.")
    seed = TextField(help_text="Empty until the winners are drawn.")
    prizes = DrawPrizeSerializer(many=True)


class DrawFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    state = django_filters.ChoiceFilter(choices=[choice for choice in Draw.State.choices if choice[0] != "draft"])

    class Meta:
        model = Draw
        fields: tuple[str, ...] = ()


def _public() -> QuerySet[Draw]:
    return Draw.objects.filter(published_at__isnull=False).prefetch_related("prizes")


class DrawsView(ApiView):
    scope = "draws"
    serializer_class = DrawSerializer
    filterset_class = DrawFilter

    def get_queryset(self) -> QuerySet[Draw]:
        return _public()

    @extend_schema(operation_id="draws_list", responses=DrawSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List published draws, the latest first."""
        return self.listed(request)


class DrawView(ApiView):
    scope = "draws"
    serializer_class = DrawSerializer

    def get_queryset(self) -> QuerySet[Draw]:
        return _public()

    @extend_schema(operation_id="draws_retrieve")
    def get(self, request: Request, public_id: str) -> Response:
        """One draw with its prizes."""
        return self.retrieved(public_id=public_id)


class WinnerSerializer(serializers.Serializer[DrawAward]):
    prize = TextField(source="step.prize.title")
    position = serializers.IntegerField(source="step.prize.position")
    entry_code = TextField(source="step.line.code")
    customer = serializers.UUIDField(source="customer.public_id")
    state = serializers.ChoiceField(choices=DrawAward.State.choices)
    claim_until = InstantField(help_text="First moment at which it cannot be claimed any more.")
    lost_reason = TextField(help_text="Why the prize was lost again: returned, unreachable, declined, deadline …")


class WinnersView(ApiView):
    scope = "draws"
    serializer_class = WinnerSerializer
    ordering = ("-step_id",)

    def get_queryset(self) -> QuerySet[DrawAward]:
        rows = DrawAward.objects.select_related("step__prize", "step__line", "customer")
        return rows.filter(step__draw__public_id=self.kwargs.get("public_id"))

    @extend_schema(operation_id="draw_winners_list", responses=WinnerSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        """List who won what, the latest first; also those who lost a prize again."""
        _draw(public_id)
        return self.listed(request)


class PrizeClaimSerializer(serializers.Serializer[Any]):
    code = TextField(max_length=40, help_text="The claim code of the winner.")


class PrizeClaimView(ApiView):
    scope = "draws"
    serializer_class = PrizeClaimSerializer

    @extend_schema(
        operation_id="draw_prizes_claim",
        request=PrizeClaimSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: WinnerSerializer},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """The winner takes the prize by its code; twice is once."""
        data, draw = self.checked(request), _draw(public_id)

        def work() -> Answer:
            award = awards.claim_prize(code=data["code"], now=clock.now(), draw=draw)
            rows = DrawAward.objects.select_related("step__prize", "step__line", "customer")
            return Answer(200, dict(WinnerSerializer(rows.get(pk=award.pk)).data))

        return once(request, work)


class DrawEntrySerializer(serializers.Serializer[DrawEntry]):
    customer = serializers.UUIDField(source="participant.customer.public_id")
    entry_code = TextField(
        source="participant.code", help_text="How the customer finds themselves in the published list."
    )
    kind = serializers.ChoiceField(choices=DrawEntry.Kind.choices)
    chances = serializers.IntegerField()
    chances_left = serializers.IntegerField(source="kept", help_text="After returns.")
    made_at = InstantField()


class EntryFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="participant__customer__public_id")
    kind = django_filters.ChoiceFilter(choices=DrawEntry.Kind.choices)

    class Meta:
        model = DrawEntry
        fields: tuple[str, ...] = ()


class NewDrawEntrySerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField(help_text="Public id.")
    kind = serializers.ChoiceField(
        choices=[choice for choice in DrawEntry.Kind.choices if choice[0] != "purchase"],
        help_text="Purchases enter by themselves.",
    )
    chances = serializers.IntegerField(
        min_value=1, max_value=entering.MAX_AT_ONCE, required=False, help_text="For points; a sign-up is one."
    )
    key = serializers.RegexField(
        r"^[\x21-\x7e]{1,60}$", required=False, help_text="For points: unique name of this event, such as the order."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["kind"] == DrawEntry.Kind.POINTS:
            missing = {name: ["This field is required."] for name in ("chances", "key") if name not in attrs}
            if missing:
                raise serializers.ValidationError(missing, code="required")
        return attrs


class EntriesView(ApiView):
    scope = "draws"
    ordering = ("-id",)
    filterset_class = EntryFilter

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewDrawEntrySerializer if self.request.method == "POST" else DrawEntrySerializer

    def get_queryset(self) -> QuerySet[DrawEntry]:
        rows = DrawEntry.objects.select_related("participant__customer")
        return rows.filter(draw__public_id=self.kwargs.get("public_id"))

    @extend_schema(operation_id="draw_entries_list", responses=DrawEntrySerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        """List entries, the latest first."""
        _draw(public_id)
        return self.listed(request)

    @extend_schema(
        operation_id="draw_entries_create",
        request=NewDrawEntrySerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            201: DrawEntrySerializer,
            200: OpenApiResponse(DrawEntrySerializer, "Entered before; nothing was done."),
        },
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Enter a customer by sign-up (once) or by points (spent at once, given back if the draw is cancelled)."""
        data, draw = self.checked(request), _draw(public_id)
        return once(request, lambda: _enter(draw, data))


class WithdrawSerializer(serializers.Serializer[Any]):
    key = serializers.RegexField(r"^[\x21-\x7e]{1,60}$", help_text="The key with which the chances were bought.")
    reason = TextField(max_length=200)


class WithdrawView(ApiView):
    scope = "draws"
    serializer_class = WithdrawSerializer

    @extend_schema(
        operation_id="draw_entries_withdraw",
        request=WithdrawSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: DrawEntrySerializer},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Give chances bought with points back before the draw closes: the points return, twice is once."""
        data, draw = self.checked(request), _draw(public_id)

        def work() -> Answer:
            entry = withdrawing.find_entry(draw=draw, event_key=data["key"])
            done = withdrawing.withdraw_points(entry=entry, reason=data["reason"], now=clock.now())
            row = DrawEntry.objects.select_related("participant__customer").get(pk=done.pk)
            return Answer(200, dict(DrawEntrySerializer(row).data))

        return once(request, work)


def _draw(public_id: Any) -> Draw:
    draw = Draw.objects.filter(public_id=public_id, published_at__isnull=False).first()
    if draw is None:
        raise NotFound("draw_unknown", "There is no such draw.")
    return draw


def customer_of(public_id: Any) -> int:
    """The number of a customer told by public id; the survivor of a merged one is found by the services."""
    found = Customer.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("customer_unknown", "There is no such customer.", field="customer")
    return found


def _enter(draw: Draw, data: dict[str, Any]) -> Answer:
    now, customer = clock.now(), customer_of(data["customer"])
    if data["kind"] == DrawEntry.Kind.SIGNUP:
        entry = entering.enter_by_signup(draw=draw, customer_id=customer, now=now)
    else:
        entry = entering.enter_by_points(
            draw=draw, customer_id=customer, chances=data["chances"], event_key=data["key"], now=now
        )
    row = DrawEntry.objects.select_related("participant__customer").get(pk=entry.pk)
    return Answer(201 if row.made_at == now else 200, dict(DrawEntrySerializer(row).data))
