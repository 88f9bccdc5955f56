"""Addresses of campaigns and events below /api/v1/."""

from django.urls import path

from campaigns.api import automations, campaigns, recipients, running
from campaigns.events import api

_OF = "campaigns/<uuid:public_id>/"

urlpatterns = [
    path("campaigns/", campaigns.CampaignsView.as_view(), name="campaigns"),
    path(_OF, campaigns.CampaignView.as_view(), name="campaign"),
    path(f"{_OF}recipients/", recipients.RecipientsView.as_view(), name="campaign_recipients"),
    path(f"{_OF}approve/", running.ApproveView.as_view(), name="campaign_approve"),
    path(f"{_OF}take-back/", running.TakeBackView.as_view(), name="campaign_take_back"),
    path(f"{_OF}pause/", running.PauseView.as_view(), name="campaign_pause"),
    path(f"{_OF}resume/", running.ResumeView.as_view(), name="campaign_resume"),
    path(f"{_OF}cancel/", running.CancelView.as_view(), name="campaign_cancel"),
    path(f"{_OF}send-to-rest/", running.SendToRestView.as_view(), name="campaign_send_to_rest"),
    path("automations/", automations.AutomationsView.as_view(), name="automations"),
    path("automations/<uuid:public_id>/", automations.AutomationView.as_view(), name="automation"),
    path("automations/<uuid:public_id>/switch-on/", automations.SwitchOnView.as_view(), name="automation_on"),
    path("automations/<uuid:public_id>/switch-off/", automations.SwitchOffView.as_view(), name="automation_off"),
    path("events/", api.EventsView.as_view(), name="events"),
    path("events/<uuid:public_id>/", api.EventView.as_view(), name="event"),
    path("events/<uuid:public_id>/registrations/", api.RegistrationsView.as_view(), name="event_registrations"),
    path("events/<uuid:public_id>/check-in/", api.CheckInView.as_view(), name="event_check_in"),
    path("registrations/<uuid:public_id>/cancel/", api.CancelRegistrationView.as_view(), name="registration_cancel"),
]
