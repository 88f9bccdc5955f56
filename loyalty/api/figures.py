"""Figures: of one customer, of every day, and of a group, a tier, a store or a period."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import django_filters
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import MoneyField
from core.api.views import ApiView
from core.errors import DomainError, NotFound
from customers.models import Customer, CustomerGroup, Segment
from loyalty.metrics import reports, store
from loyalty.metrics.days import Period
from loyalty.metrics.figure import Figure
from loyalty.metrics.ownforms import LONGEST_WINDOW, LookForm, MonthForm, OwnForm
from loyalty.metrics.scope import Scope
from loyalty.models import CustomerMetrics, ProgrammeSnapshot, TierLevel
from sales.models import Store


class EmotionalSerializer(serializers.Serializer[Any]):
    score = serializers.IntegerField()
    referrals = serializers.IntegerField(help_text="Friends brought who were rewarded.")
    events = serializers.IntegerField(help_text="Events attended that earned units.")
    reviews = serializers.IntegerField(help_text="Reviews that earned units.")


class BehaviouralSerializer(serializers.Serializer[Any]):
    score = serializers.IntegerField()
    visits = serializers.IntegerField()
    gap_variation = serializers.FloatField(allow_null=True)


class CognitiveSerializer(serializers.Serializer[Any]):
    score = serializers.IntegerField(allow_null=True, help_text="null: nothing is recorded of it.")
    information = serializers.IntegerField(
        allow_null=True, help_text="News of which they followed a link; null: nothing is recorded of them."
    )


class ImpulsiveSerializer(serializers.Serializer[Any]):
    score = serializers.IntegerField()
    promotion_share = serializers.FloatField(allow_null=True)


class LoyaltyScoresSerializer(serializers.Serializer[Any]):
    """Four scores of 0–100, each with what it rests on; null where nothing is recorded."""

    emotional = EmotionalSerializer()
    behavioural = BehaviouralSerializer()
    cognitive = CognitiveSerializer()
    impulsive = ImpulsiveSerializer()


class CustomerMetricsSerializer(serializers.Serializer[CustomerMetrics]):
    as_of = serializers.DateField()
    receipts = serializers.IntegerField()
    visits = serializers.IntegerField()
    net_revenue = MoneyField()
    first_on = serializers.DateField(allow_null=True)
    last_on = serializers.DateField(allow_null=True)
    receipts_365 = serializers.IntegerField()
    revenue_365 = MoneyField()
    gap_median = serializers.FloatField(allow_null=True, help_text="Days between visits.")
    gap_variation = serializers.FloatField(allow_null=True)
    promotion_share = serializers.FloatField(allow_null=True)
    r = serializers.IntegerField(allow_null=True)
    f = serializers.IntegerField(allow_null=True)
    m = serializers.IntegerField(allow_null=True)
    stage = serializers.CharField()
    is_late = serializers.BooleanField()
    is_lapsed = serializers.BooleanField()
    p_alive = serializers.FloatField(allow_null=True)
    predicted_visits = serializers.FloatField(allow_null=True)
    predicted_clv = MoneyField(allow_null=True)
    loyalty_kind = serializers.CharField()
    loyalty_scores = LoyaltyScoresSerializer()


class CustomerMetricsView(ApiView):
    scope = "metrics"
    serializer_class = CustomerMetricsSerializer
    queryset = CustomerMetrics.objects.all()

    @extend_schema(operation_id="customers_metrics")
    def get(self, request: Request, public_id: UUID) -> Response:
        """The figures of one customer, as last computed."""
        if not Customer.objects.filter(public_id=public_id).exists():
            raise Http404
        try:
            return self.retrieved(customer__public_id=public_id)
        except Http404:
            raise NotFound("metrics_missing", _("No figures have been computed for this customer yet.")) from None


# --- The programme ------------------------------------------------------------------------


class ProgrammeMetricsSerializer(serializers.Serializer[Any]):
    as_of = serializers.DateField()
    group = serializers.CharField(allow_null=True)
    tier = serializers.CharField(allow_null=True)
    store = serializers.CharField(allow_null=True)
    segment = serializers.CharField(allow_null=True)
    currency = serializers.CharField()
    figures = serializers.DictField(help_text="By key, as `manage.py metrics` prints them.")


class SnapshotFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    until = django_filters.DateFilter(
        field_name="day", lookup_expr="lte", help_text="The last snapshot up to this day."
    )

    class Meta:
        model = ProgrammeSnapshot
        fields: tuple[str, ...] = ()


_DAY = {"type": "string", "format": "date"}
_TEXT = {"type": "string", "minLength": 1}
_NUMBER = {"type": "integer", "minimum": 1, "maximum": LONGEST_WINDOW}
_QUESTION = [
    OpenApiParameter("group", _TEXT, description="Name of a customer group: figures of its members."),
    OpenApiParameter(
        "tier", _TEXT, description="Code of a level: figures of those who hold it on the day of the figures."
    ),
    OpenApiParameter("store", _TEXT, description="Code of a store: figures of its purchases alone."),
    OpenApiParameter("segment", _TEXT, description="Name of a segment: figures of those who are in it now."),
    OpenApiParameter("from", _DAY, description="First day of the period; without it the last 365 days."),
    OpenApiParameter("to", _DAY, description="Last day of the period; without it the day of the figures."),
    OpenApiParameter("a", _DAY, description="One more row of `inactivity`, with `b` and `w`: its first day."),
    OpenApiParameter("b", _DAY, description="… its last day, included."),
    OpenApiParameter("w", _NUMBER, description="… of those who bought in so many days before `a`."),
    OpenApiParameter("month", _TEXT, description="Month of `stage_moves`, as in `2026-03`; else the last whole one."),
    OpenApiParameter(
        "section",
        _TEXT,
        description="Keys of the figures wanted, with commas: `cohorts,revenue_tree`; `all` are all of them.",
    ),
]
_ASKED = frozenset(parameter.name for parameter in _QUESTION)


class ProgrammeMetricsView(ApiView):
    scope = "metrics"
    filterset_class = SnapshotFilter
    serializer_class = ProgrammeMetricsSerializer
    ordering = ("-day",)
    queryset = ProgrammeSnapshot.objects.all()

    @extend_schema(operation_id="metrics_list", parameters=_QUESTION, responses=ProgrammeMetricsSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The headline figures of each day, the latest first; or every figure of what was asked for.

        With any of `group`, `tier`, `store`, `segment`, `from`, `to` or `section` there is one result: the newest
        figures of that question, tables included.
        """
        if _ASKED & request.query_params.keys():
            return Response({"next": None, "results": [_answer(request.query_params)]})
        self._refuse_unknown_parameters(request)
        days = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response([_day(snapshot) for snapshot in days])


