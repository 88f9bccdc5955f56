"""Addresses that providers are told, below /hooks/."""

from __future__ import annotations

from django.urls import path

from messaging.tracking import doors

app_name = "hooks"

urlpatterns = [
    path("mail/<slug:provider>/", doors.of_mail, name="mail"),
    path("sms/twilio/", doors.of_twilio, name="twilio"),
    path("sms/aliyun/<str:secret>/", doors.of_aliyun, name="aliyun"),
    path("generic/", doors.of_generic, name="generic"),
]
