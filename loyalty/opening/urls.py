"""Addresses of the import, below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.opening import views

urlpatterns: list[URLPattern] = [
    path("balances/import/", views.upload, name="import"),
    path("balances/import/<int:pk>/rejected/", views.rejected, name="import_rejected"),
    path("balances/import/<slug:token>/columns/", views.map_columns, name="import_map"),
    path("balances/import/<slug:token>/preview/", views.preview, name="import_preview"),
]
