"""Households over the API: reading them, making one, letting people in and out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import MoneyField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import DomainError, NotFound
from customers.api.base import caller
from customers.models import Customer
from loyalty.households import services
from loyalty.models import Household, HouseholdMember

ROLES = [role.value for role in HouseholdMember.Role if role.value != "holder"]


class HouseholdMemberSerializer(serializers.Serializer[HouseholdMember]):
    customer = serializers.UUIDField(source="customer.public_id")
    role = serializers.ChoiceField(choices=HouseholdMember.Role.choices)


class HouseholdSerializer(serializers.Serializer[Household]):
    public_id = serializers.UUIDField()
    name = TextField()
    holder = serializers.UUIDField(source="holder.public_id")
    daily_limit = serializers.IntegerField(allow_null=True, help_text="Points or stamps a member may spend in a day.")
    daily_money_limit = MoneyField(allow_null=True, help_text="Cashback or stored value a member may spend in a day.")
    members = HouseholdMemberSerializer(many=True)


class HouseholdTermsSerializer(serializers.Serializer[Any]):
    name = TextField(max_length=80)
    daily_limit = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    daily_money_limit = MoneyField(required=False, allow_null=True, default=None)


class NewHouseholdSerializer(HouseholdTermsSerializer):
    holder = serializers.UUIDField()


class NewMemberSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField()
    role = serializers.ChoiceField(choices=ROLES)
    reason = TextField(max_length=200, required=False, default="", help_text="Kept on the timeline.")
    moves = serializers.BooleanField(
        required=False, default=False, help_text="Out of the household where they are now, if another; needs a reason."
    )


class HouseholdFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="members__customer__public_id")

    class Meta:
        model = Household
        fields: tuple[str, ...] = ()


def _rows() -> QuerySet[Household]:
    return Household.objects.select_related("holder").prefetch_related("members__customer")


def plain_amount(amount: int | None) -> str | None:
    return None if amount is None else money.format_plain(amount)


def _plain(row: Household) -> dict[str, Any]:
    fresh = _rows().get(pk=row.pk)
    return {
        "public_id": str(fresh.public_id),
        "name": fresh.name,
        "holder": str(fresh.holder.public_id),
        "daily_limit": fresh.daily_limit,
        "daily_money_limit": plain_amount(fresh.daily_money_limit),
        "members": [{"customer": str(m.customer.public_id), "role": m.role} for m in fresh.members.all()],
    }


def _customer(public_id: UUID) -> Customer:
    found = Customer.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("customer_unknown", _("There is no such customer."), field="customer")
    return found


def _one(public_id: UUID) -> Household:
    found = Household.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("household_unknown", _("There is no such household."))
    return found


class HouseholdsView(ApiView):
    scope = "households"
    filterset_class = HouseholdFilter

    def get_queryset(self) -> QuerySet[Household]:
        return _rows()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewHouseholdSerializer if self.request.method == "POST" else HouseholdSerializer

    @extend_schema(operation_id="households_list", responses=HouseholdSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List households; `customer` finds the one that somebody belongs to."""
        return self.listed(request)

    @extend_schema(
        operation_id="households_create",
        request=NewHouseholdSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: HouseholdSerializer},
    )
    def post(self, request: Request) -> Response:
        """Make a household: the holder's accounts become the pool."""
        data = self.checked(request)

        def work() -> Answer:
            made = services.create_household(holder=_customer(data.pop("holder")), now=clock.now(), actor=None, **data)
            return Answer(201, _plain(made))

        return once(request, work)


class HouseholdView(ApiView):
    scope = "households"

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return HouseholdTermsSerializer if self.request.method == "PUT" else HouseholdSerializer

    @extend_schema(operation_id="households_retrieve", responses=HouseholdSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """One household."""
        return Response(_plain(_one(public_id)))

    @extend_schema(operation_id="households_change", request=HouseholdTermsSerializer, responses=HouseholdSerializer)
    def put(self, request: Request, public_id: UUID) -> Response:
        """Its name and its limits; a limit that is left out is none."""
        data, row = self.checked(request), _one(public_id)
        return Response(_plain(services.change_household(household=row, now=clock.now(), actor=None, **data)))

    @extend_schema(operation_id="households_dissolve", request=None, responses={204: None})
    def delete(self, request: Request, public_id: UUID) -> Response:
        """Everybody collects for themselves again; the pool stays with its holder."""
        self.bare(request)
        services.dissolve(household=_one(public_id), now=clock.now(), actor=None)
        return Response(status=204)


def _why(request: Request, reason: str) -> str:
    """Who it was, for the trail, and why."""
    return f"{caller(request)}: {reason.strip()}" if reason.strip() else caller(request)


class HouseholdMembersView(ApiView):
    scope = "households"
    serializer_class = NewMemberSerializer

    @extend_schema(
        operation_id="households_add",
        request=NewMemberSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=HouseholdSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Let somebody in; what they hold moves into the pool. A known member's role is changed.

        With `moves` somebody of another household leaves it and joins this one, in one act and with a `reason`.
        """
        data = self.checked(request)

        def work() -> Answer:
            household, customer = _one(public_id), _customer(data["customer"])
            known = HouseholdMember.objects.filter(customer=customer).select_related("household", "customer").first()
            told: dict[str, Any] = {"role": data["role"], "now": clock.now(), "actor": None}
            if known and known.household_id != household.pk and data["moves"]:
                if not data["reason"].strip():
                    raise DomainError("reason_missing", _("Say why, please."), field="reason")
                services.move_member(member=known, household=household, reason=_why(request, data["reason"]), **told)
            elif known and known.household_id == household.pk:
                services.change_role(member=known, reason=_why(request, data["reason"]), **told)
            else:
                services.add_member(
                    household=household, customer=customer, reason=_why(request, data["reason"]), **told
                )
            return Answer(200, _plain(household))

        return once(request, work)


class HouseholdMemberView(ApiView):
    scope = "households"
    serializer_class = HouseholdSerializer

    @extend_schema(operation_id="households_remove", request=None, responses=HouseholdSerializer)
    def delete(self, request: Request, public_id: UUID, customer_id: UUID) -> Response:
        """They collect for themselves from now on; the pool keeps what is in it."""
        self.bare(request)
        household = _one(public_id)
        known = household.members.filter(customer__public_id=customer_id).first()
        if known:
            services.remove_member(member=known, now=clock.now(), actor=None, reason=caller(request))
        return Response(_plain(household))
