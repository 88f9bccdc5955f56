"""Addresses at which providers hand in mail, below /hooks/inbound/."""

from __future__ import annotations

from django.urls import path

from complaints.mail import hooks

app_name = "inbound"

urlpatterns = [path("<slug:provider>/", hooks.of_mail, name="mail")]
