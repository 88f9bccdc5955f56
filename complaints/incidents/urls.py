"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.incidents import caseviews, silentviews, staffviews, views

urlpatterns: list[URLPattern] = [
    path("incidents/", views.incident_list, name="incidents"),
    path("incidents/new/", views.incident_new, name="incident_new"),
    path("incidents/<uuid:public_id>/", views.incident, name="incident"),
    path("incidents/<uuid:public_id>/edit/", views.incident_edit, name="incident_edit"),
    path("cases/<uuid:public_id>/incident/", caseviews.case_incident, name="case_incident"),
    path("register/", staffviews.register_list, name="register"),
    path("staff/", staffviews.staff_complaint, name="staff_complaint"),
    path("silent/", silentviews.silent_list, name="silent"),
    path("silent/<int:pk>/<slug:act>/", silentviews.silent_act, name="silent_act"),
]
