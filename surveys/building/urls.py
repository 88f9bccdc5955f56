"""Addresses of this part, below /surveys/."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.building.views import preview, questions, surveys

urlpatterns: list[URLPattern] = [
    path("", surveys.survey_list, name="list"),
    path("new/", surveys.new, name="new"),
    path("<uuid:public_id>/", surveys.detail, name="detail"),
    path("<uuid:public_id>/settings/", surveys.edit, name="edit"),
    path("<uuid:public_id>/copy/", surveys.copy, name="copy"),
    path("<uuid:public_id>/open/", surveys.open_up, name="open"),
    path("<uuid:public_id>/pause/", surveys.pause, name="pause"),
    path("<uuid:public_id>/resume/", surveys.resume, name="resume"),
    path("<uuid:public_id>/close/", surveys.close, name="close"),
    path("<uuid:public_id>/preview/", preview.preview, name="preview"),
    path("<uuid:public_id>/questions/", questions.questions, name="questions"),
    path("<uuid:public_id>/questions/new/", questions.question_new, name="question_new"),
    path("<uuid:public_id>/questions/texts/", questions.texts, name="texts"),
    path("<uuid:public_id>/questions/<slug:question>/edit/", questions.question_edit, name="question_edit"),
    path("<uuid:public_id>/questions/<slug:question>/move/", questions.question_move, name="question_move"),
    path("<uuid:public_id>/questions/<slug:question>/remove/", questions.question_remove, name="question_remove"),
    path("<uuid:public_id>/theme/<slug:digest>.css", surveys.theme, name="look"),
]
