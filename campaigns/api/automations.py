"""Automatic messages over the API: what there is, how far each is, and switching them on and off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns import counting
from campaigns.api.telling import TEMPLATE_HELP, MailingSerializer, ProgressSerializer, ReasonSerializer, reasons
from campaigns.automations import services
from campaigns.counting import StepProgress
from campaigns.models import Automation
from core import clock
from core.api.fields import InstantField, TextField, YesNoFilter
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from customers.api.base import caller

SCOPE = "automations"


class AutomationSerializer(MailingSerializer):
    template = serializers.IntegerField(source="template_id", help_text=TEMPLATE_HELP)
    is_active = serializers.BooleanField(help_text="Switched on.")
    active_since = InstantField(allow_null=True, help_text="When it was last switched on.")
    wait_days = serializers.IntegerField()
    hour = serializers.IntegerField(help_text="By the customer's own clock.")
    again_days = serializers.IntegerField(allow_null=True, help_text="Null: each customer hears it once.")
    tries = serializers.IntegerField(allow_null=True, help_text="At most so often until they buy; null: no limit.")
    must_fit = serializers.BooleanField(help_text="Only who still fits when it goes.")
    has_present = serializers.BooleanField(help_text="Also who was in the segment already.")
    wins_back = serializers.BooleanField()


class StepSerializer(serializers.Serializer[StepProgress]):
    """`reached` = `waiting` + `skipped` + `ended` + `heard`."""

    position = serializers.IntegerField(source="step.position", help_text="From 2: the first is its own message.")
    source = TextField(source="step.source", help_text="What `GET /messages/` finds its messages by.")  # type: ignore[assignment]
    template = serializers.IntegerField(source="step.template_id", help_text=TEMPLATE_HELP)
    neutral = serializers.IntegerField(source="step.neutral_id", allow_null=True, help_text="As of its own message.")
    reached = serializers.IntegerField()
    waiting = serializers.IntegerField()
    skipped = serializers.IntegerField(help_text="Went on without it.")
    ended = serializers.IntegerField(help_text="Ended here.")
    heard = serializers.IntegerField(help_text="Put into the outbox.")
    sent = serializers.IntegerField(help_text="Of those.")
    unsent = serializers.IntegerField(help_text="Of those, what will not be sent.")


class CountedAutomationSerializer(AutomationSerializer):
    progress = ProgressSerializer(help_text="Of its own message, since it was made.")
    reasons = ReasonSerializer(many=True, help_text="Why messages were not sent or wait, the most frequent first.")
    steps = StepSerializer(source="counted_steps", many=True, help_text="Its further messages.")


class AutomationFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    is_active = YesNoFilter()

    class Meta:
        model = Automation
        fields: tuple[str, ...] = ()


def _rows() -> QuerySet[Automation]:
    return Automation.objects.select_related("segment", "survey")


def _counted(automation: Automation) -> Automation:
    automation.progress = counting.so_far(automation)  # type: ignore[attr-defined]
    automation.reasons = reasons(automation)  # type: ignore[attr-defined]
    automation.counted_steps = counting.of_steps(automation)  # type: ignore[attr-defined]
    return automation


def _told(pk: int) -> dict[str, Any]:
    return dict(CountedAutomationSerializer(_counted(_rows().get(pk=pk))).data)


class AutomationsView(ApiView):
    scope = SCOPE
    serializer_class = AutomationSerializer
    filterset_class = AutomationFilter

    def get_queryset(self) -> QuerySet[Automation]:
        return _rows()

    @extend_schema(operation_id="automations_list", responses=AutomationSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List automatic messages, the latest made first."""
        return self.listed(request)


class AutomationView(ApiView):
    scope = SCOPE
    serializer_class = CountedAutomationSerializer

    def get_queryset(self) -> QuerySet[Automation]:
        return _rows()

    @extend_schema(operation_id="automations_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """One automatic message, with how far it is, step by step."""
        return Response(self.get_serializer(_counted(self.found(public_id=public_id))).data)


class _Switch(ApiView):
    scope = SCOPE
    serializer_class = CountedAutomationSerializer

    def get_queryset(self) -> QuerySet[Automation]:
        return _rows()

    def switched(self, request: Request, public_id: UUID, service: Callable[..., Automation]) -> Response:
        self.bare(request)
        automation: Automation = self.found(public_id=public_id)

        def work() -> Answer:
            service(automation=automation, actor=None, now=clock.now(), via=caller(request))
            return Answer(200, _told(automation.pk))

        return once(request, work)


class SwitchOnView(_Switch):
    @extend_schema(
        operation_id="automations_switch_on", request=None, parameters=[IDEMPOTENCY_KEY],
        responses={
            200: CountedAutomationSerializer,
            409: OpenApiResponse(description="`template_inactive`: a message of it is switched off."),
        },
    )  # fmt: skip
    def post(self, request: Request, public_id: UUID) -> Response:
        """From now on it looks who comes in, and what waited goes on; twice is once."""
        return self.switched(request, public_id, services.switch_on)


class SwitchOffView(_Switch):
    @extend_schema(
        operation_id="automations_switch_off", request=None, parameters=[IDEMPOTENCY_KEY],
        responses={200: CountedAutomationSerializer},
    )  # fmt: skip
    def post(self, request: Request, public_id: UUID) -> Response:
        """Nobody new, and what waits stays until it is switched on again; twice is once."""
        return self.switched(request, public_id, services.switch_off)
