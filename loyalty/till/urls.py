"""Pages of the till, below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.till import publicviews, receiptviews, views

urlpatterns: list[URLPattern] = [
    path("till/", views.till, name="till"),
    path("till/do/<slug:action>/", views.act, name="till_act"),
    path("till/resume/", views.resume, name="till_resume"),
    path("till/sell/", views.sell, name="till_sell"),
    path("till/enrol/", views.enrol, name="till_enrol"),
    path("till/join-code/", views.join_code, name="till_join_code"),
    path("till/receipts/<uuid:public_id>/", receiptviews.receipt, name="till_receipt"),
    path("till/receipts/<uuid:public_id>/claim/", receiptviews.claim, name="till_receipt_claim"),
    path("till/receipts/<uuid:public_id>/return/", receiptviews.take_back, name="till_take_back"),
    path("till/top-ups/<int:pk>/", receiptviews.topped_up, name="till_topped_up"),
    path("till/returns/<int:pk>/", receiptviews.returned, name="till_return"),
    path("purchases/<uuid:public_id>/till/", receiptviews.purchase_panel, name="till_purchase_panel"),
    path("join/", publicviews.join, name="join_alone"),
    path("join/thanks/", publicviews.joined, name="joined"),
    path("join/<str:ticket>/", publicviews.join, name="join"),
    path("claim/", publicviews.claim, name="claim"),
    path("m/<str:token>/claim/", publicviews.member_claim, name="member_claim"),
]
