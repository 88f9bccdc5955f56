"""Addresses of complaining, below /c/. Whoever holds a link of a case or of a customer holds its token."""

from __future__ import annotations

from django.urls import path

from complaints.doors import caseviews, memberviews, publicviews

app_name = "doors"

urlpatterns = [
    path("", publicviews.help_page, name="help"),
    path("answers/<uuid:public_id>/", publicviews.article, name="article"),
    path("write/", publicviews.write, name="write"),
    path("find/", publicviews.find, name="find"),
    path("case/<str:token>/", caseviews.case, name="case"),
    path("case/<str:token>/files/<uuid:public_id>/", caseviews.file, name="file"),
    path("a/<str:token>/", publicviews.answer, name="message"),
    path("m/<str:token>/", memberviews.write, name="member"),
    path("m/<str:token>/guarantee/<int:line>/", memberviews.guarantee, name="guarantee"),
]
