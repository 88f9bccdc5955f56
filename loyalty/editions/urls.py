"""Pages of limited editions below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.editions import memberpages, publicpages, views

_EDITION = "editions/<uuid:public_id>/"
urlpatterns: list[URLPattern] = [
    path("editions/", views.edition_list, name="editions"),
    path("editions/new/", views.edition_new, name="edition_new"),
    path(_EDITION, views.edition_detail, name="edition"),
    path(f"{_EDITION}edit/", views.edition_edit, name="edition_edit"),
    path(f"{_EDITION}publish/", views.edition_publish, name="edition_publish"),
    path(f"{_EDITION}close/", views.edition_close, name="edition_close"),
    path(f"{_EDITION}openings/", views.opening_new, name="opening_new"),
    path(f"{_EDITION}openings/<int:pk>/remove/", views.opening_remove, name="opening_remove"),
    path(f"{_EDITION}claims/", views.claim_new, name="claim_new"),
    path(f"{_EDITION}claims/<uuid:claim>/pay/", views.claim_pay, name="claim_pay"),
    path(f"{_EDITION}claims/<uuid:claim>/cancel/", views.claim_cancel, name="claim_cancel"),
    path("e/<slug:slug>/", publicpages.edition_page, name="edition_public"),
    path("m/<str:token>/editions/<slug:slug>/", memberpages.claim, name="member_edition_claim"),
    path("m/<str:token>/claims/<uuid:public_id>/cancel/", memberpages.give_back, name="member_claim_cancel"),
]
