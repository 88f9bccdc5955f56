"""What the pages share: finding a customer that one may see, saving a short form and going back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from core import clock
from core.errors import DomainError
from core.models import User
from customers.forms.base import ServiceForm
from customers.models import Customer
from customers.querysets import CustomerQuerySet


def visible(request: HttpRequest) -> CustomerQuerySet:
    """Every customer that this person may see, merged and erased ones too."""
    return Customer.objects.visible_to(request.user)


def find(request: HttpRequest, public_id: UUID) -> Customer:
    """404 also for a customer whom this person may not see: the address gives nothing away."""
    return get_object_or_404(visible(request), public_id=public_id)


def user_of(request: HttpRequest) -> User:
    """The logged-in member of staff; the decorators let nobody else in."""
    return cast("User", request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty POST is a POST, too."""
    return request.POST if request.method == "POST" else None


def record_url(customer: Customer) -> str:
    return reverse("customers:detail", args=[customer.public_id])


def return_to(request: HttpRequest, otherwise: str) -> str:
    """Where one came from, when it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else otherwise


@dataclass(frozen=True)
class ShortForm:
    """A page with one short form about a customer."""

    customer: Customer
    title: Any
    done: str | Promise
    submit_label: str | Promise = ""
    lead: str | Promise = ""
    template: str = "customers/customer_form_short.html"
    # Where what came of it is seen; without it the record.
    goes_to: Callable[[Any], str] | None = None

    def carry_out(
        self, request: HttpRequest, form: ServiceForm, service: Callable[..., object], **facts: Any
    ) -> HttpResponse:
        """Give the service the customer, who acts and when, and what the form says; `facts` come before the form."""

        def save() -> object:
            told = form.cleaned_data | facts
            return service(customer=self.customer, actor=user_of(request), now=clock.now(), **told)

        return self.answer(request, form, save)

    def answer(
        self, request: HttpRequest, form: ServiceForm, save: Callable[[], object], **context: Any
    ) -> HttpResponse:
        """Save and go to what came of it, or show the form (again)."""
        if request.method == "POST" and form.is_valid() and (outcome := form.attempt(save)) is not None:
            messages.success(request, str(self.done))
            return redirect(self.goes_to(outcome) if self.goes_to else record_url(self.customer))
        shown = {
            "title": self.title,
            "form": form,
            "customer": self.customer,
            "lead": self.lead,
            "submit_label": self.submit_label,
            "back_url": record_url(self.customer),
            "back_label": str(self.customer),
        }
        return render(request, self.template, shown | context, status=422 if form.errors else 200)


def act(
    request: HttpRequest, customer: Customer, done: str, service: Callable[..., object], **facts: Any
) -> HttpResponse:
    """Do a thing that needs no form and say so on the record."""
    try:
        service(actor=user_of(request), now=clock.now(), **facts)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(record_url(customer))
