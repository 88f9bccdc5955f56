"""Rewards over the API: what is offered, redeeming, handing over, cancelling."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, codes
from core.api.fields import InstantField, MoneyField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import NotFound
from customers.models import Customer
from loyalty.api.units import UnitsField, plain_units, read_units
from loyalty.models import Charity, LoyaltyCurrency, Redemption, Reward
from loyalty.rewards import donations, queries, services


class RewardSerializer(serializers.Serializer[Reward]):
    public_id = serializers.UUIDField()
    name = TextField()
    about = TextField()
    kind = serializers.ChoiceField(choices=Reward.Kind.choices)
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    price = UnitsField("price")
    left = serializers.IntegerField(allow_null=True, help_text="Null: no limit.")
    per_customer = serializers.IntegerField(allow_null=True)
    tier_rank = serializers.IntegerField(help_text="The lowest tier that may redeem it; 0: every member.")
    valid_from = InstantField(allow_null=True)
    valid_until = InstantField(allow_null=True)
    valid_days = serializers.IntegerField(allow_null=True, help_text="For how many days the code works.")
    held_at = InstantField(allow_null=True, help_text="Of places at events.")
    partner = TextField(source="partner.name", default="", help_text="Who gives it; empty: the shop itself.")
    product = TextField(source="product.sku", allow_null=True, default=None)


class RewardOfferSerializer(serializers.Serializer[Any]):
    """A reward as one member sees it."""

    reward = RewardSerializer()
    can_redeem = serializers.BooleanField()
    refusal = TextField(help_text="Why not, in words; empty when only units are missing, or nothing.")
    missing = TextField(help_text="How many units are missing.")


class RewardOffersSerializer(serializers.Serializer[Any]):
    offers = RewardOfferSerializer(many=True)


class CharitySerializer(serializers.Serializer[Charity]):
    name = TextField()
    about = TextField()


class DonationsSerializer(serializers.Serializer[Any]):
    """Amounts are what the rewards that were chosen cost the shop."""

    charity = TextField(source="name")
    is_active = serializers.BooleanField(help_text="Whether members may give to it now.")
    waiting = serializers.IntegerField(help_text="Donations not passed on yet.")
    amount = MoneyField(help_text="Of those that wait.")
    first_at = InstantField(allow_null=True, help_text="Of those that wait, the first.")
    last_at = InstantField(allow_null=True)
    passed_on = serializers.IntegerField(help_text="Donations passed on so far.")
    passed_amount = MoneyField(help_text="Of those passed on.")


class RewardsView(ApiView):
    scope = "redemptions"
    ordering = ("id",)
    serializer_class = RewardSerializer

    def get_queryset(self) -> QuerySet[Reward]:
        return queries.offered(clock.now()).select_related("product")

    @extend_schema(operation_id="rewards_list", responses=RewardSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the rewards that are offered now."""
        return self.listed(request)


