"""Addresses of this part, below /surveys/."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.loop import views

urlpatterns: list[URLPattern] = [
    path("low-scores/", views.loop_list, name="loop"),
    path("low-scores/today/", views.alerts, name="alerts"),
    path("answers/<uuid:public_id>/", views.response, name="response"),
    path("customers/<uuid:public_id>/", views.customer_panel, name="customer"),
]
