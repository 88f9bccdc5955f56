"""Addresses of complaints below /api/v1/."""

from complaints.learning.api_urls import urlpatterns as learning

urlpatterns = [*learning]
