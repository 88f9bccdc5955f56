"""Addresses of this part, below /surveys/."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.answering import entering
from surveys.asking import doorviews, views

urlpatterns: list[URLPattern] = [
    path("<uuid:public_id>/invitations/", views.invitations, name="invitations"),
    path("<uuid:public_id>/invitations/new/", views.invite, name="invite"),
    path("<uuid:public_id>/invitations/<uuid:invitation>/revoke/", views.revoke, name="revoke"),
    path("<uuid:public_id>/doors/", doorviews.doors, name="doors"),
    path("<uuid:public_id>/tablets/new/", doorviews.tablet_new, name="tablet_new"),
    path("<uuid:public_id>/tablets/<uuid:tablet>/revoke/", doorviews.tablet_revoke, name="tablet_revoke"),
    path("<uuid:public_id>/poster/", doorviews.poster, name="poster"),
    path("<uuid:public_id>/enter/", entering.enter, name="enter"),
]
