"""In Settings: the control group of the whole programme."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from campaigns.models import CampaignSettings


@admin.register(CampaignSettings)
class CampaignSettingsAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """Campaigns that have started keep the control group that they were started with."""

    list_display = ("__str__", "control_percent")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(super().has_change_permission(request)) and not CampaignSettings.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: CampaignSettings | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: CampaignSettings, form: Any, change: Any) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)
