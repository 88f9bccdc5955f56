"""Bills by hand: the last ones, entering one, taking one back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core import clock, money
from core.decorators import permission
from customers.forms.base import ServiceForm, day_field
from customers.models import Customer, TimelineEntry
from customers.views.base import posted, user_of
from loyalty.costs import bills, kinds
from loyalty.models import Cost
from loyalty.naming import find_customer
from sales.forms import MoneyField

SHOWN = 50


class BillForm(ServiceForm):
    """`key` makes a form sent twice one bill."""

    kind = forms.ChoiceField(label=gettext_lazy("What for"))
    amount = MoneyField(label=gettext_lazy("Amount"))
    day = day_field(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("The month of this day bears the cost: a month is not closed."),
    )
    customer = forms.CharField(
        label=gettext_lazy("Customer"), max_length=160, required=False,
        help_text=gettext_lazy("Only where it was for one: name, phone number, e-mail, customer or card number."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("What it is for, in words"), max_length=200,
        help_text=gettext_lazy("Number of the bill, what went wrong. Kept with your name; nothing about a person."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options["initial"] = {"key": uuid4(), "day": clock.today(), "kind": "amends"} | (options.get("initial") or {})
        super().__init__(*arguments, **options)
        field: Any = self.fields["kind"]
        field.choices = [(kind.code, kind.title) for kind in bills.offered()]


class BackForm(ServiceForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@permission("loyalty.add_cost", "loyalty.view_cost")
@require_http_methods(["GET", "HEAD", "POST"])
def bill_list(request: HttpRequest) -> HttpResponse:
    """The form, and below it what was entered last."""
    form = BillForm(posted(request))

    def save() -> bool:
        data = dict(form.cleaned_data)
        named, seen = data.pop("customer"), Customer.objects.visible_to(request.user)
        customer = find_customer(seen, named) if named else None
        bills.enter(**data, customer=customer, actor=user_of(request), now=clock.now())
        return True

    if request.method == "POST" and form.is_valid() and form.attempt(save):
        messages.success(request, _("The bill is entered."))
        return redirect("loyalty:bills")
    context = {
        "title": _("Bills by hand"), "form": form, "submit_label": _("Enter the bill"), "bills": _last(request),
        "back_url": reverse("loyalty:report", args=["profit"]), "back_label": _("Profit and loss"),
    }  # fmt: skip
    return render(request, "loyalty/bills.html", context, status=422 if form.errors else 200)


def _last(request: HttpRequest) -> list[dict[str, Any]]:
    rows = list(_bills(request).order_by("-pk")[:SHOWN])
    told = TimelineEntry.objects.filter(verb=bills.VERB, target__in=[f"cost:{row.key}" for row in rows])
    who = {entry.target: entry.actor for entry in told.select_related("actor")}
    gone = set(Cost.objects.filter(of__in=rows).values_list("of", flat=True))
    return [
        {"row": row, "kind": kinds.title(row.kind), "by": who.get(f"cost:{row.key}"), "is_back": row.pk in gone}
        for row in rows
    ]


def _bills(request: HttpRequest) -> QuerySet[Cost]:
    """Those entered by hand, about nobody or about whom this person may see."""
    rows = Cost.objects.filter(key__startswith=bills.PREFIX, of__isnull=True).select_related("customer")
    seen = Customer.objects.visible_to(request.user)
    return rows.filter(customer__isnull=True) | rows.filter(customer__in=seen)


@permission("loyalty.add_cost", "loyalty.view_cost")
@require_http_methods(["GET", "HEAD", "POST"])
def bill_back(request: HttpRequest, pk: int) -> HttpResponse:
    cost = get_object_or_404(_bills(request), pk=pk)
    form = BackForm(posted(request))

    def save() -> bool:
        bills.withdraw(cost=cost, reason=form.cleaned_data["reason"], actor=user_of(request), now=clock.now())
        return True

    if request.method == "POST" and form.is_valid() and form.attempt(save):
        messages.success(request, _("The bill is taken back."))
        return redirect("loyalty:bills")
    title = _("Take back the bill of %(amount)s") % {"amount": money.format_money(cost.amount)}
    context = {
        "title": title, "form": form, "submit_label": _("Take it back"), "back_url": reverse("loyalty:bills"),
        "back_label": _("Bills by hand"),
    }  # fmt: skip
    return render(request, "loyalty/bill_back.html", context, status=422 if form.errors else 200)
