"""Addresses of this part, below /surveys/."""

from __future__ import annotations

from django.urls import URLPattern

from core.importing import addresses
from surveys.importing.importer import IMPORTER

urlpatterns: list[URLPattern] = addresses.patterns(IMPORTER, "import/")
