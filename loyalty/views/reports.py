"""The report pages live in `loyalty.views.reporting`; this is their door."""

from __future__ import annotations

from loyalty.views.reporting.pages import dashboard, recompute_now, report

__all__ = ["dashboard", "recompute_now", "report"]
