"""Posted costs, to look up: nobody writes them by hand."""

from __future__ import annotations

from django.contrib import admin

from customers.admin.base import ReadOnlyAdmin
from loyalty.models import Cost


@admin.register(Cost)
class CostAdmin(ReadOnlyAdmin):
    list_display = ("key", "kind", "amount", "customer", "occurred_on", "note")
    list_select_related = ("customer",)
    search_fields = ("key__exact", "customer__external_id__exact", "customer__email_key__exact")
    ordering = ("-id",)
