"""The simulator's pages."""

from __future__ import annotations

from django.urls import path

from loyalty.simulator import views

urlpatterns = [
    path("simulations/rule/<int:pk>/", views.rule_simulation, name="rule_simulation"),
    path("simulations/rule/<int:pk>/start/", views.start, name="start_simulation"),
    path("simulations/<int:pk>/", views.simulation, name="simulation"),
]
