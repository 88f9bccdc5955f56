"""Addresses of complaints below /api/v1/."""

from django.urls import path

from complaints.api import cases
from complaints.incidents.api import SignView
from complaints.learning.api_urls import urlpatterns as learning

_OF = "cases/<uuid:public_id>/"

urlpatterns = [
    path("cases/", cases.CasesView.as_view(), name="cases"),
    path(_OF, cases.CaseView.as_view(), name="case"),
    path(f"{_OF}messages/", cases.CaseMessagesView.as_view(), name="case_messages"),
    path("customers/<uuid:public_id>/signs/<slug:kind>/", SignView.as_view(), name="customer_sign"),
    *learning,
]
