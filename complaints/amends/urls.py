"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.amends import views

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:public_id>/amends/", views.panel, name="amends"),
    path("cases/<uuid:public_id>/amends/new/", views.offer, name="amend_new"),
    path("amends/<uuid:public_id>/grant/", views.grant, name="amend_grant"),
    path("amends/<uuid:public_id>/approve/", views.approve, name="amend_approve"),
    path("amends/<uuid:public_id>/end/<slug:how>/", views.end, name="amend_end"),
    path("approvals/", views.approvals, name="approvals"),
    path("approvals/card/", views.approvals_card, name="approvals_card"),
]
