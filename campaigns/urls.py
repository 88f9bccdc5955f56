"""Addresses of campaigns, below /campaigns/."""

from __future__ import annotations

from django.urls import path

from campaigns.views import campaigns

app_name = "campaigns"

urlpatterns = [
    path("", campaigns.campaign_list, name="list"),
    path("new/", campaigns.new, name="new"),
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
]
