"""Addresses of words and results below /api/v1/."""

from __future__ import annotations

from django.urls import path

from surveys.words import api

urlpatterns = [
    path("survey-themes/", api.ThemesView.as_view(), name="survey_themes"),
    path("survey-themes/<uuid:public_id>/", api.ThemeView.as_view(), name="survey_theme"),
    path("surveys/<uuid:public_id>/results/", api.ResultsView.as_view(), name="survey_results"),
]
