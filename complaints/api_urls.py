"""Addresses of complaints below /api/v1/."""

from django.urls import path

from complaints.api import cases

_OF = "cases/<uuid:public_id>/"

urlpatterns = [
    path("cases/", cases.CasesView.as_view(), name="cases"),
    path(_OF, cases.CaseView.as_view(), name="case"),
    path(f"{_OF}messages/", cases.CaseMessagesView.as_view(), name="case_messages"),
]
