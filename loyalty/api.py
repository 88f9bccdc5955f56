"""Loyalty over the API: recording sales with what they earn, accounts, entries, figures.

Units are decimal strings like amounts: points `"120"`, cashback `"12.50"`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import InstantField, InstantFilter, MoneyField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import DomainError, NotFound
from customers.models import Customer
from loyalty.models import Account, CustomerMetrics, Entry, Lot, LoyaltyCurrency, ProgrammeSnapshot
from loyalty.receipts import Outcome, outcome_of
from sales import api as sales_api
from sales.drafts import ReturnDraft, ReturnLineDraft
from sales.models import Purchase, Return
from sales.services import record_purchase, record_return


def plain_units(units: int, currency: str) -> str:
    """Points are whole; cashback is money."""
    return money.format_plain(units) if currency == LoyaltyCurrency.CASHBACK else str(units)


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "example": "120"})
class UnitsField(serializers.Field[int, Any, str, Any]):
    """Units of the row's own currency; takes the whole row (`source="*"`) to know which."""

    def __init__(self, attribute: str, **options: Any) -> None:
        self.attribute = attribute
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Any) -> str:
        return plain_units(getattr(value, self.attribute), value.currency)


# --- Recording ----------------------------------------------------------------------------


class BalanceSerializer(serializers.Serializer[Any]):
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    earned = UnitsField("earned", help_text="By this purchase, less what its returns took back.")
    explanation = serializers.CharField()
    available = UnitsField("available", help_text="Can be spent now.")
    balance = UnitsField("balance", help_text="Available and pending together.")
    debt = UnitsField("debt")


class OutcomeSerializer(serializers.Serializer[Any]):
    public_id = serializers.UUIDField()
    is_new = serializers.BooleanField(help_text="False when exactly this was recorded before.")
    source = serializers.CharField()  # type: ignore[assignment]  # a field of the row
    number = serializers.CharField()
    customer = serializers.UUIDField(allow_null=True)
    amount = MoneyField()
    accounts = BalanceSerializer(many=True)


class ReturnOutcomeSerializer(serializers.Serializer[Any]):
    purchase = serializers.UUIDField()
    is_new = serializers.BooleanField(help_text="False when exactly this was recorded before.")
    source = serializers.CharField()  # type: ignore[assignment]  # a field of the row
    number = serializers.CharField()
    amount = MoneyField(help_text="Paid back.")
    accounts = BalanceSerializer(many=True)


class PurchasesView(ApiView):
    scope = "purchases"
    ordering = ("-occurred_at", "-id")
    filterset_class = sales_api.PurchaseFilter

    def get_queryset(self) -> QuerySet[Purchase]:
        return sales_api.purchases_with_lines()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return sales_api.NewPurchaseSerializer if self.request.method == "POST" else sales_api.PurchaseSerializer

    @extend_schema(operation_id="purchases_list", responses=sales_api.PurchaseSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List purchases, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="purchases_create",
        request=sales_api.NewPurchaseSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            201: OutcomeSerializer,
            200: OpenApiResponse(OutcomeSerializer, "Recorded before; nothing was done."),
        },
    )
    def post(self, request: Request) -> Response:
        """Record a purchase; its units are earned in the same transaction.

        Sending the same receipt (source, number) again answers 200 and changes nothing; other
        content under the same number is refused.
        """
        draft = sales_api.draft_from(self.checked(request))
        return once(request, lambda: _record(draft))


def _record(draft: Any) -> Answer:
    now = clock.now()
    purchase = record_purchase(draft=draft, now=now)
    outcome = outcome_of(customer=purchase.customer_id, purchase=purchase.pk, now=now)
    body = {
        "public_id": str(purchase.public_id),
        "is_new": purchase.is_new,
        "source": purchase.source,
        "number": purchase.number,
        "customer": outcome.customer and str(outcome.customer),
        "amount": money.format_plain(purchase.amount),
        "accounts": _balances(outcome),
    }
    return Answer(201 if purchase.is_new else 200, body)


def _balances(outcome: Outcome) -> list[dict[str, str]]:
    return [
        {
            "currency": row.currency,
            "earned": plain_units(row.earned, row.currency),
            "explanation": row.explanation,
            "available": plain_units(row.available, row.currency),
            "balance": plain_units(row.balance, row.currency),
            "debt": plain_units(row.debt, row.currency),
        }
        for row in outcome.balances
    ]


