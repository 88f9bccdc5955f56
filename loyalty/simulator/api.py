"""The simulator over the API: which rules there are, start a run, follow it, read what the rule would have granted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import NotFound
from core.models import Job
from core.wording import word
from loyalty import wording
from loyalty.api.units import plain_units
from loyalty.models import EarnRule, LoyaltyCurrency, Simulation
from loyalty.simulator import job, showing

LARGEST_ID = 2**62


class EarnRuleSerializer(serializers.Serializer[EarnRule]):
    id = serializers.IntegerField()
    name = TextField()
    kind = serializers.ChoiceField(choices=EarnRule.Kind.choices)
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    is_active = serializers.BooleanField(help_text="False: a draft, or switched off.")
    valid_from = InstantField(allow_null=True)
    valid_until = InstantField(allow_null=True, help_text="Not included.")
    terms = serializers.SerializerMethodField(help_text="In words, in the language of the request.")

    def get_terms(self, row: EarnRule) -> str:
        return wording.rule_in_words(row)


class EarnRuleFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    currency = django_filters.ChoiceFilter(choices=LoyaltyCurrency.choices)
    kind = django_filters.ChoiceFilter(choices=EarnRule.Kind.choices)
    is_active = django_filters.ChoiceFilter(choices=[("true", "true"), ("false", "false")], method="by_activity")

    class Meta:
        model = EarnRule
        fields: tuple[str, ...] = ()

    def by_activity(self, rows: QuerySet[EarnRule], _name: str, value: str) -> QuerySet[EarnRule]:
        return rows.filter(is_active=value == "true")


class EarnRulesView(ApiView):
    scope = "simulations"
    serializer_class = EarnRuleSerializer
    filterset_class = EarnRuleFilter

    def get_queryset(self) -> QuerySet[EarnRule]:
        return EarnRule.objects.select_related("segment").prefetch_related(
            "categories", "brands", "products", "channels", "tiers"
        )

    @extend_schema(operation_id="earn_rules_list", responses=EarnRuleSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List earn rules, drafts among them, the latest first. Rules are made in the browser."""
        return self.listed(request)


class SimulatedSerializer(serializers.Serializer[Any]):
    """Units as text of the rule's currency; costs are what the units are worth, below zero if the rule saves."""

    purchases = serializers.IntegerField(help_text="0 for a rule for an event.")
    events = serializers.IntegerField(help_text="Events that happened, for a rule for an event; 0 for others.")
    base = TextField(help_text="What of the purchases earns, in money.")
    with_rule = TextField(help_text="Units with the rule.")
    without_rule = TextField(help_text="Units by the rules of today without it.")
    added = TextField(help_text="The difference: what the rule adds.")
    cost = TextField(help_text="What the difference is worth, in money.")
    granted = TextField(help_text="Units really granted then, by the rules of the time.")


class SimulatedMonthSerializer(SimulatedSerializer):
    month = TextField(help_text="Such as “2026-05”.")


class SimulatedTierSerializer(SimulatedSerializer):
    tier = TextField(help_text="Code of the tier at the time of the purchase, or event; empty: none.")


class SimulationResultSerializer(serializers.Serializer[Any]):
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    members = serializers.IntegerField(
        allow_null=True, help_text="Who would have got more, or less, by the rule; null: not counted by an older run."
    )
    total = SimulatedSerializer()
    by_month = SimulatedMonthSerializer(many=True)
    by_tier = SimulatedTierSerializer(many=True)


