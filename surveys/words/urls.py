"""Addresses of this part, below /surveys/."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
