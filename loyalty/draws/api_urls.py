"""Addresses of draws below /api/v1/."""

from django.urls import path

from loyalty.draws import api

urlpatterns = [
    path("draws/", api.DrawsView.as_view(), name="draws"),
    path("draws/<uuid:public_id>/", api.DrawView.as_view(), name="draw"),
    path("draws/<uuid:public_id>/entries/", api.EntriesView.as_view(), name="draw_entries"),
    path("draws/<uuid:public_id>/entries/withdraw/", api.WithdrawView.as_view(), name="draw_withdraw"),
    path("draws/<uuid:public_id>/winners/", api.WinnersView.as_view(), name="draw_winners"),
    path("draws/<uuid:public_id>/claim/", api.PrizeClaimView.as_view(), name="draw_prize_claim"),
]
