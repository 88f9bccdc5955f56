"""What codes brought and what partners are owed, over the API: the figures of the pages, page by page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import InstantFilter, MoneyField, TextField, read_instant
from core.api.paging import CursorPagination, invalid_cursor
from core.api.views import ApiView
from core.errors import DomainError
from loyalty.models import Partner, Referral, ReferralCode
from loyalty.referrals import reports, settling

DAYS = 365


class CodeReportSerializer(serializers.Serializer[Any]):
    code = TextField()
    label = TextField(help_text="Of the campaign.")  # type: ignore[assignment]  # a field of the row
    partner = TextField(help_text="Empty: a member's own code.")
    referrer = serializers.UUIDField(allow_null=True, help_text="The member whose code it is.")
    friends = serializers.IntegerField(help_text="Who joined by it and counts.")
    refused = serializers.IntegerField(help_text="Who joined by it and does not count.")
    buyers = serializers.IntegerField(help_text="Of the friends, those who bought.")
    revenue = MoneyField(help_text="Net revenue of these friends to date.")
    cost = TextField(help_text="Rewards of both sides, coupons that were used and fees, in money.")
    fees = MoneyField(help_text="Of the cost, what a partner gets in money.")
    predicted_clv = MoneyField(allow_null=True, help_text="Mean predicted value of those who bought.")


class CodeReportFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    joined_from = InstantFilter(
        method="with_friends", help_text="Of friends who joined since; without it the last 365 days."
    )
    partner = django_filters.NumberFilter(field_name="partner_id", min_value=1, max_value=2**62)

    class Meta:
        model = ReferralCode
        fields: tuple[str, ...] = ()

    def with_friends(self, rows: QuerySet[ReferralCode], _name: str, value: datetime) -> QuerySet[ReferralCode]:
        return rows.filter(_brought_somebody(value))


def _brought_somebody(since: datetime) -> Exists:
    return Exists(Referral.objects.filter(code=OuterRef("pk"), joined_at__gte=since))


class CodeReportView(ApiView):
    scope = "metrics"
    serializer_class = CodeReportSerializer
    filterset_class = CodeReportFilter
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[ReferralCode]:
        return ReferralCode.objects.all()

    @extend_schema(operation_id="referral_reports_list", responses=CodeReportSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What each code brought: friends, revenue, cost, and what these customers are worth over their time."""
        self._refuse_unknown_parameters(request)
        rows = self.filter_queryset(self.get_queryset())
        since = read_instant(request.query_params.get("joined_from"))
        if since is None:
            since = clock.now() - timedelta(days=DAYS)
            rows = rows.filter(_brought_somebody(since))
        codes = self.paginate_queryset(rows) or []
        told = {line.code: line for line in reports.brought(since, codes=[code.pk for code in codes])}
        return self.get_paginated_response([_line(told[code.code]) for code in codes if code.code in told])


def _line(line: reports.Line) -> dict[str, Any]:
    clv = None if line.clv is None else money.format_plain(money.round_minor(Decimal(line.clv)))
    return {
        "code": line.code, "label": line.label, "partner": line.partner, "referrer": line.referrer_id,
        "friends": line.friends, "refused": line.refused, "buyers": line.buyers,
        "revenue": money.format_plain(line.revenue), "cost": money.format_plain(line.cost),
        "fees": money.format_plain(line.fees), "predicted_clv": clv,
    }  # fmt: skip


# --- Settlement with a partner ---------------------------------------------------------------


class PartnerSerializer(serializers.Serializer[Partner]):
    id = serializers.IntegerField()
    name = TextField()
    kind = serializers.ChoiceField(choices=Partner.Kind.choices)
    is_active = serializers.BooleanField()


class PartnersView(ApiView):
    scope = "referrals"
    serializer_class = PartnerSerializer
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Partner]:
        return Partner.objects.all()

    @extend_schema(operation_id="partners_list", responses=PartnerSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the partners whose codes and offers there are."""
        return self.listed(request)


class SettledSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["offer", "reward", "fee", "fee_back"])
    code = TextField()
    title = TextField(help_text="Of the offer or reward; empty for fees.")
    begun_on = serializers.DateField(help_text="Claimed, redeemed, or joined.")
    settled_on = serializers.DateField(help_text="Used, handed over, counted, or taken back.")
    amount = TextField(help_text="What we owe for it; below zero what the partner owes.")


class SettlementSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last one.")
    count = serializers.IntegerField(help_text="Lines of the whole period.")
    total = TextField(help_text="Of the whole period.")
    results = SettledSerializer(many=True)


_DAY = {"type": "string", "format": "date"}
_PERIOD = [
    OpenApiParameter("first", _DAY, required=True, description="First business day."),
    OpenApiParameter("last", _DAY, required=True, description="Last business day, included."),
    OpenApiParameter("cursor", {"type": "string"}, description="Where to go on: from the `next` of the page before."),
    OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
]


class SettlementView(ApiView):
    scope = "referrals"
    serializer_class = SettlementSerializer

    def get_queryset(self) -> QuerySet[Partner]:
        return Partner.objects.all()

    @extend_schema(operation_id="partners_settlement", parameters=_PERIOD, responses=SettlementSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """What is owed to a partner for a period, line by line in the order of time, with the sum of all."""
        partner: Partner = self.found(pk=pk)
        period = _period(request)
        paginator = CursorPagination()
        lines = paginator.paginate_rows(
            request, lambda after, limit: settling.page(partner, period, _after(after), limit), settling.key_of
        )
        sums = settling.sums(partner, period)
        answer = paginator.get_paginated_response([_settled(line) for line in lines])
        answer.data = {"next": answer.data["next"], "count": sums.lines, "total": money.format_plain(sums.amount),
                       "results": answer.data["results"]}  # fmt: skip
        return answer


def _settled(line: settling.Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "code": line.code,
        "title": line.title,
        "begun_on": clock.business_day(line.begun_at).isoformat(),
        "settled_on": clock.business_day(line.settled_at).isoformat(),
        "amount": money.format_plain(line.amount),
    }


def _after(told: list[Any] | None) -> settling.Key | None:
    """The cursor as the statement takes it; made elsewhere, it is refused."""
    if told is None:
        return None
    match told:
        case [str() as text, str() as kind, int() as pk] if at := read_instant(text):
            return at, kind, pk
    raise invalid_cursor()


def _period(request: Request) -> settling.Period:
    for name, value in request.query_params.items():
        if not value:
            raise DomainError("parameter_empty", _("This parameter has no value."), field=name[:40])
        if name not in {"first", "last", "cursor", "page_size"}:
            message = _("There is no parameter %(name)s.") % {"name": name[:40]}
            raise DomainError("parameter_unknown", message, field=name[:40])
    first, last = (_day(request, name) for name in ("first", "last"))
    if first > last:
        raise DomainError("period_invalid", _("The period begins after its end."), field="first")
    return settling.Period(first, last)


def _day(request: Request, name: str) -> date:
    text = request.query_params.get(name, "")
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-05-01") else None
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        raise DomainError("day_invalid", _("Write a day such as “2026-05-01”."), field=name)
    return day
