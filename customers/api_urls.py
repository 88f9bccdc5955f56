"""Addresses of customers below /api/v1/."""

from django.urls import path

from customers import api

urlpatterns = [
    path("customers/", api.CustomersView.as_view(), name="customers"),
    path("customers/<uuid:public_id>/", api.CustomerView.as_view(), name="customer"),
]
