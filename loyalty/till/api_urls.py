"""Addresses of the till below /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.till import api

urlpatterns: list[URLPattern] = [
    path("purchases/batch/", api.BatchView.as_view(), name="purchases_batch"),
    path("purchases/<uuid:public_id>/claim-code/", api.ClaimCodeView.as_view(), name="claim_code"),
    path("receipt-claims/", api.ClaimsView.as_view(), name="receipt_claims"),
    path("till/customers/", api.TillCustomersView.as_view(), name="till_customers"),
]
