"""The ledger in the admin: to be looked at. Nothing there is added, changed or deleted by hand."""

from __future__ import annotations

from django.contrib import admin

from customers.admin.base import ReadOnlyAdmin
from loyalty.models import Account, Entry


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    customers_at = ("customer",)
    list_display = ("customer", "currency", "balance", "debt", "active_at")
    list_select_related = ("customer",)
    search_fields = ("customer__external_id__exact", "customer__email_key__exact")
    ordering = ("-id",)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    customers_at = ("account__customer",)
    list_display = ("event_key", "account", "kind", "units", "occurred_at", "explanation")
    list_select_related = ("account",)
    search_fields = ("event_key__exact",)
    ordering = ("-id",)
