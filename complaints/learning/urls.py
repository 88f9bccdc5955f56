"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.learning.views import actions, alarms, report

urlpatterns: list[URLPattern] = [
    path("report/", report.report, name="report"),
    path("report/print/", report.report_print, name="report_print"),
    path("alarms/", alarms.alarm_list, name="alarms"),
    path("alarms/today/", alarms.today, name="learning_today"),
    path("alarms/<uuid:public_id>/", alarms.alarm, name="alarm"),
    path("actions/", actions.action_list, name="actions"),
    path("actions/new/", actions.action_new, name="action_new"),
    path("actions/<uuid:public_id>/", actions.action, name="action"),
    path("actions/<uuid:public_id>/edit/", actions.action_edit, name="action_edit"),
]
