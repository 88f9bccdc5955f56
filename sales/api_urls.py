"""Addresses of sales below /api/v1/."""

from django.urls import path

from sales import api

urlpatterns = [
    path("products/", api.ProductsView.as_view(), name="products"),
    path("products/<path:sku>/", api.ProductView.as_view(), name="product"),
    path("returns/", api.ReturnsView.as_view(), name="returns"),
    path("returns/<int:pk>/", api.ReturnView.as_view(), name="return"),
]
