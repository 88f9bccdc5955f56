"""Addresses of messages and their templates below /api/v1/."""

from django.urls import path

from messaging.api import messages, templates

urlpatterns = [
    path("messages/", messages.MessagesView.as_view(), name="messages"),
    path("messages/<int:pk>/", messages.MessageView.as_view(), name="message"),
    path("templates/", templates.TemplatesView.as_view(), name="templates"),
    path("templates/<int:pk>/", templates.TemplateView.as_view(), name="template"),
]
