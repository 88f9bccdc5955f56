"""The address of links in messages, below /l/: short, since it stands in every mail."""

from __future__ import annotations

from django.urls import path

from messaging.links import views

app_name = "links"

urlpatterns = [path("<str:token>", views.follow, name="follow")]
