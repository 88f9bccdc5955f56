"""Addresses of events for customers, below /events/."""

from __future__ import annotations

from django.urls import path

from campaigns.events import publicviews

app_name = "events"

urlpatterns = [
    path("<uuid:public_id>/", publicviews.event_page, name="public"),
    path("<str:token>/", publicviews.guest, name="guest"),
    path("<str:token>/join/", publicviews.join, name="join"),
    path("<str:token>/leave/", publicviews.leave, name="leave"),
    path("<str:token>/event.ics", publicviews.calendar_file, name="calendar"),
]
