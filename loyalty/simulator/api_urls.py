"""Addresses of the simulator below /api/v1/."""

from __future__ import annotations

from django.urls import path

from loyalty.simulator import api

urlpatterns = [
    path("earn-rules/", api.EarnRulesView.as_view(), name="earn_rules"),
    path("simulations/", api.SimulationsView.as_view(), name="simulations"),
    path("simulations/<int:pk>/", api.SimulationView.as_view(), name="simulation"),
]
