"""Addresses of referrals and partner offers below /api/v1/."""

from __future__ import annotations

from django.urls import path

from loyalty.referrals import api, reportapi

urlpatterns = [
    path("referrals/", api.ReferralsView.as_view(), name="referrals"),
    path("referrals/codes/", api.MemberCodeView.as_view(), name="referral_codes"),
    path("referral-reports/", reportapi.CodeReportView.as_view(), name="referral_reports"),
    path("partners/", reportapi.PartnersView.as_view(), name="partners"),
    path("partners/<int:pk>/settlement/", reportapi.SettlementView.as_view(), name="partner_settlement"),
    path("partner-offers/", api.PartnerOffersView.as_view(), name="partner_offers"),
    path("partner-claims/", api.PartnerClaimsView.as_view(), name="partner_claims"),
    path("partner-claims/use/", api.PartnerClaimUseView.as_view(), name="partner_claim_use"),
]