class OffersView(ApiView):
    scope = "redemptions"
    serializer_class = RewardOffersSerializer

    @extend_schema(operation_id="rewards_offers", responses=RewardOffersSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """What one member can have now, and what is missing for the rest; of a household, from its pool."""
        customer = Customer.objects.filter(public_id=public_id).first()
        if customer is None:
            raise NotFound("customer_unknown", _("There is no such customer."))
        return Response({"offers": [_offer(offer) for offer in queries.offers_to(customer, clock.now())]})


def _offer(offer: queries.Offer) -> dict[str, Any]:
    return {
        "reward": RewardSerializer(offer.reward).data,
        "can_redeem": not offer.refusal and not offer.missing,
        "refusal": offer.refusal,
        "missing": plain_units(offer.missing, offer.reward.currency),
    }


class CharitiesView(ApiView):
    scope = "redemptions"
    ordering = ("id",)
    serializer_class = CharitySerializer

    def get_queryset(self) -> QuerySet[Charity]:
        return Charity.objects.filter(is_active=True)

    @extend_schema(operation_id="charities_list", responses=CharitySerializer(many=True))
    def get(self, request: Request) -> Response:
        """List whom members may give to."""
        return self.listed(request)


class DonationsView(ApiView):
    scope = "redemptions"
    ordering = ("id",)
    serializer_class = DonationsSerializer

    def get_queryset(self) -> QuerySet[Charity]:
        return donations.given()

    @extend_schema(operation_id="donations_list", responses=DonationsSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What members gave, charity by charity: what waits to be passed on, and what was."""
        return self.listed(request)


class RedemptionSerializer(serializers.Serializer[Redemption]):
    public_id = serializers.UUIDField()
    code = TextField()
    reward = serializers.UUIDField(source="reward.public_id")
    name = TextField(source="reward.name")
    customer = serializers.UUIDField(source="customer.public_id")
    quantity = serializers.IntegerField()
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    units = UnitsField("units")
    state = serializers.ChoiceField(choices=Redemption.State.choices)
    charity = TextField(source="charity.name", allow_null=True, default=None)
    coupon = TextField(source="coupon.code", allow_null=True, default=None)
    created_at = InstantField()
    valid_until = InstantField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    reason = TextField()


class NewRedemptionSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField()
    reward = serializers.UUIDField()
    quantity = serializers.IntegerField(min_value=1, max_value=99, required=False, default=1)
    charity = TextField(max_length=80, required=False, default="", help_text="Of donations: its name.")
    event_key = TextField(
        max_length=80, help_text="Your own key of this redemption: the same key again gives the same redemption."
    )
    expects = TextField(
        max_length=20, required=False, default="",
        help_text="The price of one that the member was shown. Costs it something else by now: 409 `price_changed`.",
    )  # fmt: skip


class UndoSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=200)


class RevokeSerializer(UndoSerializer):
    gives_back = serializers.BooleanField(required=False, default=False)


class RedemptionFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    reward = django_filters.UUIDFilter(field_name="reward__public_id")
    state = django_filters.ChoiceFilter(choices=Redemption.State.choices)
    code = django_filters.CharFilter(method="by_code")

    class Meta:
        model = Redemption
        fields: tuple[str, ...] = ()

    def by_code(self, rows: QuerySet[Redemption], _name: str, value: str) -> QuerySet[Redemption]:
        """As it is scanned, typed or read aloud."""
        return rows.filter(code=codes.normalise_code(value.replace("\0", ""))[:20])


def _rows() -> QuerySet[Redemption]:
    return Redemption.objects.select_related("reward", "customer", "charity", "coupon")


class RedemptionsView(ApiView):
    scope = "redemptions"
    filterset_class = RedemptionFilter

    def get_queryset(self) -> QuerySet[Redemption]:
        return _rows()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewRedemptionSerializer if self.request.method == "POST" else RedemptionSerializer

    @extend_schema(operation_id="redemptions_list", responses=RedemptionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List redemptions, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="redemptions_create",
        request=NewRedemptionSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: RedemptionSerializer, 200: OpenApiResponse(RedemptionSerializer, "Redeemed before.")},
    )
    def post(self, request: Request) -> Response:
        """Redeem a reward: takes the units and answers the code."""
        data = self.checked(request)
        return once(request, lambda: _redeem(data))


def _redeem(data: dict[str, Any]) -> Answer:
    customer = Customer.objects.filter(public_id=data["customer"]).first()
    if customer is None:
        raise NotFound("customer_unknown", _("There is no such customer."), field="customer")
    reward = Reward.objects.filter(public_id=data["reward"]).first()
    if reward is None:
        raise NotFound("reward_unknown", _("There is no such reward."), field="reward")
    charity = Charity.objects.filter(name=data["charity"]).first() if data["charity"] else None
    key = f"api:{data['event_key']}"
    is_known = Redemption.objects.filter(event_key=key).exists()
    made = services.redeem_reward(
        customer_id=customer.pk, reward=reward, quantity=data["quantity"], charity=charity, event_key=key,
        expects=read_units(data["expects"], reward.currency) if data["expects"] else None, now=clock.now(),
    )  # fmt: skip
    return Answer(200 if is_known else 201, _plain(made))


def _plain(row: Redemption) -> dict[str, Any]:
    fresh = _rows().get(pk=row.pk)
    data = dict(RedemptionSerializer(fresh).data)
    return data | {
        **{name: str(data[name]) for name in ("public_id", "reward", "customer")},
        "units": plain_units(fresh.units, fresh.currency),
    }


class RedemptionView(ApiView):
    scope = "redemptions"
    serializer_class = RedemptionSerializer

    @extend_schema(operation_id="redemptions_retrieve", responses=RedemptionSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """One redemption."""
        return Response(_plain(_one(public_id)))


def _one(public_id: UUID) -> Redemption:
    row = Redemption.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound("redemption_unknown", _("There is no such redemption."))
    return row


class FulfilRedemptionView(ApiView):
    scope = "redemptions"
    serializer_class = RedemptionSerializer

    @extend_schema(
        operation_id="redemptions_fulfil", request=None, parameters=[IDEMPOTENCY_KEY], responses=RedemptionSerializer
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Hand it over; a second time changes nothing."""
        self.bare(request)
        return once(request, lambda: Answer(200, _plain(services.fulfil(redemption=_one(public_id), now=clock.now()))))


class CancelRedemptionView(ApiView):
    scope = "redemptions"
    serializer_class = UndoSerializer

    @extend_schema(
        operation_id="redemptions_cancel",
        request=UndoSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=RedemptionSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Cancel it: the units return to the lots they came from."""
        data = self.checked(request)
        return once(
            request,
            lambda: Answer(200, _plain(services.cancel(redemption=_one(public_id), now=clock.now(), **data))),
        )


class RevokeRedemptionView(ApiView):
    scope = "redemptions"
    serializer_class = RevokeSerializer

    @extend_schema(
        operation_id="redemptions_revoke",
        request=RevokeSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=RedemptionSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Take the code back; the units return only if asked for."""
        data = self.checked(request)
        return once(
            request,
            lambda: Answer(200, _plain(services.revoke(redemption=_one(public_id), now=clock.now(), **data))),
        )
