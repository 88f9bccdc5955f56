"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.sla import views

urlpatterns: list[URLPattern] = [
    path("promises/today/", views.today, name="promises_today"),
    path("holidays/today/", views.holidays_today, name="holidays_today"),
    path("unclosed/", views.unclosed, name="unclosed"),
]
