"""Addresses of the figures below /api/v1/."""

from __future__ import annotations

from django.urls import path

from complaints.learning import api

urlpatterns = [path("complaint-figures/", api.ComplaintFiguresView.as_view(), name="complaint_figures")]
