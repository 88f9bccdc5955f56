"""Addresses of events for customers, below /events/."""

from __future__ import annotations

from django.urls import path

from campaigns.events import openviews, publicviews

app_name = "events"

urlpatterns = [
    path("<uuid:public_id>/", openviews.event_page, name="public"),
    path("<uuid:public_id>/ask/", openviews.ask, name="ask"),
    path("<str:token>/", publicviews.guest, name="guest"),
    path("<str:token>/join/", publicviews.join, name="join"),
    path("<str:token>/leave/", publicviews.leave, name="leave"),
    path("<str:token>/event.ics", publicviews.calendar_file, name="calendar"),
]
