"""Membership over the API: a known customer accepts the terms, leaves, is suspended for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import TextField
from core.errors import Conflict
from customers import services
from customers.api.base import OfCustomer, caller
from customers.api.people import MembershipSerializer
from customers.models import Customer, Membership

State = Membership.State
# As the columns have it.
_WHERE, _REASON = 60, 200


class EnrolmentSerializer(serializers.Serializer[Membership]):
    terms_version = TextField(max_length=40, help_text="The terms that the customer accepted.")
    where = TextField(
        max_length=30, required=False, allow_blank=True,
        help_text="Where they did: a store, a page. The name of the integration is kept with it.",
    )  # fmt: skip


class ReasonSerializer(serializers.Serializer[Membership]):
    reason = TextField(max_length=_REASON, help_text="Staff read it on the record, with the name of the integration.")


def _stored(customer: Customer) -> Membership:
    found = Membership.objects.filter(pk=customer.pk).first()
    if found is None:
        raise Http404
    return found


def _answer(customer: Customer, status: int = 200) -> Response:
    return Response(MembershipSerializer(_stored(customer)).data, status=status)


def _by(request: Request, told: str, longest: int) -> str:
    """What was told, with the integration that told it."""
    return f"{told} ({caller(request)})"[:longest] if told else caller(request)


class MembershipView(OfCustomer):
    scope = "memberships"

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return EnrolmentSerializer if self.request.method == "PUT" else MembershipSerializer

    @extend_schema(operation_id="membership_retrieve", responses=MembershipSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """The customer's membership; 404 of somebody who never was a member."""
        return _answer(self.whose(public_id))

    @extend_schema(
        operation_id="membership_put",
        request=EnrolmentSerializer,
        responses={200: MembershipSerializer, 201: MembershipSerializer},
    )
    def put(self, request: Request, public_id: UUID) -> Response:
        """The customer accepts the terms: 201 makes a member of them, also of one who had left.

        Of a member nothing is changed (200), of a suspended one neither.
        """
        told, customer = self.checked(request), self.whose(public_id)
        where, terms = _by(request, told.get("where", ""), _WHERE), told["terms_version"]
        try:
            services.enrol(customer=customer, terms_version=terms, where=where, actor=None, now=clock.now())
        except Conflict as error:
            if error.code != "already_member":
                raise
            return _answer(customer)
        return _answer(customer, 201)


class _MoveView(OfCustomer):
    """From one state to another; who is there already stays, so that it may be sent again."""

    scope = "memberships"
    serializer_class = ReasonSerializer
    state: ClassVar[Membership.State]

    def move(self, request: Request, public_id: UUID, service: Callable[..., Membership]) -> Response:
        told, customer = self.checked(request), self.whose(public_id)
        reason = _by(request, told["reason"], _REASON)
        try:
            service(customer=customer, reason=reason, actor=None, now=clock.now())
        except Conflict as error:
            is_there = error.code == "membership_state" and _stored(customer).state == self.state
            if not is_there:
                raise
        return _answer(customer)


class LeaveView(_MoveView):
    state = State.LEFT

    @extend_schema(operation_id="membership_leave", responses=MembershipSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """The customer leaves the programme. Nothing but their own enrolling again brings them back."""
        return self.move(request, public_id, services.leave)


class SuspendView(_MoveView):
    state = State.SUSPENDED

    @extend_schema(operation_id="membership_suspend", responses=MembershipSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Neither earn nor redeem for a while; balances stay."""
        return self.move(request, public_id, services.suspend)


class ResumeView(_MoveView):
    state = State.ACTIVE

    @extend_schema(operation_id="membership_resume", responses=MembershipSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """End a suspension. Of one who left it is refused: they enrol again by themselves."""
        return self.move(request, public_id, services.reinstate)
