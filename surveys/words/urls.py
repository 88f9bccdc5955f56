"""Addresses of this part, below /surveys/."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.words.views import comments, prices, results, themes

urlpatterns: list[URLPattern] = [
    path("words/", comments.word_list, name="words"),
    path("<uuid:public_id>/words/", comments.word_list, name="survey_words"),
    path("words/<uuid:public_id>/themes/", comments.tag, name="tag"),
    path("themes/", themes.theme_list, name="themes"),
    path("themes/new/", themes.theme_new, name="theme_new"),
    path("themes/ready/", themes.themes_ready, name="themes_ready"),
    path("themes/<uuid:public_id>/", themes.theme_detail, name="theme"),
    path("themes/<uuid:public_id>/edit/", themes.theme_edit, name="theme_edit"),
    path("<uuid:public_id>/results/", results.results_page, name="results"),
    path("<uuid:public_id>/results/print/", results.results_print, name="results_print"),
    path("<uuid:public_id>/results/compute/", results.results_compute, name="results_compute"),
    path("<uuid:public_id>/export/", results.export, name="export"),
    path("competitor-prices/", prices.price_list, name="competitor_prices"),
    path("competitor-prices/new/", prices.price_new, name="competitor_price_new"),
    path("competitor-prices/<uuid:public_id>/remove/", prices.price_remove, name="competitor_price_remove"),
]
