"""Figures of surveys over the API: scores with interval and number of answers, by month and by group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.views import ApiView
from core.errors import DomainError
from surveys.figures import funnel, naming, reading, scopes, tallies
from surveys.figures.scopes import DIMENSIONS, Months, Scope, Span
from surveys.figures.tallies import Score, Tally
from surveys.models import Survey

SCOPE = "surveys"
_PARAMETERS = [
    OpenApiParameter("first", date, description="First day; with `last`. Whole months answer at once."),
    OpenApiParameter("last", date, description="Last day; without both, the last twelve months."),
    OpenApiParameter("by", str, description="Also by this: a breakdown.", enum=list(DIMENSIONS)),
]


class ScoreSerializer(serializers.Serializer[Any]):
    """Null where nobody answered."""

    value = serializers.FloatField(help_text="NPS: −100…100; CSAT and stars: share of the satisfied; CES: the mean.")
    low = serializers.FloatField(help_text="Lower end of the 95 % interval.")
    high = serializers.FloatField()
    mean = serializers.FloatField()


class TallySerializer(serializers.Serializer[Any]):
    answers = serializers.IntegerField(help_text="The latest of each customer, and each anonymous one.")
    effective_answers = serializers.FloatField(help_text="Of weighted answers: as many equal ones would tell as much.")
    high = serializers.FloatField(help_text="Share of 0…1.")
    middle = serializers.FloatField()
    low = serializers.FloatField()
    is_few = serializers.BooleanField(help_text="Fewer than the programme's smallest number.")
    score = ScoreSerializer(allow_null=True)


class MonthSerializer(TallySerializer):
    month = serializers.DateField(help_text="Its first day.")


class FigureGroupSerializer(TallySerializer):
    value = TextField()
    name = TextField()


class FunnelSerializer(serializers.Serializer[Any]):
    """Of those asked in the months of the period."""

    sent = serializers.IntegerField()
    delivered = serializers.IntegerField()
    opened = serializers.IntegerField()
    started = serializers.IntegerField()
    finished = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True, help_text="finished ÷ delivered.")
    counted_at = InstantField()


class FiguresSerializer(serializers.Serializer[Any]):
    """Answers of one metric, scale and relation: never put together with others."""

    metric = TextField()
    scale = TextField()
    relation = TextField()
    first = serializers.DateField()
    last = serializers.DateField()
    figures = TallySerializer()
    months = MonthSerializer(many=True, help_text="By month of answering; empty for days that are no whole months.")
    groups = FigureGroupSerializer(
        many=True, help_text="With `by`. Of anonymous surveys none so small that people could be told apart."
    )
    funnel = FunnelSerializer(allow_null=True)


class FiguresListSerializer(serializers.Serializer[Any]):
    results = FiguresSerializer(many=True)


class _Figures(ApiView):
    scope = SCOPE
    serializer_class = FiguresListSerializer

    def get_queryset(self) -> QuerySet[Survey]:
        return Survey.objects.all()

    def told(self, request: Request, offered: Sequence[Scope]) -> Response:
        today = clock.today()
        wanted, by = _asked(request, today)
        rows = [_figures(scope, reading.span_of(scope, wanted, today), by) for scope in offered]
        return Response(FiguresListSerializer({"results": rows}).data)


class AllFiguresView(_Figures):
    @extend_schema(operation_id="survey_figures_retrieve", parameters=_PARAMETERS)
    def get(self, request: Request) -> Response:
        """Scores over all surveys, a row for each metric, scale and relation; anonymous surveys stand by themselves."""
        return self.told(request, scopes.series())


class SurveyFiguresView(_Figures):
    @extend_schema(operation_id="surveys_figures_retrieve", parameters=_PARAMETERS)
    def get(self, request: Request, public_id: UUID) -> Response:
        """Scores of one survey, a row for each scale that it had; of an anonymous one always over the whole time."""
        return self.told(request, scopes.of_survey(self.found(public_id=public_id)))


def _asked(request: Request, today: date) -> tuple[Span, str]:
    for name, value in request.query_params.items():
        if name not in {"first", "last", "by"} or not value:
            raise DomainError("parameter_unknown", _("There is no parameter %(name)s.") % {"name": name[:40]})
    first, last = (_day(request, name) for name in ("first", "last"))
    if (first is None) != (last is None) or (first and last and first > last):
        raise DomainError("period_invalid", _("Say the first and the last day, please."), field="first")
    by = request.query_params.get("by", "")
    if by and by not in DIMENSIONS:
        raise DomainError("parameter_invalid", _("There is no such breakdown."), field="by")
    return scopes.span(first, last) if first and last else scopes.trailing(today, 12), by


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DomainError("parameter_invalid", _("Write a date, please."), field=name) from error


def _figures(scope: Scope, span: Span, by: str) -> dict[str, Any]:
    least = reading.fewest()
    months = reading.trend(scope, span) if isinstance(span, Months) else {}
    groups = reading.breakdown(scope, span, by).groups if by else []
    names = naming.names(by, [group.value for group in groups]) if by else {}
    return {
        "metric": scope.metric, "scale": scope.scale, "relation": scope.relation,
        "first": span.first, "last": span.last_day, "figures": _tally(scope, reading.tally(scope, span), least),
        "months": [_tally(scope, found, least) | {"month": month} for month, found in months.items()],
        "groups": [
            _tally(scope, group.tally, least) | {"value": group.value, "name": names[group.value]} for group in groups
        ],
        "funnel": funnel.of(scope, span),
    }  # fmt: skip


def _tally(scope: Scope, found: Tally, least: int) -> dict[str, Any]:
    high, middle, low = found.shares
    score: Score | None = tallies.score(scope.metric, found)
    return {
        "answers": found.n, "effective_answers": round(found.effective, 6), "high": high, "middle": middle, "low": low,
        "is_few": reading.is_few(found, least), "score": score,
    }  # fmt: skip
