"""New customers and changes; a stale edit shows both versions and loses nothing that was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.decorators import permission
from core.errors import Conflict
from core.models import User
from customers import services
from customers.forms import CustomerForm
from customers.forms.editing import initial_of
from customers.models import Customer, TimelineEntry
from customers.services.people import same_phone
from customers.views.base import find, posted, record_url, user_of, visible

# What raises a customer's version, as the trail names it.
_EDITS = ("customer.changed", "customer.grouped", "customer.tagged", "interest.declared", "customer.merged")


@permission("customers.add_customer")
def customer_new(request: HttpRequest) -> HttpResponse:
    """`?company=<public id>` begins a contact person of that company."""
    form = CustomerForm(posted(request), user=user_of(request), initial=_prefilled(request))
    if request.method == "POST" and form.is_valid():
        customer = form.attempt(lambda: _create(form, user_of(request)))
        if customer:
            messages.success(request, _("%(name)s is recorded.") % {"name": customer})
            _warn_of_family(request, customer)
            return redirect(record_url(customer))
    context = {"title": _("New customer"), "form": form, "back_url": reverse("customers:list")}
    return render(request, "customers/customer_form.html", context, status=422 if form.errors else 200)


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    try:
        company_id = UUID(request.GET.get("company", ""))
    except ValueError:
        return {}
    company = visible(request).current().filter(public_id=company_id, kind=Customer.Kind.COMPANY).first()
    return {"company": company} if company else {}


@transaction.atomic
def _create(form: CustomerForm, user: User) -> Customer:
    now = clock.now()
    customer = services.create_customer(data=form.data_for_service(), actor=user, now=now, where="page")
    _set_circles(form, customer, user)
    return customer


@permission("customers.view_customer", "customers.change_customer")
def customer_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = CustomerForm(posted(request), user=user_of(request), customer=customer)
    stale: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.attempt(lambda: _update(form, customer, user_of(request)))
        except _StaleError:
            stale = _differences(form, customer, user_of(request))
            # What they saved is what was typed, or stands nowhere on this form: there is nothing to choose.
            saved, form = None if stale else customer, _with_version(request, customer)
        if saved:
            messages.success(request, _("The changes are saved."))
            _warn_of_family(request, saved)
            return redirect(record_url(saved))
    context = {
        "title": _("Edit %(name)s") % {"name": customer},
        "form": form,
        "customer": customer,
        "stale": stale,
        "last_change": _last_change(customer) if stale else None,
        "back_url": record_url(customer),
        "back_label": str(customer),
        "submit_label": _("Save mine") if stale else "",
    }
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "customers/customer_form.html", context, status=status)


class _StaleError(Exception):
    """Somebody saved first; not a DomainError, so that it is not shown as a mistake in a field."""


@transaction.atomic
def _update(form: CustomerForm, customer: Customer, user: User) -> Customer:
    try:
        saved = services.update_customer(
            customer=customer, data=form.data_for_service(), expected_version=form.cleaned_data["version"] or 0,
            actor=user, now=clock.now(),
        )  # fmt: skip
    except Conflict as error:
        if error.code == "stale_edit":
            raise _StaleError from error
        raise
    _set_circles(form, saved, user)
    return saved


def _set_circles(form: CustomerForm, customer: Customer, user: User) -> None:
    now = clock.now()
    if "groups" in form.fields:
        services.set_groups(customer=customer, groups=form.cleaned_data["groups"], actor=user, now=now)
    if "tags" in form.fields:
        services.set_tags(customer=customer, tags=form.cleaned_data["tags"], actor=user, now=now)


@dataclass(frozen=True)
class Difference:
    """One field where what is saved and what was typed differ."""

    label: str
    saved: str
    typed: str


def _differences(form: CustomerForm, customer: Customer, user: User) -> list[Difference]:
    """Field by field, both worded as the form words them."""
    customer.refresh_from_db()
    saved = CustomerForm(user=user, initial=initial_of(customer))
    found = []
    for name, field in form.fields.items():
        theirs, mine = (
            _worded(saved, name, saved.get_initial_for_field(field, name)),
            _worded(form, name, form.cleaned_data.get(name)),
        )
        if name != "version" and theirs != mine:
            found.append(Difference(str(field.label), theirs, mine))
    return found


def _worded(form: CustomerForm, name: str, value: Any) -> str:
    if value in (None, "", False) or (isinstance(value, (list, tuple)) and not value):
        return "–"
    if value is True:
        return _("Yes")
    if isinstance(value, Customer):  # a company that one may not see has no name here
        return str(form.fields[name].prepare_value(value))
    choices = dict(getattr(form.fields[name], "choices", ())) if isinstance(value, (str, int)) else {}
    if choices:
        return str(choices.get(value, choices.get(str(value), value)))
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return ", ".join(sorted(str(entry) for entry in value)) or "–"
    return str(value)


def _with_version(request: HttpRequest, customer: Customer) -> CustomerForm:
    """What was typed, ready to be saved over the version that is now there."""
    data = request.POST.copy()
    data["version"] = str(customer.version)
    return CustomerForm(data, user=user_of(request), customer=customer)


def _last_change(customer: Customer) -> TimelineEntry | None:
    changes = TimelineEntry.objects.filter(customer=customer, verb__in=_EDITS)
    return changes.select_related("actor").order_by("-at", "-pk").first()


def _warn_of_family(request: HttpRequest, customer: Customer) -> None:
    others = same_phone(customer, visible(request))
    if not others:
        return
    text = ngettext(
        "%(names)s has the same phone number. That may be family, or the same person twice.",
        "%(names)s have the same phone number. That may be family, or the same person several times.",
        len(others),
    )
    messages.warning(request, text % {"names": ", ".join(str(other) for other in others)})
