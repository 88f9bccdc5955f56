"""Enrolling, pausing and ending a membership."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from core.decorators import permission
from core.models import User
from customers import services, terms
from customers.forms import MembershipForm, QuickEnrolForm, ReasonForm
from customers.models import Channel, ConsentState, Customer, CustomerSettings, Purpose
from customers.views.base import ShortForm, find, posted, record_url, user_of, visible

WHERE = "page"


@permission("customers.add_customer", "customers.enrol_customer")
def quick_enrol(request: HttpRequest) -> HttpResponse:
    """At the counter: phone, name, terms, done. A number that is known is asked about once."""
    form = QuickEnrolForm(posted(request))
    matches: list[Customer] = []
    if request.method == "POST" and form.is_valid():
        matches = form.same_phone(visible(request).current())
        member = None if matches else form.attempt(lambda: _enrol_new(form, user_of(request)))
        if member:
            messages.success(request, _("%(name)s is a member now.") % {"name": member})
            return redirect(record_url(member))
    context = {
        "title": _("Enrol a member"),
        "form": form,
        "matches": matches,
        "terms_version": terms.current_version(),
        "consent_text": CustomerSettings.current().consent_text,
        "back_url": reverse("customers:list"),
        "submit_label": _("Enrol as a new customer") if matches else _("Enrol"),
    }
    status = 422 if form.errors else 409 if matches else 200
    return render(request, "customers/quick_enrol.html", context, status=status)


@transaction.atomic
def _enrol_new(form: QuickEnrolForm, user: User) -> Customer:
    """Customer, membership and consents together or not at all."""
    now, data = clock.now(), form.cleaned_data
    person = {name: data[name] for name in ("family_name", "given_name", "phone", "email")}
    customer = services.create_customer(data=person | {"custom": form.custom()}, actor=user, now=now, where=WHERE)
    where = data["where"] or WHERE
    services.enrol(customer=customer, terms_version=terms.current_version(), where=where, actor=user, now=now)
    version = CustomerSettings.current().consent_text_version
    for wanted, channel, address in (
        (data["consent_email"], Channel.EMAIL, customer.email),
        (data["consent_sms"], Channel.SMS, customer.phone),
    ):
        if wanted:
            services.set_consent(
                customer=customer, channel=channel, purpose=Purpose.MARKETING, state=ConsentState.GRANTED,
                source=_("at enrolment"), text_version=version, address=address, actor=user, now=now,
            )  # fmt: skip
    return customer


@permission("customers.view_customer", "customers.enrol_customer")
def enrol(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer, form = find(request, public_id), MembershipForm(posted(request))
    version = terms.current_version()
    page = ShortForm(
        customer, _("Enrol %(name)s") % {"name": customer}, _("%(name)s is a member now.") % {"name": customer},
        _("Enrol"), _("By the terms in force, version %(version)s.") % {"version": version},
    )  # fmt: skip
    return page.answer(
        request, form,
        lambda: services.enrol(
            customer=customer, terms_version=version, where=form.cleaned_data["where"] or WHERE,
            actor=user_of(request), now=clock.now(),
        ),
    )  # fmt: skip


@permission("customers.view_customer", "customers.suspend_customer")
def suspend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    page = ShortForm(
        customer, _("Suspend the membership"), _("The membership is suspended."), _("Suspend"),
        _("%(name)s neither earns nor redeems until the membership is resumed. Balances stay.") % {"name": customer},
    )  # fmt: skip
    return page.carry_out(request, ReasonForm(posted(request)), services.suspend)


@permission("customers.view_customer", "customers.suspend_customer")
def reinstate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    page = ShortForm(
        find(request, public_id), _("Resume the membership"), _("The membership is active again."), _("Resume")
    )
    return page.carry_out(request, ReasonForm(posted(request)), services.reinstate)


@permission("customers.view_customer", "customers.suspend_customer")
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    page = ShortForm(
        customer, _("End the membership"), _("The membership has ended."), _("End the membership"),
        _("At the wish of %(name)s. They can enrol again later; no import brings them back.") % {"name": customer},
    )  # fmt: skip
    return page.carry_out(request, ReasonForm(posted(request)), services.leave)
