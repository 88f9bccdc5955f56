"""Campaigns over the API: what there is, one with its counts, and a draft."""

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
from rest_framework.response import Response

from campaigns import lifecycle
from campaigns.api.telling import (
    SCOPE,
    TEMPLATE_HELP,
    CampaignSerializer,
    CountedCampaignSerializer,
    counted,
    rows,
    told,
)
from campaigns.models import PURPOSES, Campaign, DecideBy, State
from core import clock
from core.api.fields import TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import Conflict, NotFound
from customers.api.base import caller
from customers.models import Segment
from loyalty.models import Promotion
from messaging.models import Template
from surveys.models import Survey, SurveyState

_LARGEST = 2**62
_NUMBER: dict[str, Any] = {"min_value": 1, "max_value": _LARGEST}


class CampaignFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    state = django_filters.ChoiceFilter(choices=State.choices)

    class Meta:
        model = Campaign
        fields: tuple[str, ...] = ()


class NewCampaignSerializer(serializers.Serializer[Any]):
    """The ranges are those of the form that staff fill in."""

    name = TextField(max_length=80)
    segment = serializers.UUIDField(help_text="Public id. Its members at the moment of the start are the audience.")
    templates = serializers.ListField(
        child=serializers.IntegerField(**_NUMBER), min_length=1, max_length=len(lifecycle.LETTERS),
        help_text=f"{TEMPLATE_HELP} Each of several is a variant, heard by an equal share.",
    )  # fmt: skip
    neutral = serializers.IntegerField(
        **_NUMBER, required=False, allow_null=True,
        help_text=f"{TEMPLATE_HELP} What people read who refused personal recommendations; it has no placeholder that"
        " speaks of what is known about them.",
    )  # fmt: skip
    survey = serializers.UUIDField(
        required=False, allow_null=True,
        help_text="Public id of an open survey: the texts may carry the personal link to it, as `survey.link`.",
    )  # fmt: skip
    purpose = serializers.ChoiceField(choices=PURPOSES, required=False)
    priority = serializers.IntegerField(min_value=-100, max_value=100, required=False)
    holdout_percent = serializers.IntegerField(
        min_value=0, max_value=50, required=False, help_text="So many hear nothing, by chance; 10 if left out."
    )
    is_needed = serializers.BooleanField(required=False, help_text="Everybody needs it: nobody is held out.")
    valid_days = serializers.IntegerField(min_value=1, max_value=90, required=False)
    window_days = serializers.IntegerField(min_value=1, max_value=365, required=False)
    promotion = serializers.IntegerField(
        **_NUMBER, required=False, allow_null=True, help_text="Its number, from `GET /coupon-promotions/`."
    )
    test_percent = serializers.IntegerField(
        min_value=5, max_value=50, required=False, allow_null=True,
        help_text="So many hear first, in all variants; the others hear what did best.",
    )  # fmt: skip
    test_hours = serializers.IntegerField(min_value=1, max_value=168, required=False)
    decide_by = serializers.ChoiceField(choices=DecideBy.choices, required=False)


class CampaignsView(ApiView):
    scope = SCOPE
    filterset_class = CampaignFilter

    def get_queryset(self) -> QuerySet[Campaign]:
        return rows()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewCampaignSerializer if self.request.method == "POST" else CampaignSerializer

    @extend_schema(operation_id="campaigns_list", responses=CampaignSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List campaigns, the latest made first."""
        return self.listed(request)

    @extend_schema(
        operation_id="campaigns_create", request=NewCampaignSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: CountedCampaignSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Write a draft. Nobody hears of it before it is approved."""
        data = self.checked(request)
        return once(request, lambda: _create(data, caller(request)))


def _create(data: dict[str, Any], via: str) -> Answer:
    templates = _templates(data.pop("templates"))
    data |= {"segment": _segment(data["segment"])}
    if data.get("neutral") is not None:
        data |= {"neutral": _templates([data["neutral"]], field="neutral")[0]}
    if data.get("survey") is not None:
        data |= {"survey": _survey(data["survey"])}
    if data.get("promotion") is not None:
        data |= {"promotion": _promotion(data["promotion"])}
    made = lifecycle.create(told=data, templates=templates, actor=None, now=clock.now(), via=via)
    return Answer(201, told(made.pk))


def _segment(public_id: UUID) -> Segment:
    found = Segment.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("segment_unknown", _("There is no such segment."), field="segment")
    return found


def _survey(public_id: UUID) -> Survey:
    found = Survey.objects.filter(public_id=public_id, state=SurveyState.OPEN, is_anonymous=False).first()
    if found is None:
        raise NotFound("survey_unknown", _("There is no such survey, or it is not open."), field="survey")
    return found


def _templates(numbers: Sequence[int], *, field: str = "templates") -> list[Template]:
    """In the order in which they are told; those that are switched off are not to be chosen."""
    found = Template.objects.in_bulk(numbers)
    if len(found) < len(set(numbers)):
        raise NotFound("template_unknown", _("There is no such template."), field=field)
    if not all(template.is_active for template in found.values()):
        raise Conflict("template_inactive", _("A template of it is switched off."), field=field)
    return [found[number] for number in numbers]


def _promotion(number: int) -> Promotion:
    found = Promotion.objects.filter(pk=number, needs_coupon=True).first()
    if found is None:
        raise NotFound("promotion_unknown", _("There is no such promotion."), field="promotion")
    return found


class CampaignView(ApiView):
    scope = SCOPE
    serializer_class = CountedCampaignSerializer

    def get_queryset(self) -> QuerySet[Campaign]:
        return rows()

    @extend_schema(operation_id="campaigns_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """One campaign, with how far it is and why messages were not sent."""
        campaign = counted(self.found(public_id=public_id))
        return Response(self.get_serializer(campaign).data)
