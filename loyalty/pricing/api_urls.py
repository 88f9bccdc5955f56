"""Addresses of pricing below /api/v1/."""

from django.urls import path

from loyalty.pricing import api, couponapi, lookupapi, promotionapi, reportapi, requoting

urlpatterns = [
    path("purchases/<uuid:public_id>/requote/", requoting.RequoteView.as_view(), name="requote"),
    path("quotes/", api.QuotesView.as_view(), name="quotes"),
    path("quotes/<uuid:public_id>/", api.QuoteView.as_view(), name="quote"),
    path("quotes/<uuid:public_id>/reserve/", api.ReserveView.as_view(), name="quote_reserve"),
    path("quotes/<uuid:public_id>/release/", api.ReleaseView.as_view(), name="quote_release"),
    path("prices/", lookupapi.PricesView.as_view(), name="prices"),
    path("equal-prices/", reportapi.EqualPricesView.as_view(), name="equal_prices"),
    path("reductions/", reportapi.ReductionsView.as_view(), name="reductions"),
    path("promotions/", promotionapi.PromotionsView.as_view(), name="promotions"),
    path("coupons/", couponapi.CouponsView.as_view(), name="coupons"),
    path("coupon-promotions/", couponapi.CouponPromotionsView.as_view(), name="coupon_promotions"),
    path("coupons/<str:code>/cancel/", couponapi.CancelCouponView.as_view(), name="coupon_cancel"),
    path("coupons/<str:code>/", lookupapi.CouponView.as_view(), name="coupon"),
]
