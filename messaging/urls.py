"""Addresses of messaging, below /messages/."""

from __future__ import annotations

from django.urls import path

from messaging import choiceviews, publicviews
from messaging.letters import views as letters
from messaging.views import hooks, mailbox, outbox, pictures, previews, records, suppressed, templates

app_name = "messaging"

urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("<int:pk>/", outbox.message, name="message"),
    path("<int:pk>/page/", outbox.message_page, name="message_page"),
    path("<int:pk>/retry/", outbox.retry, name="message_retry"),
    path("today/", outbox.today, name="today"),
    path("hooks/", hooks.hooks, name="hooks"),
    path("uncertain/", outbox.uncertain, name="uncertain"),
    path("uncertain/decide/", outbox.decide, name="uncertain_decide"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", mailbox.mail, name="mail"),
    path("mailbox/<int:pk>/page/", mailbox.mail_page, name="mail_page"),
    path("mailbox/<int:pk>/file/", mailbox.mail_file, name="mail_file"),
    path("customers/<uuid:public_id>/", records.panel, name="customer"),
    path("customers/<uuid:public_id>/rhythm/", records.rhythm, name="rhythm"),
    path("customers/<uuid:public_id>/write/", records.write, name="write"),
    path("customers/<uuid:public_id>/suppressed/", suppressed.lift, name="lift"),
    path("letters/", letters.tray, name="letters"),
    path("letters/print/", letters.take, name="letters_take"),
    path("letters/<int:pk>/", letters.sheet, name="letters_print"),
    path("letters/<int:pk>/pdf/", letters.download, name="letters_pdf"),
    path("u/<str:token>/", publicviews.unsubscribe, name="unsubscribe"),
    path("u/<str:token>/back/", publicviews.take_back, name="unsubscribe_back"),
    path("p/<str:token>/", choiceviews.choices, name="choices"),
    path("p/<str:token>/everything/", choiceviews.leave_everything, name="choices_everything"),
    path("c/<str:token>/", choiceviews.confirm, name="confirm"),
    path("i/<str:token>/", pictures.image, name="image"),
    path("templates/pictures/", pictures.image_list, name="images"),
    path("templates/pictures/new/", pictures.image_add, name="image_add"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/new/", templates.template_new, name="template_new"),
    path("templates/draft/<slug:channel>/", previews.template_draft, name="template_draft"),
    path("templates/<int:pk>/", previews.template, name="template"),
    path("templates/<int:pk>/edit/", templates.template_edit, name="template_edit"),
    path("templates/<int:pk>/versions/<int:number>/", previews.template, name="template_version"),
    path("templates/<int:pk>/versions/<int:number>/page/", previews.template_page, name="template_page"),
    path("templates/<int:pk>/versions/<int:number>/use/", previews.template_use, name="template_use"),
    path("templates/<int:pk>/versions/<int:number>/test/", previews.template_test, name="template_test"),
]
