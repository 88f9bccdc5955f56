"""Addresses of this part, below /surveys/."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.figures import views

urlpatterns: list[URLPattern] = [
    path("figures/", views.dashboard, name="dashboard"),
    path("<uuid:public_id>/figures/", views.report, name="report"),
]
