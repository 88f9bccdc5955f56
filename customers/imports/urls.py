"""Addresses of the import, within those of the app."""

from __future__ import annotations

from django.urls import path

from customers.imports import views

urlpatterns = [
    path("", views.upload, name="import"),
    path("<int:pk>/rejected/", views.rejected, name="import_rejected"),
    path("<slug:token>/columns/", views.map_columns, name="import_map"),
    path("<slug:token>/preview/", views.preview, name="import_preview"),
]
