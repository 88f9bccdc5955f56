"""Reports of prices over the API: whether equals paid equal prices, and reductions beside the lowest price before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import MoneyField, QuantityField, TextField
from core.api.views import ApiView
from core.errors import DomainError
from loyalty.pricing import book, history, reading, reports
from loyalty.pricing.arithmetic import quantity_text
from loyalty.pricing.lookupapi import AskingView, ReductionSerializer, reduction_plain
from sales.models import Product

DAYS = 30
LONGEST = 366
CAUSES = ("changed", "staff", "promotion", "unexplained")


class PeriodSerializer(serializers.Serializer[Any]):
    first = serializers.DateField(required=False, help_text="First business day; left out: 30 days up to the last.")
    last = serializers.DateField(required=False, help_text="Last business day, included; left out: today.")


class DifferenceSerializer(serializers.Serializer[Any]):
    """Sales of one product on one day to customers of equal criteria, who did not all pay the same."""

    day = serializers.DateField()
    sku = TextField()
    name = TextField()
    quantity = QuantityField(help_text="Of each of these lines.")
    sales = serializers.IntegerField()
    lowest = MoneyField()
    highest = MoneyField()
    cause = serializers.ChoiceField(choices=CAUSES)
    cheapest = serializers.UUIDField(help_text="The quote of the lowest amount: `GET /quotes/{public_id}/`.")
    dearest = serializers.UUIDField(help_text="The quote of the highest amount.")


class EqualPricesSerializer(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()
    sales = serializers.IntegerField(help_text="With a quote.")
    compared = serializers.IntegerField(help_text="Groups of more than one line with everything equal.")
    equal = serializers.IntegerField(help_text="Of these, those that all paid the same.")
    different = serializers.IntegerField()
    unexplained = serializers.IntegerField(help_text="Of the different, those that nothing published explains.")
    without_quote = serializers.IntegerField(help_text="Sales without a quote: nothing says what they were promised.")
    differences = DifferenceSerializer(many=True)


class EqualPricesView(AskingView):
    scope = "prices"
    serializer_class = EqualPricesSerializer
    query_serializer = PeriodSerializer

    @extend_schema(operation_id="equal_prices", parameters=[PeriodSerializer], responses=EqualPricesSerializer)
    def get(self, request: Request) -> Response:
        """Whether equal criteria paid equal prices, with the cause of each difference: at most 500, the unexplained first.

        Up to 366 days.
        """  # noqa: E501  # one line of the schema
        first, last = _period(self.question(request))
        found = reports.equality(start=first, end=last + timedelta(days=1))
        counts = {name: getattr(found, name) for name in _COUNTS}
        differences = [_difference(row) for row in found.differences]
        return Response({"first": first.isoformat(), "last": last.isoformat(), **counts, "differences": differences})


_COUNTS = ("sales", "compared", "equal", "different", "unexplained", "without_quote")


def _period(asked: dict[str, Any]) -> tuple[date, date]:
    last: date = asked.get("last") or clock.today()
    if not 1900 <= last.year <= 2200:
        raise DomainError("day_invalid", _("Write a day such as “2026-05-01”."), field="last")
    first: date = asked.get("first") or last - timedelta(days=DAYS - 1)
    if first > last:
        raise DomainError("period_invalid", _("The period begins after its end."), field="first")
    if last - first >= timedelta(days=LONGEST):
        raise DomainError("period_too_long", _("At most %(n)d days, please.") % {"n": LONGEST}, field="first")
    return first, last


def _difference(row: reports.Difference) -> dict[str, Any]:
    return {
        "day": row.day.isoformat(), "sku": row.sku, "name": row.name, "quantity": quantity_text(row.quantity),
        "sales": row.sales, "lowest": money.format_plain(row.lowest), "highest": money.format_plain(row.highest),
        "cause": row.cause, "cheapest": str(row.cheap), "dearest": str(row.dear),
    }  # fmt: skip


# --- Announced reductions ---------------------------------------------------------------------


class AnnouncedSerializer(ReductionSerializer):
    sku = TextField()
    name = TextField()
    before = MoneyField(allow_null=True, help_text="What it cost just before; null: not known.")
    is_honest = serializers.BooleanField(help_text="Whether it is below the lowest price of the days before.")


class AnnouncedFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    channel = django_filters.CharFilter(
        method="as_it_is", max_length=20, help_text="Code: prices of this channel; left out: of none in particular."
    )

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()

    def as_it_is(self, rows: QuerySet[Product], _name: str, _value: str) -> QuerySet[Product]:
        """Every product may cost something else in a channel: it is asked for when the prices are."""
        return rows


class ReductionsView(ApiView):
    scope = "prices"
    serializer_class = AnnouncedSerializer
    filterset_class = AnnouncedFilter
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.filter(state=Product.State.ACTIVE).select_related("category")

    @extend_schema(operation_id="reductions_list", responses=AnnouncedSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Announced reductions of today, each beside the lowest price of the days before it.

        A page may have fewer rows than asked for, or none, before the last: go on as long as there is a `next`.
        """
        self._refuse_unknown_parameters(request)
        now = clock.now()
        candidates = self.get_queryset().filter(history.candidates(now)).distinct()
        products = self.paginate_queryset(self.filter_queryset(candidates)) or []
        channel = reading.find_channel(request.query_params.get("channel"))
        days = book.current().lowest_price_days
        found = history.reductions(products, days=days, now=now, channel=channel)
        rows = [_announced(product, told) for product in products if (told := found[product.pk])]
        return self.get_paginated_response(rows)


def _announced(product: Product, found: history.Reduction) -> dict[str, Any]:
    before = None if found.before is None else money.format_plain(found.before)
    told = {"sku": product.sku, "name": product.name, "before": before, "is_honest": found.is_honest}
    return told | reduction_plain(found)
