"""Addresses of messaging, below /messages/."""

from __future__ import annotations

from django.urls import path

from messaging import publicviews
from messaging.letters import views as letters
from messaging.views import mailbox, outbox, records

app_name = "messaging"

urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("<int:pk>/", outbox.message, name="message"),
    path("<int:pk>/page/", outbox.message_page, name="message_page"),
    path("<int:pk>/retry/", outbox.retry, name="message_retry"),
    path("today/", outbox.today, name="today"),
    path("uncertain/", outbox.uncertain, name="uncertain"),
    path("uncertain/decide/", outbox.decide, name="uncertain_decide"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", mailbox.mail, name="mail"),
    path("mailbox/<int:pk>/page/", mailbox.mail_page, name="mail_page"),
    path("mailbox/<int:pk>/file/", mailbox.mail_file, name="mail_file"),
    path("customers/<uuid:public_id>/", records.panel, name="customer"),
    path("customers/<uuid:public_id>/write/", records.write, name="write"),
    path("letters/", letters.tray, name="letters"),
    path("letters/print/", letters.take, name="letters_take"),
    path("letters/<int:pk>/", letters.sheet, name="letters_print"),
    path("u/<str:token>/", publicviews.unsubscribe, name="unsubscribe"),
    path("u/<str:token>/back/", publicviews.take_back, name="unsubscribe_back"),
]
