"""Addresses of tiers below /api/v1/."""

from __future__ import annotations

from django.urls import path

from loyalty.tiers import api

urlpatterns = [
    path("tiers/", api.LevelsView.as_view(), name="tiers"),
    path("customers/<uuid:public_id>/tier/", api.TierView.as_view(), name="customer_tier"),
    path("customers/<uuid:public_id>/tier/take/", api.TakeLevelView.as_view(), name="customer_tier_take"),
]
