"""In Settings: the control group of the whole programme."""

from __future__ import annotations

from django.contrib import admin

from campaigns.models import CampaignSettings
from customers.admin.base import OneRowAdmin


@admin.register(CampaignSettings)
class CampaignSettingsAdmin(OneRowAdmin):
    """Campaigns that have started keep the control group that they were started with."""

    list_display = ("__str__", "control_percent")
