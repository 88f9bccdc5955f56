"""Pages of tiers below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.tiers import views

urlpatterns: list[URLPattern] = [
    path("tiers/", views.tiers, name="tiers"),
    path("tiers/members/", views.members, name="tier_members"),
    path("tiers/close/", views.close, {"direction": "up"}, name="tier_close"),
    path("tiers/losing/", views.close, {"direction": "down"}, name="tier_losing"),
    path("customers/<uuid:public_id>/tier/", views.customer_tier, name="customer_tier"),
    path("customers/<uuid:public_id>/tier/give/", views.give, name="tier_give"),
    path("customers/<uuid:public_id>/tier/take/", views.take, name="tier_take"),
]
