"""Addresses of messaging, below /messages/."""

from __future__ import annotations

from django.urls import path

from messaging import publicviews

app_name = "messaging"

urlpatterns = [
    path("u/<str:token>/", publicviews.unsubscribe, name="unsubscribe"),
    path("u/<str:token>/back/", publicviews.take_back, name="unsubscribe_back"),
]
