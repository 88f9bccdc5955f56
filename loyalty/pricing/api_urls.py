"""Addresses of pricing below /api/v1/."""

from django.urls import path

from loyalty.pricing import api, requoting

urlpatterns = [
    path("purchases/<uuid:public_id>/requote/", requoting.RequoteView.as_view(), name="requote"),
    path("quotes/", api.QuotesView.as_view(), name="quotes"),
    path("quotes/<uuid:public_id>/", api.QuoteView.as_view(), name="quote"),
    path("prices/", api.PricesView.as_view(), name="prices"),
    path("coupons/<str:code>/", api.CouponView.as_view(), name="coupon"),
]
