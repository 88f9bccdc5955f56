"""Pages of referrals and partners, below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.referrals import codepages, views

urlpatterns: list[URLPattern] = [
    path("r/<slug:code>/", views.landing, name="referral"),
    path("m/<str:token>/code/", views.member_code, name="member_referral_code"),
    path("m/<str:token>/offers/<int:pk>/", views.member_claim, name="member_offer"),
    path("referrals/", views.report, name="referrals"),
    path("referrals/codes/<slug:code>/", codepages.code_page, name="referral_code"),
    path("partners/codes/", views.use_code, name="partner_codes"),
    path("partners/settlement/", views.settle, name="partner_settlement"),
    path("customers/<uuid:public_id>/referrals/", views.customer_panel, name="customer_referrals"),
    path("customers/<uuid:public_id>/referrals/new/", views.claim, name="referral_claim"),
]
