"""Figures of complaints over the API: the management report without cases by and about staff."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.learning import figures
from complaints.learning.reading import EVERYTHING, Part
from complaints.learning.report import Report, telling
from complaints.models import Case
from core import clock
from core.api.fields import TextField
from core.api.views import ApiView
from core.errors import DomainError
from sales.models import Product, Store
from surveys.figures import scopes
from surveys.figures.scopes import Months

_PARAMETERS = [
    OpenApiParameter("first", str, description="First month, `2026-01`; with `last`."),
    OpenApiParameter("last", str, description="Last month; without both, the last twelve."),
    OpenApiParameter("store", str, description="Only of this store, by its code."),
    OpenApiParameter("product", str, description="Only of this product, by its number; not together with `store`."),
]
_KNOWN = {"first", "last", "store", "product"}


class ShareSerializer(serializers.Serializer[Any]):
    """Null of nothing; `low` and `high` are the ends of the 95 % interval."""

    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class PromiseSerializer(ShareSerializer):
    clock = TextField(help_text="`acknowledge`, `respond`, `next` or `resolve`.")


class DurationSerializer(serializers.Serializer[Any]):
    """In seconds, right to 2.2 %."""

    until = TextField(help_text="`ack`: acknowledged; `first`: answered by a person; `end`: resolved.")
    time = TextField(help_text="`calendar` or `working`.")
    cases = serializers.IntegerField()
    p50 = serializers.IntegerField()
    p80 = serializers.IntegerField()
    p95 = serializers.IntegerField()


class AgeSerializer(serializers.Serializer[Any]):
    open = serializers.IntegerField()
    overdue = serializers.IntegerField()


class AmendsSerializer(serializers.Serializer[Any]):
    cause = serializers.IntegerField(allow_null=True, help_text="Id of the root cause; null where none is known yet.")
    amends = serializers.IntegerField()
    cost = serializers.IntegerField(help_text="In the currency's smallest unit.")


class ComplaintMonthSerializer(serializers.Serializer[Any]):
    month = serializers.DateField(help_text="Its first day.")
    complaints = serializers.IntegerField()
    orders = serializers.IntegerField()
    per_thousand_orders = serializers.FloatField(allow_null=True)


class ComplaintFiguresSerializer(serializers.Serializer[Any]):
    """Of cases received in the period; merged ones, spam, and cases by and about staff do not count."""

    first = serializers.DateField()
    last = serializers.DateField()
    complaints = serializers.IntegerField()
    orders = serializers.IntegerField()
    per_thousand_orders = serializers.FloatField(allow_null=True)
    durations = DurationSerializer(many=True)
    promises = PromiseSerializer(many=True)
    reopened = ShareSerializer()
    recovered = ShareSerializer(help_text="Bought again within 90 days after the end.")
    revenue_kept = serializers.IntegerField(help_text="In the currency's smallest unit.")
    open_by_age = AgeSerializer(many=True, help_text="At this moment: up to 1, 7, 30, 90 days, and older.")
    capture = ShareSerializer(allow_null=True, help_text="Null of a store or product, and before the first night.")
    amends_by_cause = AmendsSerializer(
        many=True, help_text="Granted in the period and not taken back, the dearest first; empty of a store or product."
    )
    months = ComplaintMonthSerializer(many=True)


class ComplaintFiguresView(ApiView):
    scope = "complaints"
    serializer_class = ComplaintFiguresSerializer

    def get_queryset(self) -> QuerySet[Case]:
        return Case.objects.all()

    @extend_schema(operation_id="complaint_figures_retrieve", parameters=_PARAMETERS)
    def get(self, request: Request) -> Response:
        """Volume, durations, promises kept, and who came back, for whole months."""
        months, part = _asked(request)
        report = Report(part, months, clock.now(), confidential=False)
        told = {"first": months.first, "last": months.last_day, "months": _months(report), **telling(report)}
        return Response(ComplaintFiguresSerializer(told).data)


def _months(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "month": month, "complaints": figures.volume(marks), "orders": report.orders.get(month, 0),
            "per_thousand_orders": figures.per_thousand(figures.volume(marks), report.orders.get(month, 0)),
        }
        for month, marks in report.trend.items()
    ]  # fmt: skip


def _asked(request: Request) -> tuple[Months, Part]:
    for name, value in request.query_params.items():
        if name not in _KNOWN or not value:
            raise DomainError("parameter_unknown", _("There is no parameter %(name)s.") % {"name": name[:40]})
    first, last = (_month(request, name) for name in ("first", "last"))
    if (first is None) != (last is None) or (first and last and first > last):
        raise DomainError("period_invalid", _("Say the first and the last month, please."), field="first")
    if first is None or last is None:
        return scopes.trailing(clock.today(), 12), _part(request)
    months = Months(first, scopes.add_months(last, 1))
    if months.count > scopes.LONGEST_MONTHS:
        raise DomainError("period_invalid", _("The period is too long."), field="first")
    return months, _part(request)


def _month(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError as error:
        raise DomainError("parameter_invalid", _("Write a month, please: 2026-01."), field=name) from error


def _part(request: Request) -> Part:
    store, product = (request.query_params.get(name) for name in ("store", "product"))
    if store and product:
        raise DomainError("parameter_invalid", _("Either a store or a product, please."), field="product")
    if store:
        return Part("store", str(_known(Store.objects.filter(code=store), "store")))
    if product:
        return Part("product", str(_known(Product.objects.filter(sku=product), "product")))
    return EVERYTHING


def _known(rows: QuerySet[Any], name: str) -> int:
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise DomainError("parameter_invalid", _("There is none of this name."), field=name)
    return int(found)
