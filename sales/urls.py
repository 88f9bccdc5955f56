"""Pages of sales, below /sales/."""

from __future__ import annotations

from django.urls import URLPattern, path

from core.importing import addresses
from sales.imports.importer import IMPORTER
from sales.views import orders, panels, products, purchases, wishes

app_name = "sales"
urlpatterns: list[URLPattern] = [
    path("", purchases.purchase_list, name="purchases"),
    path("purchases/<uuid:public_id>/", purchases.purchase_detail, name="purchase"),
    path("purchases/<uuid:public_id>/return/", purchases.return_new, name="return_new"),
    path("purchases/<uuid:public_id>/edit/", orders.amend, name="amend"),
    path("purchases/<uuid:public_id>/fulfil/", orders.fulfil, name="fulfil"),
    path("purchases/<uuid:public_id>/cancel/", orders.cancel, name="cancel"),
    *addresses.patterns(IMPORTER, "import/"),
    path("products/", products.product_list, name="products"),
    path("products/new/", products.product_new, name="product_new"),
    path("products/<int:pk>/", products.product_detail, name="product"),
    path("products/<int:pk>/buyers/", products.product_buyers, name="product_buyers"),
    path("products/<int:pk>/edit/", products.product_edit, name="product_edit"),
    path("customers/<uuid:public_id>/purchases/", panels.customer_purchases, name="customer_purchases"),
    path("customers/<uuid:public_id>/waiting/", wishes.wish_new, name="wish_new"),
    path("customers/<uuid:public_id>/waiting/<int:pk>/back/", wishes.wish_back, name="wish_back"),
]
