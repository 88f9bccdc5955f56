"""Addresses of answering, below /s/."""

from __future__ import annotations

from django.urls import path

from surveys.answering import publicviews

app_name = "answer"

urlpatterns = [path("<str:token>/", publicviews.page, name="page")]
