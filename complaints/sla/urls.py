"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.sla import views

urlpatterns: list[URLPattern] = [
    path("promises/today/", views.today, name="promises_today"),
    path("unclosed/", views.unclosed, name="unclosed"),
]
