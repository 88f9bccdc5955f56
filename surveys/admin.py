"""In Settings: how often anybody is asked, and what a low score leads to."""

from __future__ import annotations

from django.contrib import admin

from customers.admin.base import OneRowAdmin
from surveys.models import SurveySettings


@admin.register(SurveySettings)
class SurveySettingsAdmin(OneRowAdmin):
    """Surveys that are open go by what is set now."""

    list_display = ("__str__", "gap_days", "loop_days", "alert_at")
