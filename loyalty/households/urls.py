"""Pages of households, below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.households import listing, views

urlpatterns: list[URLPattern] = [
    path("customers/<uuid:public_id>/household/", views.customer_household, name="customer_household"),
    path("customers/<uuid:public_id>/household/new/", views.create, name="household_new"),
    path("households/", listing.household_list, name="households"),
    path("households/<uuid:public_id>/", views.household, name="household"),
    path("households/<uuid:public_id>/change/", views.change, name="household_change"),
    path("households/<uuid:public_id>/add/", views.add, name="household_add"),
    path("households/<uuid:public_id>/members/<int:pk>/", views.role, name="household_role"),
    path("households/<uuid:public_id>/members/<int:pk>/move/", views.move, name="household_move"),
    path("households/<uuid:public_id>/members/<int:pk>/remove/", views.remove, name="household_remove"),
    path("households/<uuid:public_id>/dissolve/", views.dissolve, name="household_dissolve"),
]
