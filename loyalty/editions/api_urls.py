"""Addresses of limited editions and claims below /api/v1/."""

from django.urls import path

from loyalty.editions import api

urlpatterns = [
    path("editions/", api.EditionsView.as_view(), name="editions"),
    path("claims/", api.ClaimsView.as_view(), name="claims"),
    path("claims/<uuid:public_id>/", api.ClaimView.as_view(), name="claim"),
    path("claims/<uuid:public_id>/pay/", api.PayClaimView.as_view(), name="claim_pay"),
    path("claims/<uuid:public_id>/cancel/", api.CancelClaimView.as_view(), name="claim_cancel"),
]
