"""Addresses of campaigns, below /campaigns/."""

from __future__ import annotations

from django.urls import path

from campaigns.views import automations, campaigns, control, door, events, gifts, history, records, steps

app_name = "campaigns"

urlpatterns = [
    path("", campaigns.campaign_list, name="list"),
    path("new/", campaigns.new, name="new"),
    path("announce/", campaigns.announce, name="announce"),
    path("control/", control.page, name="control"),
    path("control/outcome/", control.outcome, name="control_outcome"),
    path("newsletter/", campaigns.write_newsletter, name="newsletter"),
    path("<uuid:public_id>/", campaigns.detail, name="detail"),
    path("<uuid:public_id>/progress/", campaigns.progress, name="progress"),
    path("<uuid:public_id>/outcome/", campaigns.outcome, name="outcome"),
    path("<uuid:public_id>/edit/", campaigns.edit, name="edit"),
    path("<uuid:public_id>/approve/", campaigns.approve, name="approve"),
    path("<uuid:public_id>/take-back/", campaigns.take_back, name="take_back"),
    path("<uuid:public_id>/pause/", campaigns.pause, name="pause"),
    path("<uuid:public_id>/resume/", campaigns.resume, name="resume"),
    path("<uuid:public_id>/cancel/", campaigns.cancel, name="cancel"),
    path("<uuid:public_id>/again/", campaigns.again, name="again"),
    path("customers/<uuid:public_id>/", records.panel, name="customer"),
    path("customers/<uuid:public_id>/all/", history.page, name="customer_all"),
    path("automations/", automations.automation_list, name="automations"),
    path("automations/new/", automations.new, name="automation_new"),
    path("automations/use/<slug:preset>/", automations.adopt, name="automation_adopt"),
    path("automations/<uuid:public_id>/", automations.detail, name="automation"),
    path("automations/<uuid:public_id>/outcome/", automations.outcome, name="automation_outcome"),
    path("automations/<uuid:public_id>/edit/", automations.edit, name="automation_edit"),
    path("automations/<uuid:public_id>/steps/", steps.new, name="step_new"),
    path("automations/<uuid:public_id>/steps/<int:position>/", steps.edit, name="step_edit"),
    path("automations/<uuid:public_id>/steps/<int:position>/remove/", steps.remove, name="step_remove"),
    path("automations/<uuid:public_id>/gift/", gifts.edit, name="automation_gift"),
    path("automations/<uuid:public_id>/gifts/", gifts.gift_list, name="automation_gifts"),
    path("automations/<uuid:public_id>/missed/", gifts.missed_list, name="automation_missed"),
    path("automations/<uuid:public_id>/on/", automations.switch_on, name="automation_on"),
    path("automations/<uuid:public_id>/off/", automations.switch_off, name="automation_off"),
    path("events/", events.event_list, name="events"),
    path("events/new/", events.new, name="event_new"),
    path("events/customers/<uuid:public_id>/", events.customer_panel, name="customer_events"),
    path("events/<uuid:public_id>/", events.detail, name="event"),
    path("events/<uuid:public_id>/edit/", events.edit, name="event_edit"),
    path("events/<uuid:public_id>/open/", events.open_up, name="event_open"),
    path("events/<uuid:public_id>/close/", events.close, name="event_close"),
    path("events/<uuid:public_id>/end/", events.end, name="event_end"),
    path("events/<uuid:public_id>/call-off/", events.call_off, name="event_call_off"),
    path("events/<uuid:public_id>/invite/", events.invite, name="event_invite"),
    path("events/<uuid:public_id>/add/", events.add, name="event_add"),
    path("events/<uuid:public_id>/guests/<uuid:registration>/off/", events.take_off, name="event_take_off"),
    path("events/<uuid:public_id>/door/", door.page, name="event_door"),
    path("events/<uuid:public_id>/door/scan/", door.scan, name="event_scan"),
    path("events/<uuid:public_id>/door/in/<uuid:registration>/", door.check_in, name="event_check_in"),
    path("events/<uuid:public_id>/door/undo/<uuid:registration>/", door.undo, name="event_undo"),
    path("events/<uuid:public_id>/door/walk-in/", door.walk_in, name="event_walk_in"),
]
