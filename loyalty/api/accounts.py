"""Accounts and the movements of the ledger."""

from __future__ import annotations

import django_filters
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, InstantFilter
from core.api.views import ApiView
from loyalty.api.units import UnitsField, plain_units
from loyalty.models import Account, Entry, Lot, LoyaltyCurrency


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
