"""Addresses of households below /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.households import api

urlpatterns: list[URLPattern] = [
    path("households/", api.HouseholdsView.as_view(), name="households"),
    path("households/<uuid:public_id>/", api.HouseholdView.as_view(), name="household"),
    path("households/<uuid:public_id>/members/", api.HouseholdMembersView.as_view(), name="household_members"),
    path(
        "households/<uuid:public_id>/members/<uuid:customer_id>/",
        api.HouseholdMemberView.as_view(),
        name="household_member",
    ),
]
