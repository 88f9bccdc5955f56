"""Addresses of this part, below /surveys/."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.answering import entering
from surveys.asking import views

urlpatterns: list[URLPattern] = [
    path("<uuid:public_id>/invitations/", views.invitations, name="invitations"),
    path("<uuid:public_id>/invitations/new/", views.invite, name="invite"),
    path("<uuid:public_id>/invitations/<uuid:invitation>/revoke/", views.revoke, name="revoke"),
    path("<uuid:public_id>/doors/", views.doors, name="doors"),
    path("<uuid:public_id>/poster/", views.poster, name="poster"),
    path("<uuid:public_id>/enter/", entering.enter, name="enter"),
]
