"""Addresses of the figures below /api/v1/."""

from __future__ import annotations

from django.urls import path

from surveys.figures import api

urlpatterns = [
    path("survey-figures/", api.AllFiguresView.as_view(), name="survey_figures"),
    path("surveys/<uuid:public_id>/figures/", api.SurveyFiguresView.as_view(), name="survey_figures_of"),
]
