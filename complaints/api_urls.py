"""Addresses of complaints below /api/v1/."""

from django.urls import path

from complaints.incidents.api import SignView

urlpatterns = [
    path("customers/<uuid:public_id>/signs/<slug:kind>/", SignView.as_view(), name="customer_sign"),
]
