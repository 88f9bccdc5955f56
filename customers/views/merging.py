"""Merging a customer with another record of the same one: find it, compare, choose, say why."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission
from customers import merging, unmerging
from customers.forms.merging import MergeForm, UnmergeForm
from customers.models import Customer, CustomerMerge
from customers.services.people import same_phone
from customers.views.base import find, posted, record_url, user_of, visible

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.view_customer", "customers.merge_customer")
def merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """`?with=<public id>` names the other record; without it, one is looked for. The one of the address stays."""
    survivor = find(request, public_id)
    duplicate = _other(request, survivor)
    if duplicate is None:
        return _choose(request, survivor)
    form = MergeForm(posted(request), survivor=survivor, duplicate=duplicate, user=user_of(request))
    if request.method == "POST" and form.is_valid():
        other = duplicate
        merged = form.attempt(
            lambda: merging.merge_customers(
                survivor=survivor, duplicate=other, reason=form.cleaned_data["reason"], take=form.taken,
                actor=user_of(request), now=clock.now(),
            )
        )  # fmt: skip
        if merged:
            messages.success(request, _("The two records are one now."))
            return redirect(record_url(merged))
    context = {
        "title": _("Merge with %(name)s") % {"name": duplicate},
        "form": form,
        "customer": survivor,
        "duplicate": duplicate,
        "back_url": record_url(survivor),
        "back_label": str(survivor),
        "submit_label": _("Merge"),
        "swap_url": f"{reverse('customers:merge', args=[duplicate.public_id])}?with={survivor.public_id}",
    }
    return render(request, "customers/customer_merge.html", context, status=422 if form.errors else 200)


@require_safe
@permission("customers.view_customer", "customers.merge_customer")
def merges(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The merges into this customer that can be taken back, or what stands in the way of each."""
    customer = find(request, public_id)
    kept = unmerging.open_merges(customer, visible(request))
    came = Customer.objects.filter(merged_into=customer, merges_away=None)
    context = {
        "title": _("Merges of %(name)s") % {"name": customer},
        "customer": customer,
        "rows": [(row, unmerging.obstacles(row)) for row in kept],
        "earlier": came.count(),
        "back_url": record_url(customer),
    }
    return render(request, "customers/customer_merges.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.view_customer", "customers.merge_customer")
def unmerge(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take one merge back, with a reason."""
    customer = find(request, public_id)
    records = CustomerMerge.objects.filter(survivor=customer, duplicate__in=visible(request))
    record = get_object_or_404(records.select_related("duplicate"), pk=pk)
    form = UnmergeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        undone = form.attempt(
            lambda: unmerging.undo_merge(
                record=record, reason=form.cleaned_data["reason"], actor=user_of(request), now=clock.now()
            )
        )
        if undone:
            messages.success(request, _("They are two records again."))
            return redirect(record_url(record.duplicate))
    context = {
        "title": _("Take the merge with %(name)s back") % {"name": record.duplicate},
        "form": form,
        "lead": _(
            "What came with the other record goes back to it: purchases, units, notes, consents and the rest. What "
            "came since the merge stays with this record."
        ),
        "back_url": reverse("customers:merges", args=[customer.public_id]),
        "back_label": str(customer),
        "submit_label": pgettext("merge", "Take back"),
    }
    return render(request, "customers/customer_form_short.html", context, status=422 if form.errors else 200)


def _other(request: HttpRequest, survivor: Customer) -> Customer | None:
    """One that this person may see; anything else is asked for again."""
    try:
        wanted = UUID(request.GET.get("with", ""))
    except ValueError:
        return None
    return visible(request).current().filter(public_id=wanted).exclude(pk=survivor.pk).first()


def _choose(request: HttpRequest, survivor: Customer) -> HttpResponse:
    """Who else it might be: by what was typed, else those with the same phone or name."""
    text = " ".join(request.GET.get("q", "").split())[:100]
    others = visible(request).current().filter(kind=survivor.kind).exclude(pk=survivor.pk)
    found = list(others.search(text or survivor.display_name).order_by("sort_key", "pk")[:SHOWN])
    if not text:
        found = list(dict.fromkeys([*same_phone(survivor, others), *found]))
    context = {
        "title": _("Merge %(name)s with another record") % {"name": survivor},
        "customer": survivor,
        "found": found,
        "q": text,
        "back_url": record_url(survivor),
    }
    return render(request, "customers/merge_choose.html", context)
