"""What the views of one customer's parts share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework.request import Request

from core.api.views import ApiView
from core.models import Integration
from customers.models import Customer


class OfCustomer(ApiView):
    """A part of one customer. A row that was merged away or erased is not there, as it is at its own address."""

    ordering = ("id",)

    def whose(self, public_id: UUID) -> Customer:
        found = Customer.objects.current().filter(public_id=public_id).first()
        if found is None:
            raise Http404
        return found


def caller(request: Request) -> str:
    """Who it was, for the trail."""
    integration: Integration = request.user  # type: ignore[assignment]  # the only user of the API
    return f"API: {integration.name}"[:60]


def told_by(request: Request) -> dict[str, Any]:
    """For services: nobody of the staff, but this integration."""
    return {"actor": None, "reason": caller(request)}
