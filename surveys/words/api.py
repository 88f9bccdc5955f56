"""Themes of comments and results of surveys over the API: to read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response as Answer

from core.api.fields import InstantField, TextField
from core.api.views import ApiView
from surveys.models import CommentWords, Survey, Theme
from surveys.words import figures, readable, results
from surveys.words.distributions import Distribution, distributions

SCOPE = "surveys"


class SurveyThemeSerializer(serializers.Serializer[Theme]):
    public_id = serializers.UUIDField()
    name = TextField()
    name_zh = TextField(help_text="In Chinese; empty: as in English.")
    words = serializers.ListField(child=serializers.CharField(), help_text="Any of them, between the borders of words.")
    words_zh = serializers.ListField(child=serializers.CharField())
    is_active = serializers.BooleanField()


class ThemeFiguresSerializer(SurveyThemeSerializer):
    comments = serializers.IntegerField(help_text="Of the newest comments, those that speak of it.")
    of = serializers.IntegerField(help_text="So many were looked at.")
    scored = serializers.IntegerField(help_text="Of its comments, those that came with a score.")
    low = serializers.IntegerField(help_text="Of these, low scores.")


class ResultLineSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="Of the choice, number or row; of dates the month.")
    n = serializers.IntegerField()
    mean = serializers.FloatField(allow_null=True, help_text="Of a row of a matrix.")
    place = serializers.FloatField(allow_null=True, help_text="Mean place in a ranking.")


class QuestionResultSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    kind = serializers.CharField()
    asked = serializers.IntegerField(allow_null=True, help_text="null: nobody can tell.")
    answered = serializers.IntegerField(allow_null=True, help_text="null: too few to be told without names.")
    no_answer = serializers.IntegerField(allow_null=True)
    mean = serializers.FloatField(allow_null=True)
    lines = ResultLineSerializer(many=True)


class SurveyResultsSerializer(serializers.Serializer[Any]):
    survey = serializers.UUIDField()
    answers = serializers.IntegerField(allow_null=True, help_text="null: a large survey that was not counted yet.")
    computed_at = InstantField(allow_null=True, help_text="null: counted just now.")
    questions = QuestionResultSerializer(many=True)


class ThemesView(ApiView):
    scope = SCOPE
    serializer_class = SurveyThemeSerializer

    def get_queryset(self) -> QuerySet[Theme]:
        return Theme.objects.all()

    @extend_schema(operation_id="survey_themes_list", responses=SurveyThemeSerializer(many=True))
    def get(self, request: Request) -> Answer:
        """List themes, the latest made first."""
        return self.listed(request)


class ThemeView(ApiView):
    scope = SCOPE
    serializer_class = ThemeFiguresSerializer

    def get_queryset(self) -> QuerySet[Theme]:
        return Theme.objects.all()

    @extend_schema(operation_id="survey_themes_retrieve", responses=ThemeFiguresSerializer)
    def get(self, request: Request, public_id: str) -> Answer:
        """One theme, with how often it is spoken of in the newest comments of surveys that name who answered."""
        theme = self.found(public_id=public_id)
        rows = figures.newest(readable.named_comments())
        counted = next(iter(figures.by_theme(rows, [theme])), None)
        theme.comments, theme.scored, theme.low = (counted.n, counted.scored, counted.low) if counted else (0, 0, 0)
        theme.of = counted.of if counted else CommentWords.objects.filter(pk__in=rows.values("pk")).count()
        return Answer(self.get_serializer(theme).data)


class ResultsView(ApiView):
    scope = SCOPE
    serializer_class = SurveyResultsSerializer

    def get_queryset(self) -> QuerySet[Survey]:
        return Survey.objects.all()

    @extend_schema(operation_id="survey_results", responses=SurveyResultsSerializer)
    def get(self, request: Request, public_id: str) -> Answer:
        """What was answered to each question of the newest version; "no answer" apart."""
        survey = self.found(public_id=public_id)
        found = results.results(survey)
        newest = next(iter(found.forms), None)
        told = distributions(found.counts, found.forms, newest) if found.counts and newest else []
        least = survey.min_group if survey.is_anonymous else 0
        data = {
            "survey": survey.public_id, "answers": found.answers if found.counts else None,
            "computed_at": found.computed_at, "questions": [_question(one, least) for one in told],
        }  # fmt: skip
        return Answer(self.get_serializer(data).data)


def _question(told: Distribution, least: int) -> dict[str, Any]:
    named = {"key": told.question.key, "kind": str(told.question.kind), "asked": told.asked}
    if told.answered < least:
        return named | {"asked": None, "answered": None, "no_answer": None, "mean": None, "lines": []}
    lines = [
        {"key": line.key, "n": line.n, "mean": line.mean.value if line.mean else None, "place": line.place}
        for line in told.lines
    ] or [{"key": month, "n": n, "mean": None, "place": None} for month, n in told.months]
    mean = told.mean.value if told.mean else told.amounts.mean if told.amounts else None
    return named | {"answered": told.answered, "no_answer": told.no_answer, "mean": mean, "lines": lines}
