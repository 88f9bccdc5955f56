"""Addresses of rewards below /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.rewards import api

urlpatterns: list[URLPattern] = [
    path("rewards/", api.RewardsView.as_view(), name="rewards"),
    path("customers/<uuid:public_id>/rewards/", api.OffersView.as_view(), name="customer_rewards"),
    path("charities/", api.CharitiesView.as_view(), name="charities"),
    path("donations/", api.DonationsView.as_view(), name="donations"),
    path("redemptions/", api.RedemptionsView.as_view(), name="redemptions"),
    path("redemptions/<uuid:public_id>/", api.RedemptionView.as_view(), name="redemption"),
    path("redemptions/<uuid:public_id>/fulfil/", api.FulfilRedemptionView.as_view(), name="redemption_fulfil"),
    path("redemptions/<uuid:public_id>/cancel/", api.CancelRedemptionView.as_view(), name="redemption_cancel"),
    path("redemptions/<uuid:public_id>/revoke/", api.RevokeRedemptionView.as_view(), name="redemption_revoke"),
]
