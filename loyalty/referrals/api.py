"""Referrals over the API: a member's code, who was brought, noting a friend, redeeming partners' codes."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import Conflict, NotFound
from customers.models import Customer
from loyalty.models import PartnerClaim, PartnerOffer, Referral, ReferralCode
from loyalty.referrals import codes, memberpages, offers, services


class ReferralSerializer(serializers.Serializer[Referral]):
    public_id = serializers.UUIDField()
    code = TextField(source="code.code")
    friend = serializers.UUIDField(source="friend.public_id")
    referrer = serializers.UUIDField(source="referrer.public_id", allow_null=True, default=None)
    state = serializers.ChoiceField(choices=Referral.State.choices)
    reason = TextField(help_text="Why it does not count: self_email, self_phone, budget …; or empty.")
    joined_at = InstantField()
    rewarded_at = InstantField(allow_null=True)


class NewReferralSerializer(serializers.Serializer[Any]):
    code = TextField(max_length=40)
    customer = serializers.UUIDField(help_text="The new customer.")
    device = TextField(
        max_length=64, required=False, default="", help_text="Something that tells devices apart; kept as it is."
    )
    card = TextField(max_length=40, required=False, default="", help_text="A card that the friend showed.")


class ReferralFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    referrer = django_filters.UUIDFilter(field_name="referrer__public_id")
    friend = django_filters.UUIDFilter(field_name="friend__public_id")
    code = django_filters.CharFilter(field_name="code__code")
    state = django_filters.ChoiceFilter(choices=Referral.State.choices)

    class Meta:
        model = Referral
        fields: tuple[str, ...] = ()


class ReferralsView(ApiView):
    scope = "referrals"
    filterset_class = ReferralFilter

    def get_queryset(self) -> QuerySet[Referral]:
        return Referral.objects.select_related("code", "friend", "referrer")

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewReferralSerializer if self.request.method == "POST" else ReferralSerializer

    @extend_schema(operation_id="referrals_list", responses=ReferralSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List referrals, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="referrals_create",
        request=NewReferralSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: ReferralSerializer},
    )
    def post(self, request: Request) -> Response:
        """Note who brought a new customer, once and for ever; `state` says at once whether it can count."""
        data = self.checked(request)
        return once(request, lambda: _claim(data))


def _claim(data: dict[str, Any]) -> Answer:
    code = codes.get_code(data["code"])
    made = services.claim(
        code=code, friend=_customer(data["customer"]), actor=None, now=clock.now(), device=data["device"],
        hints=[data["device"]] if data["device"] else [], card=data["card"],
    )  # fmt: skip
    row = Referral.objects.select_related("code", "friend", "referrer").get(pk=made.pk)
    body = dict(ReferralSerializer(row).data)
    ids = {name: str(body[name]) for name in ("public_id", "friend", "referrer") if body[name]}
    return Answer(201, body | ids)


def _customer(public_id: Any) -> Customer:
    customer = Customer.objects.filter(public_id=public_id).first()
    if customer is None:
        raise NotFound("customer_unknown", _("There is no such customer."), field="customer")
    return customer


class CodeSerializer(serializers.Serializer[ReferralCode]):
    code = TextField()
    link = TextField()


class MemberCodeSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField()


class MemberCodeView(ApiView):
    scope = "referrals"
    serializer_class = MemberCodeSerializer

    @extend_schema(
        operation_id="referral_codes_create",
        request=MemberCodeSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: CodeSerializer},
    )
    def post(self, request: Request) -> Response:
        """The personal code of a member with its link, made when it is first asked for."""
        data = self.checked(request)

        def work() -> Answer:
            code = codes.code_of_member(customer=_customer(data["customer"]), now=clock.now())
            if code is None:
                message = _("Only members have a code, while there are terms for members.")
                raise Conflict("no_referral_code", message, field="customer")
            return Answer(200, {"code": code.code, "link": memberpages.link_of(code)})

        return once(request, work)


class PartnerOfferSerializer(serializers.Serializer[PartnerOffer]):
    id = serializers.IntegerField()
    partner = TextField(source="partner.name")
    title = TextField()
    text = TextField()
    quantity = serializers.IntegerField(allow_null=True, help_text="How many in all; null: without limit.")
    claimed = serializers.IntegerField()
    per_member = serializers.IntegerField()
    valid_until = InstantField(allow_null=True)
    claim_days = serializers.IntegerField(help_text="For how many days a code is valid.")


class PartnerOffersView(ApiView):
    scope = "referrals"
    serializer_class = PartnerOfferSerializer
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[PartnerOffer]:
        return offers.claimable(clock.now())

    @extend_schema(operation_id="partner_offers_list", responses=PartnerOfferSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List what partners have for members now."""
        return self.listed(request)


class PartnerClaimSerializer(serializers.Serializer[PartnerClaim]):
    code = TextField()
    offer = TextField(source="offer.title")
    partner = TextField(source="offer.partner.name")
    state = serializers.ChoiceField(choices=PartnerClaim.State.choices)
    claimed_at = InstantField()
    expires_at = InstantField()
    used_at = InstantField(allow_null=True)


class NewPartnerClaimSerializer(serializers.Serializer[Any]):
    offer = serializers.IntegerField()
    customer = serializers.UUIDField()


class PartnerClaimFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    offer = django_filters.NumberFilter(field_name="offer_id")
    state = django_filters.ChoiceFilter(choices=PartnerClaim.State.choices)

    class Meta:
        model = PartnerClaim
        fields: tuple[str, ...] = ()


class PartnerClaimsView(ApiView):
    scope = "referrals"
    filterset_class = PartnerClaimFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[PartnerClaim]:
        return PartnerClaim.objects.select_related("offer__partner")

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewPartnerClaimSerializer if self.request.method == "POST" else PartnerClaimSerializer

    @extend_schema(operation_id="partner_claims_list", responses=PartnerClaimSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List members' codes of partner offers, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="partner_claims_create",
        request=NewPartnerClaimSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: PartnerClaimSerializer, 200: PartnerClaimSerializer},
    )
    def post(self, request: Request) -> Response:
        """A member takes a partner's offer; 200 with the code that they hold already."""
        data = self.checked(request)
        return once(request, lambda: _claim_offer(data))


def _claim_offer(data: dict[str, Any]) -> Answer:
    offer = PartnerOffer.objects.filter(pk=data["offer"]).first()
    if offer is None:
        raise NotFound("offer_unknown", _("There is no such offer."), field="offer")
    now = clock.now()
    made = offers.claim_offer(offer=offer, customer=_customer(data["customer"]), now=now)
    row = PartnerClaim.objects.select_related("offer__partner").get(pk=made.pk)
    return Answer(201 if row.claimed_at == now else 200, dict(PartnerClaimSerializer(row).data))


class UseClaimSerializer(serializers.Serializer[Any]):
    code = TextField(max_length=40)


class PartnerClaimUseView(ApiView):
    scope = "referrals"
    serializer_class = UseClaimSerializer

    @extend_schema(
        operation_id="partner_claims_use",
        request=UseClaimSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: PartnerClaimSerializer},
    )
    def post(self, request: Request) -> Response:
        """Redeem a member's code of a partner offer, once."""
        data = self.checked(request)

        def work() -> Answer:
            claim = offers.use_claim(code=data["code"], now=clock.now())
            return Answer(200, dict(PartnerClaimSerializer(claim).data))

        return once(request, work)
