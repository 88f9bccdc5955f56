"""Posted costs, to look up; bills by hand are entered on a page of their own (`loyalty.costs.bills`)."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.money import format_money
from customers.admin.base import ReadOnlyAdmin
from loyalty.models import Cost


@admin.register(Cost)
class CostAdmin(ReadOnlyAdmin):
    customers_at = ("customer",)
    list_display = ("key", "kind", "money", "customer", "occurred_on", "note")
    list_select_related = ("customer",)
    search_fields = ("key__exact", "customer__external_id__exact", "customer__email_key__exact")
    ordering = ("-id",)

    @admin.display(description=_("amount"), ordering="amount")
    def money(self, cost: Cost) -> str:
        return format_money(cost.amount)
