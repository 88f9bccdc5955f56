"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
