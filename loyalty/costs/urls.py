"""Pages of costs, mounted at /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.costs import views

urlpatterns: list[URLPattern] = [
    path("bills/", views.bill_list, name="bills"),
    path("bills/<int:pk>/back/", views.bill_back, name="bill_back"),
]
