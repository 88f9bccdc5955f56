"""Addresses of complaints for staff, below /complaints/; what customers open lies below /c/ (`complaints.doors`)."""

from __future__ import annotations

from complaints.amends.urls import urlpatterns as amends
from complaints.doors.staffurls import urlpatterns as doors
from complaints.incidents.urls import urlpatterns as incidents
from complaints.learning.urls import urlpatterns as learning
from complaints.mail.urls import urlpatterns as mail
from complaints.sla.urls import urlpatterns as sla
from complaints.telling.urls import urlpatterns as telling
from complaints.working.urls import urlpatterns as working

app_name = "complaints"

urlpatterns = [*doors, *mail, *telling, *working, *sla, *amends, *incidents, *learning]
