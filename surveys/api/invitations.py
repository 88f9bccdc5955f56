"""Asking customers, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response as Answered

from core import clock
from core.api.fields import InstantField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import DomainError, NotFound
from customers.models import Customer
from surveys.api.surveys import OfSurvey
from surveys.api.telling import SCOPE, InvitationSerializer
from surveys.models import Invitation, InvitationState, Survey

MOST = 500
_OCCASION = r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}$"


class InvitationFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    state = django_filters.ChoiceFilter(choices=InvitationState.choices)

    class Meta:
        model = Invitation
        fields: tuple[str, ...] = ()


class NewInvitationsSerializer(serializers.Serializer[Any]):
    customers = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=MOST, help_text="Public ids."
    )
    occasion = serializers.RegexField(
        _OCCASION, max_length=40,
        help_text="What it is about, in your own words: “order-1017”. The same again asks nobody a second time.",
    )  # fmt: skip
    due_at = InstantField(required=False, help_text="When they are to be asked; now if left out.")


class InvitedSerializer(serializers.Serializer[Any]):
    created = serializers.IntegerField(help_text="Who was invited for this occasion before is not among them.")


def _rows() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("survey", "customer")


class InvitationsView(OfSurvey):
    filterset_class = InvitationFilter
    # As the index has them.
    ordering = ("-created_at", "-id")

    def get_queryset(self) -> QuerySet[Invitation]:
        return _rows().filter(survey__public_id=self.kwargs.get("public_id"))

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewInvitationsSerializer if self.request.method == "POST" else InvitationSerializer

    @extend_schema(operation_id="survey_invitations_list", responses=InvitationSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Answered:
        """List who was asked, the latest first. Of an anonymous survey nobody is told who answered."""
        survey = self.survey(public_id)
        if survey.is_anonymous:
            raise DomainError("survey_anonymous", _("This survey names nobody."), status=409)
        return self.listed(request)

    @extend_schema(
        operation_id="survey_invitations_create", request=NewInvitationsSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: InvitedSerializer},
    )  # fmt: skip
    def post(self, request: Request, public_id: UUID) -> Answered:
        """Invite customers. Whether and when each is really asked depends on what they allow and on other surveys."""
        data, survey = self.checked(request), self.survey(public_id)
        return once(request, lambda: _invite(survey, data))


def _invite(survey: Survey, data: dict[str, Any]) -> Answer:
    people, now = _customers(data["customers"]), clock.now()
    from surveys.asking import services  # asking knows the API's neighbours, not the other way round

    created = services.invite(
        survey=survey, customers=people, occasion=f"api:{data['occasion']}", due_at=data.get("due_at") or now,
        actor=None, now=now,
    )  # fmt: skip
    return Answer(201, {"created": created})


def _customers(public_ids: Sequence[UUID]) -> list[int]:
    """Of records that were merged away, the survivors; one that is not known refuses all."""
    found = dict(Customer.objects.filter(public_id__in=public_ids).values_list("public_id", "pk"))
    if unknown := [one for one in public_ids if one not in found]:
        raise NotFound(
            "customer_unknown", _("There is no customer %(id)s.") % {"id": unknown[0]}, field="customers"
        )  # fmt: skip
    survivors = dict(
        Customer.objects.filter(pk__in=found.values(), merged_into__isnull=False).values_list("pk", "merged_into")
    )
    return sorted({survivors.get(pk) or pk for pk in found.values()})


class InvitationView(ApiView):
    scope = SCOPE
    serializer_class = InvitationSerializer

    def get_queryset(self) -> QuerySet[Invitation]:
        return _rows().filter(survey__is_anonymous=False)

    @extend_schema(operation_id="survey_invitations_retrieve")
    def get(self, request: Request, public_id: UUID) -> Answered:
        """One invitation."""
        return self.retrieved(public_id=public_id)
