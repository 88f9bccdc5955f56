"""Addresses of campaigns and events below /api/v1/."""

from django.urls import path

from campaigns.events import api

urlpatterns = [
    path("events/", api.EventsView.as_view(), name="events"),
    path("events/<uuid:public_id>/", api.EventView.as_view(), name="event"),
    path("events/<uuid:public_id>/registrations/", api.RegistrationsView.as_view(), name="event_registrations"),
    path("events/<uuid:public_id>/check-in/", api.CheckInView.as_view(), name="event_check_in"),
    path("registrations/<uuid:public_id>/cancel/", api.CancelRegistrationView.as_view(), name="registration_cancel"),
]
