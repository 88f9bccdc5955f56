"""Pages of prices below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.pricing import configviews, gridviews, publicviews, reportviews, views

urlpatterns: list[URLPattern] = [
    path("prices/", views.price_lists, name="price_lists"),
    path("prices/products/", gridviews.product_prices, name="product_prices"),
    path("prices/products/<int:pk>/", gridviews.product_audiences, name="product_audiences"),
    path("prices/check/", views.check, name="price_check"),
    path("prices/reductions/", reportviews.reductions, name="price_reductions"),
    path("prices/equal/", reportviews.equal_prices, name="equal_prices"),
    path("prices/<int:pk>/import/", configviews.rows_import, name="price_rows_import"),
    path("prices/<int:pk>/import/<slug:token>/preview/", configviews.rows_preview, name="price_rows_preview"),
    path("prices/<int:pk>/import/<str:name>/", configviews.rows_rejected, name="price_rows_rejected"),
    path("prices/<int:pk>/rows/", configviews.rows_export, name="price_rows_export"),
    path("prices/promotions/<int:pk>/codes/", configviews.coupon_batch, name="coupon_batch"),
    path("prices/promotions/", views.promotion_list, name="promotions"),
    path("prices/quotes/", views.quote_list, name="quotes"),
    path("prices/quotes/<uuid:public_id>/", views.quote_detail, name="quote"),
    path("price-criteria/", publicviews.criteria_page, name="price_criteria"),
    path("q/<str:token>/", views.public_quote, name="public_quote"),
    path("purchases/<uuid:public_id>/prices/", views.purchase_prices, name="purchase_prices"),
    path("purchases/<uuid:public_id>/requote/", views.requote, name="requote"),
]
