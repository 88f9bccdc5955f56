"""The till in the admin: settings are configured, receipts to claim only read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from customers.admin.base import ReadOnlyAdmin
from loyalty.models import ReceiptClaim, TillSettings


@admin.register(TillSettings)
class TillSettingsAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """Codes that are printed keep their day."""

    list_display = ("__str__", "claim_days", "is_joining_open", "joins_per_hour")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(super().has_change_permission(request)) and not TillSettings.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: TillSettings | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: TillSettings, form: Any, change: Any) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(ReceiptClaim)
class ReceiptClaimAdmin(ReadOnlyAdmin):
    list_display = ("purchase", "created_at", "valid_until", "claimed_at", "claimed_where")
    list_select_related = ("purchase",)
    ordering = ("-created_at",)