def _day(snapshot: ProgrammeSnapshot) -> dict[str, Any]:
    found = {key: Figure.from_json(key, value) for key, value in snapshot.figures.items()}
    return reports.public(snapshot.day, found, group=None, tier=None, store=None, segment=None)


def _answer(asked: QueryDict) -> dict[str, Any]:
    """The figures of one question; refused while a worker has still to count them."""
    _refuse_others(asked)
    now = clock.now()
    as_of = store.current_day(today=clock.business_day(now))
    group = _pk(CustomerGroup, "group", "name", asked)
    place = _pk(Store, "store", "code", asked)
    tier = _pk(TierLevel, "tier", "code", asked)
    segment = _pk(Segment, "segment", "name", asked)
    own = {**_own(LookForm, asked, as_of), **_own(MonthForm, asked, as_of)}
    scope = Scope(as_of, group, place, _period(asked, as_of), tier, segment, **own)
    stored = store.read(scope, now=now)
    if stored.figures is None:
        message = _("These figures are being computed; ask again in a minute.")
        raise DomainError("figures_pending", message, status=503)
    found = _sections(stored.figures, asked.get("section", "all"))
    told = {name: asked.get(name) for name in ("group", "tier", "store", "segment")}
    return reports.public(stored.as_of or as_of, found, **told)


def _own(made: type[OwnForm], asked: QueryDict, as_of: date) -> dict[str, Any]:
    """A look at inactivity, or the month of the moves, as the pages read them."""
    form = made(asked, as_of=as_of)
    if not form.is_valid():
        name, errors = next(iter(form.errors.get_json_data().items()))
        raise DomainError(errors[0]["code"], errors[0]["message"], field=name if name in form.fields else "a")
    return form.asked()


def _refuse_others(asked: QueryDict) -> None:
    for name, values in asked.lists():
        if not all(values):
            raise DomainError("parameter_empty", _("This parameter has no value."), field=name[:40])
        if name not in _ASKED or len(values) > 1:
            message = _("There is no parameter %(name)s beside these, or it is told twice.") % {"name": name[:40]}
            raise DomainError("parameter_unknown", message, field=name[:40])


def _pk(model: Any, name: str, column: str, asked: QueryDict) -> int | None:
    """Primary key of what a parameter names; PostgreSQL has no text with a zero byte."""
    told = asked.get(name)
    if told is None:
        return None
    found = None if "\0" in told else model.objects.filter(**{column: told}).values_list("pk", flat=True).first()
    if found is None:
        raise DomainError(f"{name}_unknown", _("There is nothing of this name."), field=name)
    return int(found)


def _period(asked: QueryDict, as_of: date) -> Period | None:
    if not {"from", "to"} & asked.keys():
        return None
    if "from" not in asked:
        raise DomainError("period_invalid", _("A period needs its first day."), field="from")
    first, last = _read_day("from", str(asked["from"])), _read_day("to", str(asked.get("to", as_of)))
    if first > last:
        raise DomainError("period_invalid", _("The period begins after its end."), field="from")
    if last > as_of:
        raise DomainError("period_invalid", _("The figures end earlier than this day."), field="to")
    return Period(first, last)


def _read_day(name: str, text: str) -> date:
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-05-01") else None
    except ValueError:
        day = None
    if day is None or day.year < 1900:
        raise DomainError("day_invalid", _("Write a day such as “2026-05-01”."), field=name)
    return day


def _sections(figures: dict[str, Figure], wanted: str) -> dict[str, Figure]:
    if wanted == "all":
        return figures
    keys = wanted.split(",")
    for key in keys:
        if key not in figures:
            raise DomainError(
                "section_unknown", _("There is no figure of the key %(key)s.") % {"key": key[:40]}, field="section"
            )
    return {key: figures[key] for key in keys}
