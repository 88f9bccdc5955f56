"""What is asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response as Answered

from core.api.views import ApiView
from surveys.api.telling import SCOPE, AskedSurveySerializer, SurveySerializer, asked
from surveys.models import Kind, Survey, SurveyState

_LANGUAGE = OpenApiParameter(
    "language", str, enum=[code for code, _name in settings.LANGUAGES],
    description="Of the questions; else that of `Accept-Language`. What is not translated comes in the shop's own.",
)  # fmt: skip


def latest(survey: Survey) -> Any:
    """The version that is asked now, None before there is one."""
    return survey.versions.order_by("-number").first()


class SurveyFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    kind = django_filters.ChoiceFilter(choices=Kind.choices)
    state = django_filters.ChoiceFilter(choices=SurveyState.choices)

    class Meta:
        model = Survey
        fields: tuple[str, ...] = ()


class SurveysView(ApiView):
    scope = SCOPE
    serializer_class = SurveySerializer
    filterset_class = SurveyFilter

    def get_queryset(self) -> QuerySet[Survey]:
        return Survey.objects.all()

    @extend_schema(operation_id="surveys_list", responses=SurveySerializer(many=True))
    def get(self, request: Request) -> Answered:
        """List surveys, the latest made first."""
        return self.listed(request)


class SurveyView(ApiView):
    scope = SCOPE
    serializer_class = AskedSurveySerializer

    def get_queryset(self) -> QuerySet[Survey]:
        return Survey.objects.all()

    @extend_schema(operation_id="surveys_retrieve", parameters=[_LANGUAGE])
    def get(self, request: Request, public_id: UUID) -> Answered:
        """One survey, with the questions that it asks now."""
        survey = self.found(public_id=public_id)
        language = request.query_params.get("language") or get_language() or ""
        return Answered(asked(survey, latest(survey), language))


class OfSurvey(ApiView):
    """Below the address of a survey."""

    scope = SCOPE

    def survey(self, public_id: UUID) -> Survey:
        return get_object_or_404(Survey, public_id=public_id)