class ReturnsView(ApiView):
    scope = "purchases"
    serializer_class = sales_api.NewReturnSerializer
    queryset = Purchase.objects.only("id", "public_id", "customer_id")

    @extend_schema(
        operation_id="returns_create",
        request=sales_api.NewReturnSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            201: ReturnOutcomeSerializer,
            200: OpenApiResponse(ReturnOutcomeSerializer, "Recorded before; nothing was done."),
        },
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Bring back lines of a purchase, or all that is left; units go back by what they were granted for."""
        data = self.checked(request)
        purchase: Purchase = self.found(public_id=public_id)
        return once(request, lambda: _bring_back(purchase, dict(data)))


def _bring_back(purchase: Purchase, data: dict[str, Any]) -> Answer:
    now = clock.now()
    lines = _return_lines(purchase, data.pop("lines", []))
    done: Return = record_return(draft=ReturnDraft(purchase=purchase.pk, lines=lines, **data), now=now)
    outcome = outcome_of(customer=purchase.customer_id, purchase=purchase.pk, now=now)
    body = {
        "purchase": str(purchase.public_id),
        "is_new": done.is_new,
        "source": done.source,
        "number": done.number,
        "amount": money.format_plain(done.amount),
        "accounts": _balances(outcome),
    }
    return Answer(201 if done.is_new else 200, body)


def _return_lines(purchase: Purchase, told: list[dict[str, Any]]) -> list[ReturnLineDraft]:
    """Positions, as the till knows them, become the ids of lines."""
    ids = dict(purchase.lines.values_list("position", "id")) if told else {}
    for number, line in enumerate(told):
        if line["position"] not in ids:
            message = _("The purchase has no line %(position)d.") % {"position": line["position"]}
            raise DomainError("line_unknown", message, field=f"lines.{number}.position")
    return [ReturnLineDraft(ids[line["position"]], line["quantity"], line.get("amount")) for line in told]


# --- Accounts and entries -----------------------------------------------------------------


class AccountSerializer(serializers.Serializer[Account]):
    customer = serializers.UUIDField(source="customer.public_id")
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    available = UnitsField("available", help_text="Can be spent now.")
    balance = UnitsField("balance", help_text="Available and pending together.")
    debt = UnitsField("debt")
    opened_at = InstantField()


class AccountFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    currency = django_filters.ChoiceFilter(choices=LoyaltyCurrency.choices)

    class Meta:
        model = Account
        fields: tuple[str, ...] = ()


class AccountsView(ApiView):
    scope = "accounts"
    ordering = ("id",)
    serializer_class = AccountSerializer
    filterset_class = AccountFilter

    def get_queryset(self) -> QuerySet[Account]:
        now = clock.now()
        spendable = Lot.objects.filter(account=OuterRef("pk"), remaining__gt=0, available_at__lte=now).filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now)
        )
        total = spendable.order_by().values("account").annotate(total=Sum("remaining")).values("total")
        return Account.objects.select_related("customer").annotate(available=Coalesce(Subquery(total), Value(0)))

    @extend_schema(operation_id="accounts_list", responses=AccountSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List accounts with what can be spent now."""
        return self.listed(request)


class EntrySerializer(serializers.Serializer[Entry]):
    id = serializers.IntegerField()
    customer = serializers.UUIDField(source="account.customer.public_id")
    currency = serializers.ChoiceField(source="account.currency", choices=LoyaltyCurrency.choices)
    kind = serializers.ChoiceField(choices=Entry.Kind.choices)
    units = serializers.SerializerMethodField()
    debt_units = serializers.SerializerMethodField()
    purchase = serializers.UUIDField(source="purchase.public_id", allow_null=True)
    occurred_at = InstantField()
    booked_at = InstantField()
    explanation = serializers.CharField()
    reason = serializers.CharField()

    @extend_schema_field(UnitsField("units"))
    def get_units(self, entry: Entry) -> str:
        return plain_units(entry.units, entry.account.currency)

    @extend_schema_field(UnitsField("debt_units"))
    def get_debt_units(self, entry: Entry) -> str:
        return plain_units(entry.debt_units, entry.account.currency)


class EntryFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="account__customer__public_id")
    currency = django_filters.ChoiceFilter(field_name="account__currency", choices=LoyaltyCurrency.choices)
    kind = django_filters.ChoiceFilter(choices=Entry.Kind.choices)
    purchase = django_filters.UUIDFilter(field_name="purchase__public_id")
    occurred_from = InstantFilter(field_name="occurred_at", lookup_expr="gte")
    occurred_until = InstantFilter(field_name="occurred_at", lookup_expr="lt")

    class Meta:
        model = Entry
        fields: tuple[str, ...] = ()


class EntriesView(ApiView):
    scope = "accounts"
    serializer_class = EntrySerializer
    filterset_class = EntryFilter
    queryset = Entry.objects.select_related("account__customer", "purchase")

    @extend_schema(operation_id="entries_list", responses=EntrySerializer(many=True))
    def get(self, request: Request) -> Response:
        """List movements of the ledger, the last booked first."""
        return self.listed(request)


# --- Figures ------------------------------------------------------------------------------


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


class ProgrammeMetricsSerializer(serializers.Serializer[ProgrammeSnapshot]):
    as_of = serializers.DateField(source="day")
    figures = serializers.DictField(help_text="As `manage.py metrics` prints them.")


class SnapshotFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    until = django_filters.DateFilter(
        field_name="day", lookup_expr="lte", help_text="The last snapshot up to this day."
    )

    class Meta:
        model = ProgrammeSnapshot
        fields: tuple[str, ...] = ()


class ProgrammeMetricsView(ApiView):
    scope = "metrics"
    serializer_class = ProgrammeMetricsSerializer
    filterset_class = SnapshotFilter
    ordering = ("-day",)
    queryset = ProgrammeSnapshot.objects.all()

    @extend_schema(operation_id="metrics_list", responses=ProgrammeMetricsSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The programme's daily figures, the latest day first."""
        return self.listed(request)
