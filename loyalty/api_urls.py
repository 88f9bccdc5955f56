"""Addresses of loyalty below /api/v1/, and of recording sales (which answers what was earned)."""

from django.urls import path

from loyalty import api

urlpatterns = [
    path("purchases/", api.PurchasesView.as_view(), name="purchases"),
    path("purchases/<uuid:public_id>/returns/", api.ReturnsView.as_view(), name="returns"),
    path("accounts/", api.AccountsView.as_view(), name="accounts"),
    path("entries/", api.EntriesView.as_view(), name="entries"),
    path("customers/<uuid:public_id>/metrics/", api.CustomerMetricsView.as_view(), name="customer_metrics"),
    path("metrics/", api.ProgrammeMetricsView.as_view(), name="metrics"),
]
