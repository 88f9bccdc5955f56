"""Addresses of this part for staff, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.doors import staffviews

urlpatterns: list[URLPattern] = [
    path("doors/", staffviews.doors, name="doors"),
    path("doors/poster/", staffviews.poster, name="poster"),
    path("help/", staffviews.help_report, name="help_report"),
]
