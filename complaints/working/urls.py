"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.working.views import case, entering, parts, queue, slip

urlpatterns: list[URLPattern] = [
    path("", queue.case_queue, name="queue"),
    path("bulk/", queue.case_bulk, name="bulk"),
    path("enter/", entering.enter, name="enter"),
    path("today/", parts.today, name="today"),
    path("absences/", parts.absence_list, name="absences"),
    path("absences/<int:pk>/end/", parts.absence_end, name="absence_end"),
    path("cases/<uuid:public_id>/", case.case_page, name="case"),
    path("cases/<uuid:public_id>/edit/", entering.edit, name="case_edit"),
    path("cases/<uuid:public_id>/present/", case.present, name="present"),
    path("cases/<uuid:public_id>/slip/", slip.slip, name="slip"),
    path("files/<uuid:public_id>/", case.file, name="file"),
    path("customers/<uuid:public_id>/", parts.customer_panel, name="customer"),
]
