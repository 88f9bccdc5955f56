"""Addresses of sales below /api/v1/."""

from django.urls import path

from sales import api, productapi

urlpatterns = [
    path("brands/", productapi.BrandsView.as_view(), name="brands"),
    path("categories/", productapi.CategoriesView.as_view(), name="categories"),
    path("products/", productapi.ProductsView.as_view(), name="products"),
    path("products/<path:sku>/", productapi.ProductView.as_view(), name="product"),
    path("returns/", api.ReturnsView.as_view(), name="returns"),
    path("returns/<int:pk>/", api.ReturnView.as_view(), name="return"),
]
