"""Addresses of surveys below /api/v1/."""

from __future__ import annotations

from surveys.figures.api_urls import urlpatterns as figures

urlpatterns = [*figures]
