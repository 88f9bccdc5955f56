"""What sales shows on the customer's record."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.decorators import permission
from core.paging import render_list
from customers.models import Customer
from sales import reports
from sales.models import PurchaseLine
from sales.services.wishes import open_wishes

SHOWN = 8


@permission("customers.view_customer", "sales.view_purchase")
@require_safe
def customer_purchases(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The latest purchases of a customer, and the guarantees that still run."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), public_id=public_id)
    found = list(reports.history_of(customer).select_related("store", "channel")[: SHOWN + 1])
    guarantees = PurchaseLine.objects.filter(
        purchase__customer=customer, guarantee_until__gte=clock.today(), returned_quantity__lt=F("quantity")
    )
    context = {
        "title": _("Purchases"),
        "back_url": reverse("customers:detail", args=[public_id]),
        "customer": customer,
        "purchases": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "wishes": open_wishes(customer),
        "guarantees": guarantees.select_related("purchase", "product").order_by("guarantee_until", "pk")[:5],
    }
    return render_list(request, "sales/_customer_purchases.html", context)
