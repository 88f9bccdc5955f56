"""Tiers over the API: the levels, where a member stands, and levels given by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, MoneyField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import NotFound
from customers.models import Customer
from loyalty.models import TierLevel
from loyalty.tiers import services, showing, wording
from loyalty.tiers.standing import Goal


class LevelSerializer(serializers.Serializer[TierLevel]):
    code = TextField()
    name = TextField(source="title")
    rank = serializers.IntegerField()
    is_active = serializers.BooleanField()
    min_spend = MoneyField(allow_null=True)
    min_units = serializers.IntegerField(allow_null=True)
    min_purchases = serializers.IntegerField(allow_null=True)
    needs_all = serializers.BooleanField(help_text="All thresholds, or one of them.")
    multiplier = serializers.DecimalField(max_digits=6, decimal_places=4)
    has_free_delivery = serializers.BooleanField()
    early_access_hours = serializers.IntegerField()
    benefits = serializers.SerializerMethodField(help_text="What it gives, in words.")

    def get_benefits(self, level: TierLevel) -> list[str]:
        return wording.benefits(level)


class ContactSerializer(serializers.Serializer[Any]):
    """The member of staff whom a member of the level may turn to."""

    name = TextField(source="get_full_name")
    email = serializers.EmailField()


class GoalSerializer(serializers.Serializer[Any]):
    """What is missing, to rise or to keep."""

    level = TextField(help_text="Its code.")
    missing_spend = MoneyField()
    missing_units = serializers.IntegerField()
    missing_purchases = serializers.IntegerField()
    percent = serializers.IntegerField()
    last_on = serializers.DateField(allow_null=True, help_text="The last day on which it can be done.")
    text = TextField(help_text="The same in words, in the language asked for.")


class TierSerializer(serializers.Serializer[Any]):
    level = LevelSerializer(allow_null=True)
    since = InstantField(allow_null=True)
    kept_to = serializers.DateField(allow_null=True, help_text="The last sure day of the earned level.")
    given_level = TextField(allow_null=True, help_text="Code of a level given by hand.")
    given_to = serializers.DateField(allow_null=True)
    keep = GoalSerializer(allow_null=True)
    rise = GoalSerializer(allow_null=True)
    not_counted = serializers.ListField(
        child=TextField(), help_text="Parts of a receipt that do not count as spend: tax, delivery, tip, paid_points, …"
    )
    benefits = serializers.ListField(child=TextField())
    contact = ContactSerializer(allow_null=True)


class GivenLevelSerializer(serializers.Serializer[Any]):
    level = serializers.SlugField(max_length=20)
    until = serializers.DateField(help_text="The last day, included.")
    reason = TextField(max_length=200)


class TakenLevelSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=200)


class LevelsView(ApiView):
    scope = "tiers"
    serializer_class = LevelSerializer
    ordering = ("rank",)

    def get_queryset(self) -> QuerySet[TierLevel]:
        return TierLevel.objects.select_related("contact")

    @extend_schema(operation_id="tiers_list", responses=LevelSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the levels, the lowest first."""
        return self.listed(request)


class TierView(ApiView):
    scope = "tiers"

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return GivenLevelSerializer if self.request.method == "POST" else TierSerializer

    @extend_schema(operation_id="customers_tier", responses=TierSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """The level of a member, how long it is sure, and what is missing to keep it or to rise."""
        return Response(_plain(_customer(public_id)))

    @extend_schema(
        operation_id="customers_tier_give",
        request=GivenLevelSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=TierSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Give a member a level by hand, with a reason and a last day; whoever has earned a higher one keeps that."""
        data = self.checked(request)
        customer = _customer(public_id)

        def work() -> Answer:
            level = TierLevel.objects.filter(code=data["level"]).first()
            if level is None:
                raise NotFound(
                    "tier_unknown", _("There is no level “%(code)s”.") % {"code": data["level"]}, field="level"
                )
            told = data | {"level": level}
            services.give_level(customer=customer, actor=None, now=clock.now(), **told)
            return Answer(200, _plain(customer))

        return once(request, work)


class TakeLevelView(ApiView):
    scope = "tiers"
    serializer_class = TakenLevelSerializer

    @extend_schema(
        operation_id="customers_tier_take",
        request=TakenLevelSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=TierSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """End a level given by hand before its day, with a reason; what was earned counts again.

        Without one it is refused (`tier_not_given`): send an Idempotency-Key to hear the first answer again.
        """
        data = self.checked(request)
        customer = _customer(public_id)

        def work() -> Answer:
            services.take_level(customer=customer, actor=None, now=clock.now(), reason=data["reason"])
            return Answer(200, _plain(customer))

        return once(request, work)


def _customer(public_id: UUID) -> Customer:
    customer = Customer.objects.filter(public_id=public_id).first()
    if customer is None:
        raise Http404
    return customer


def _plain(customer: Customer) -> dict[str, Any]:
    found = showing.shown(customer, clock.now())
    if found is None:
        raise NotFound("tier_none", _("This customer is not a member, or there are no levels."))
    row = found.row
    answer: dict[str, Any] = TierSerializer(
        {
            "level": found.level,
            "since": row.since if row and found.level else None,
            "kept_to": found.kept_to,
            "given_level": row.manual_level.code if row and row.manual_level else None,
            "given_to": found.given_to,
            "keep": _goal(found.keep, found.keep_text),
            "rise": _goal(found.rise, found.rise_text),
            "not_counted": sorted(found.excluded),
            "benefits": found.benefits,
            "contact": found.contact,
        }
    ).data
    return dict(answer)


def _goal(goal: Goal | None, text: str) -> dict[str, Any] | None:
    if goal is None:
        return None
    return {
        "level": goal.level.code,
        "missing_spend": goal.missing.spend,
        "missing_units": goal.missing.units,
        "missing_purchases": goal.missing.purchases,
        "percent": goal.percent,
        "last_on": goal.last_on,
        "text": text,
    }
