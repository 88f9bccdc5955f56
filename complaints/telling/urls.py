"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.telling import views

urlpatterns: list[URLPattern] = [
    path("mails/", views.mails, name="mails"),
    path("mails/decide/", views.decide, name="mails_decide"),
    path("mails/today/", views.today, name="mails_today"),
]