class SimulationSerializer(serializers.Serializer[Simulation]):
    id = serializers.IntegerField()
    rule = serializers.IntegerField(source="rule_id")
    state = serializers.ChoiceField(choices=Job.State.choices, source="job.state")
    done = serializers.IntegerField(source="job.done", help_text="Purchases, or events, looked at so far.")
    total = serializers.IntegerField(
        source="job.total", allow_null=True, help_text="Of so many; null: not counted yet."
    )
    error = serializers.SerializerMethodField(help_text="Why it failed; empty otherwise.")
    since = serializers.DateField(help_text="First day of the purchases, or events, looked at.")
    until = serializers.DateField(help_text="The day after the last.")
    created_at = InstantField(source="job.created_at")
    finished_at = InstantField(allow_null=True)
    result = serializers.SerializerMethodField(help_text="Null until it is done.")

    def get_error(self, row: Simulation) -> str:
        return word(row.job.error)

    @extend_schema_field(SimulationResultSerializer(allow_null=True))
    def get_result(self, row: Simulation) -> dict[str, Any] | None:
        return result_of(row)


def result_of(row: Simulation) -> dict[str, Any] | None:
    """The figures as the page tells them; None as long as there are none."""
    if not row.finished_at:
        return None
    figures = row.figures
    by_month, by_tier = job.totals(figures["rows"], 0), job.totals(figures["rows"], 1)
    whole = [sum(told) for told in zip(*by_month.values(), strict=True)] or [0] * 5
    return {
        "currency": figures["currency"],
        "members": figures.get("members"),
        "total": _told(whole, figures),
        "by_month": [{"month": month} | _told(by_month[month], figures) for month in sorted(by_month)],
        "by_tier": [
            {"tier": code} | _told(by_tier[code], figures) for code in ["", *figures["names"]] if code in by_tier
        ],
    }


def _told(sums: list[int], figures: dict[str, Any]) -> dict[str, Any]:
    looked_at, base, without, draft, granted = sums
    is_events = showing.is_of_events(figures)
    currency, value = figures["currency"], Decimal(figures["unit_value"])
    return {
        "purchases": 0 if is_events else looked_at,
        "events": looked_at if is_events else 0,
        "base": money.format_plain(base),
        "with_rule": plain_units(draft, currency),
        "without_rule": plain_units(without, currency),
        "added": plain_units(draft - without, currency),
        "cost": money.format_plain(round((draft - without) * value)),
        "granted": plain_units(granted, currency),
    }


class NewSimulationSerializer(serializers.Serializer[Any]):
    rule = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, help_text="Its number, from `GET /earn-rules/`.")


class SimulationFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    rule = django_filters.NumberFilter(field_name="rule_id", min_value=1, max_value=LARGEST_ID)

    class Meta:
        model = Simulation
        fields: tuple[str, ...] = ()


def _rows() -> QuerySet[Simulation]:
    return Simulation.objects.select_related("job")


class SimulationsView(ApiView):
    scope = "simulations"
    filterset_class = SimulationFilter

    def get_queryset(self) -> QuerySet[Simulation]:
        return _rows()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewSimulationSerializer if self.request.method == "POST" else SimulationSerializer

    @extend_schema(operation_id="simulations_list", responses=SimulationSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List runs of the simulator, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="simulations_create",
        request=NewSimulationSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            202: OpenApiResponse(SimulationSerializer, "Begun: ask for it until `state` is `done`."),
            200: OpenApiResponse(SimulationSerializer, "One for this rule runs already."),
        },
    )
    def post(self, request: Request) -> Response:
        """Compute what a rule, active or not, would have granted in the last twelve months."""
        data = self.checked(request)
        return once(request, lambda: _start(data["rule"]))


def _start(pk: int) -> Answer:
    rule = EarnRule.objects.filter(pk=pk).first()
    if rule is None:
        raise NotFound("rule_unknown", _("There is no such rule."), field="rule")
    newest = job.newest(rule.pk)
    is_known = newest is not None and job.is_running(newest)
    made = newest if newest is not None and is_known else job.start(rule=rule, user=None, now=clock.now())
    return Answer(200 if is_known else 202, dict(SimulationSerializer(_rows().get(pk=made.pk)).data))


class SimulationView(ApiView):
    scope = "simulations"
    serializer_class = SimulationSerializer

    def get_queryset(self) -> QuerySet[Simulation]:
        return _rows()

    @extend_schema(operation_id="simulations_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """How far a run is, and its result once `state` is `done`."""
        return self.retrieved(pk=pk)
