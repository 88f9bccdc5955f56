"""The till in the admin: settings are configured, receipts to claim only read."""

from __future__ import annotations

from django.contrib import admin

from customers.admin.base import OneRowAdmin, ReadOnlyAdmin
from loyalty.models import ReceiptClaim, TillSettings


@admin.register(TillSettings)
class TillSettingsAdmin(OneRowAdmin):
    """Codes that are printed keep their day."""

    list_display = ("__str__", "claim_days", "is_joining_open", "joins_per_hour")


@admin.register(ReceiptClaim)
class ReceiptClaimAdmin(ReadOnlyAdmin):
    customers_at = ("purchase__customer", "claimed_by")
    list_display = ("purchase", "created_at", "valid_until", "claimed_at", "claimed_where")
    list_select_related = ("purchase",)
    ordering = ("-created_at",)
