"""Pages that move units for a customer: cancel, transfer, convert, top up and pay out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, fields
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core import clock, money
from core.decorators import permission
from core.errors import DomainError
from core.templatetags.regulars import day
from core.templatetags.regulars import units as shown_units
from customers.forms.base import ServiceForm
from customers.models import Customer
from customers.views.base import find, posted, user_of
from loyalty import ledger
from loyalty.forms import UnitsField
from loyalty.households.queries import holder_of
from loyalty.ledger import lineage, migrating, statement, stored
from loyalty.ledger.gifts import waive_charge
from loyalty.memberunits import rate_in_words, ways
from loyalty.models import CurrencyPolicy, Entry, LoyaltyCurrency
from loyalty.naming import find_customer

T = TypeVar("T")


class _KeyedForm(ServiceForm):
    """`key` makes a form sent twice one event."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options["initial"] = {"key": uuid4()} | (options.get("initial") or {})
        super().__init__(*arguments, **options)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        field = self.fields.get("units")
        if isinstance(field, UnitsField) and data.get("units"):
            try:
                data["units"] = field.read(data["units"], data.get("currency") or self.initial.get("currency", ""))
            except forms.ValidationError as error:
                self.add_error("units", error)
        return data


class TransferForm(_KeyedForm):
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=LoyaltyCurrency.choices)
    units = UnitsField(label=gettext_lazy("Units"))
    to = forms.CharField(
        label=gettext_lazy("To whom"),
        max_length=160,
        help_text=gettext_lazy("Name, phone number, e-mail, customer or card number."),
    )
    field_order = ("to", "currency", "units", "reason", "key")


class ConvertForm(_KeyedForm):
    currency = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[
            ("points", gettext_lazy("Points into cashback")),
            ("cashback", gettext_lazy("Cashback into points")),
        ],
    )
    units = UnitsField(label=gettext_lazy("Units"))
    field_order = ("currency", "units", "reason", "key")


class TopUpForm(_KeyedForm):
    units = UnitsField(label=gettext_lazy("Amount paid in"))
    field_order = ("units", "reason", "key")


class WaiveForm(_KeyedForm):
    """Units left empty: all that is owed."""

    units = UnitsField(label=gettext_lazy("Units"), required=False, help_text=gettext_lazy("Empty: all of it."))
    field_order = ("units", "reason", "key")


class UndoForm(_KeyedForm):
    """Units left empty: everything that is left."""

    units = UnitsField(label=gettext_lazy("Units"), required=False, help_text=gettext_lazy("Empty: all of it."))
    field_order = ("units", "reason", "key")


class PayOutForm(UndoForm):
    """`shown` is what the page said of these very units: the first press asks for it, the second books it."""

    units = UnitsField(
        label=gettext_lazy("Amount to pay out"), required=False, help_text=gettext_lazy("Empty: all of it.")
    )
    shown = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def attempt(self, action: Callable[[], T]) -> T | None:
        def told() -> T:
            try:
                return action()
            except DomainError as error:
                # What the ledger calls an amount is typed as units here.
                error.field = "units" if error.field == "amount" else error.field
                raise

        return super().attempt(told)

    def agreed(self) -> stored.PayOut | None:
        asked, *figures = self.cleaned_data["shown"].split(":")
        if asked != str(self.cleaned_data["units"] or "") or not all(figure.isdecimal() for figure in figures):
            return None
        return stored.PayOut(*map(int, figures)) if len(figures) == len(fields(stored.PayOut)) else None

    def show(self, plan: stored.PayOut) -> None:
        told = [str(self.cleaned_data["units"] or ""), *map(str, astuple(plan))]
        self.data = dict(self.data.items()) | {"shown": ":".join(told)}


def answer(
    request: HttpRequest, customer: Customer, form: ServiceForm, save: Callable[[], Any], shown: dict[str, Any]
) -> HttpResponse:
    """Do it and go to the statement, or show the form (again) beside what there is."""
    if request.method == "POST" and form.is_valid():
        outcome = form.attempt(save)
        if outcome is not None:
            done = shown["done"]
            messages.success(request, done(outcome) if callable(done) else done)
            return redirect(_statement_url(customer, shown.get("currency") or form.cleaned_data.get("currency", "")))
    return _shown(request, customer, form, shown)


def _shown(request: HttpRequest, customer: Customer, form: ServiceForm, shown: dict[str, Any]) -> HttpResponse:
    context = shown | {
        "form": form,
        "customer": customer,
        "accounts": statement.balances(holder_of(customer.pk), clock.now()),
        "back_url": reverse("loyalty:statement", args=[customer.public_id]),
        "back_label": str(customer),
    }
    return render(request, "loyalty/movement_form.html", context, status=422 if form.errors else 200)


def _statement_url(customer: Customer, currency: str) -> str:
    url = reverse("loyalty:statement", args=[customer.public_id])
    return f"{url}?currency={currency}" if currency else url


@permission("loyalty.transfer_account", "loyalty.view_account")
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = TransferForm(posted(request))

    def save() -> ledger.Outcome:
        data = form.cleaned_data
        other = find_customer(Customer.objects.visible_to(request.user), data["to"], field="to")
        return ledger.transfer(
            from_customer_id=customer.pk, to_customer_id=other.pk,
            currency=data["currency"], units=data["units"], event_key=f"staff:{data['key']}", now=clock.now(),
            reason=data["reason"], actor=user_of(request),
        )  # fmt: skip

    shown = {"title": _("Hand units on"), "submit_label": _("Hand on"), "done": _("Handed on.")}
    return answer(request, customer, form, save, shown)


@permission("loyalty.transfer_account", "loyalty.view_account")
@require_http_methods(["GET", "HEAD", "POST"])
def convert(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = ConvertForm(posted(request))

    def save() -> ledger.Outcome:
        data = form.cleaned_data
        to = "cashback" if data["currency"] == "points" else "points"
        return ledger.convert(
            customer_id=customer.pk, currency=data["currency"], to=to, units=data["units"],
            event_key=f"staff:{data['key']}", now=clock.now(), reason=data["reason"], actor=user_of(request),
        )  # fmt: skip

    hints = [rate_in_words(way) for way in ways()]
    shown = {"title": _("Convert"), "submit_label": _("Convert"), "done": _("Converted."), "hints": hints}
    return answer(request, customer, form, save, shown)


@permission("loyalty.top_up_account", "loyalty.view_account")
@require_http_methods(["GET", "HEAD", "POST"])
def top_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = TopUpForm(posted(request), initial={"currency": "stored"})

    def save() -> ledger.Outcome:
        data = form.cleaned_data
        return ledger.top_up(
            customer_id=customer.pk, amount=data["units"], event_key=f"staff:{data['key']}", now=clock.now(),
            reason=data["reason"], actor=user_of(request),
        )  # fmt: skip

    shown = {"title": _("Top up"), "submit_label": _("Top up"), "done": _("Topped up."), "currency": "stored"}
    return answer(request, customer, form, save, shown)


@permission("loyalty.adjust_account", "loyalty.view_account")
@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: HttpRequest, public_id: UUID, currency: str) -> HttpResponse:
    """Write off what the member (or their household) owes; shown before is how much that is."""
    customer = find(request, public_id)
    owed = next(
        (row for row in statement.balances(holder_of(customer.pk), clock.now()) if row.currency == currency), None
    )
    if currency not in LoyaltyCurrency.values or owed is None:
        raise Http404
    form = WaiveForm(posted(request), initial={"currency": currency})

    def save() -> ledger.Outcome:
        data = form.cleaned_data
        return ledger.waive_debt(
            customer_id=customer.pk, currency=currency, units=data["units"] or None, reason=data["reason"],
            event_key=f"staff:{data['key']}", now=clock.now(), actor=user_of(request),
        )  # fmt: skip

    label = LoyaltyCurrency(currency).label
    hint = _("Owed now: %(units)s %(currency)s. What can be spent stays as it is.") % {
        "units": shown_units(owed.debt, currency), "currency": label,
    }  # fmt: skip
    shown = {
        "title": _("Write off a debt"), "submit_label": _("Write it off"), "done": _("Written off."),
        "currency": currency, "hints": [hint],
    }  # fmt: skip
    return answer(request, customer, form, save, shown)


UNDOABLE = {
    "redeem": "loyalty.redeem_account",
    "topup": "loyalty.top_up_account",
    "grant": "loyalty.adjust_account",
    "charge": "loyalty.redeem_account",
}


@permission("loyalty.view_account", "loyalty.view_entry")
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, public_id: UUID, entry_id: int) -> HttpResponse:
    """Cancel a redemption, take an event's grant back, or pay a top-up out, once it was read; whole or in part."""
    customer = find(request, public_id)
    entry = get_object_or_404(Entry.objects.select_related("account"), pk=entry_id, account__customer=customer)
    # Money that was paid in and has moved here since: its top-up is what is paid out.
    if top_up := lineage.top_ups_of([entry]).get(entry.pk):
        entry = Entry.objects.select_related("account").get(pk=top_up)
    if entry.kind not in UNDOABLE or (entry.kind == "grant" and entry.purchase_id):
        raise Http404
    if entry.is_bound:
        told = _("This paid for something. Cancel the reward or the chance, or take the goods back instead.")
        messages.error(request, told)
        return redirect("loyalty:statement", public_id)
    if not request.user.has_perm(UNDOABLE[entry.kind]):
        raise PermissionDenied
    if entry.kind == "topup":
        return _pay_out(request, customer, entry)
    form = UndoForm(posted(request), initial={"currency": entry.account.currency})
    titles = {
        "redeem": (_("Cancel a redemption"), _("The units are back in their lots.")),
        "grant": (_("Take units back"), _("Taken back.")),
        "charge": (_("Waive the charge"), _("The charge is waived.")),
    }
    title, done = titles[entry.kind]
    shown = {"title": title, "submit_label": title, "done": done, "currency": entry.account.currency}
    return answer(request, customer, form, lambda: _undo(request, entry, form), shown)


def _pay_out(request: HttpRequest, customer: Customer, entry: Entry) -> HttpResponse:
    """Says first what there is and what to hand out; the second press books just that, or shows what changed."""
    form = PayOutForm(posted(request), initial={"currency": entry.account.currency})
    shown: dict[str, Any] = {
        "title": _("Pay a top-up out"), "submit_label": _("See what to hand out"), "hints": _left_of(entry),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"of": entry.event_key, "amount": form.cleaned_data["units"] or None, "now": clock.now()}
        if agreed := form.agreed():
            outcome = form.attempt(lambda: _refund(request, form, told, agreed))
            if outcome is not None:
                messages.success(request, _told_payout(outcome))
                return redirect(_statement_url(customer, entry.account.currency))
        if not form.errors or form.has_error(NON_FIELD_ERRORS, "payout_changed"):
            plan = form.attempt(lambda: stored.quote_refund(**told))
            if plan is not None:
                form.show(plan)
                label = _("Hand out %(amount)s and book it") % {"amount": money.format_money(plan.payout)}
                shown |= {"plan": plan, "submit_label": label}
    return _shown(request, customer, form, shown)


def _refund(request: HttpRequest, form: PayOutForm, told: dict[str, Any], agreed: stored.PayOut) -> ledger.Outcome:
    data = form.cleaned_data
    return ledger.refund_top_up(
        event_key=f"staff:{data['key']}", reason=data["reason"], actor=user_of(request), shown=agreed, **told
    )


def _left_of(entry: Entry) -> list[str]:
    """Which top-up it is, what of it is left, and what paying all of that out means."""
    top_up = _("Top-up of %(amount)s on %(day)s.") % {
        "amount": money.format_money(entry.units), "day": day(entry.occurred_at),
    }  # fmt: skip
    try:
        plan = stored.quote_refund(of=entry.event_key, now=clock.now())
    except DomainError as error:
        return [top_up, str(error)]
    text = _("%(left)s of it is left. All of that paid out: hand out %(payout)s; %(bonus)s of the bonus goes.")
    told = {name: money.format_money(getattr(plan, name)) for name in ("left", "payout", "bonus")}
    return [top_up, text % told]


def _told_payout(outcome: ledger.Outcome) -> str:
    """What to hand out: less than asked when the bonus was spent already."""
    payout = Entry.objects.values_list("facts__payout", flat=True).get(pk=outcome.entry_id)
    return _("Hand out %(amount)s.") % {"amount": money.format_money(payout)}


def _undo(request: HttpRequest, entry: Entry, form: UndoForm) -> ledger.Outcome:
    data = form.cleaned_data
    told: dict[str, Any] = {
        "event_key": f"staff:{data['key']}", "of": entry.event_key, "now": clock.now(), "reason": data["reason"],
        "actor": user_of(request),
    }  # fmt: skip
    units = data["units"] or None
    if entry.kind == "grant":
        return ledger.reverse_grant(units=units, **told)
    if entry.kind == "charge":
        told = {"actor": told["actor"], "reason": told["reason"], "now": told["now"]}
        return waive_charge(use=entry.facts["gift"], **told)
    return ledger.cancel_redemption(units=units, **told)


# --- Expiry of existing lots --------------------------------------------------------------


class MigrationForm(ServiceForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@permission("loyalty.migrate_expiry")
@require_http_methods(["GET", "HEAD", "POST"])
def expiry(request: HttpRequest, currency: str) -> HttpResponse:
    """What bringing existing lots to the policy in force would do; then do it, as a job."""
    policy = get_object_or_404(CurrencyPolicy, pk=currency)
    form = MigrationForm(posted(request))

    def save() -> Any:
        return migrating.start_migration(
            currency=currency, reason=form.cleaned_data["reason"], actor=user_of(request), now=clock.now()
        )

    if request.method == "POST" and form.is_valid():
        job = form.attempt(save)
        if job is not None:
            return redirect(reverse("core:job_detail", args=[job.pk]))
    context = {
        "title": _("Expiry of existing units: %(currency)s") % {"currency": policy.get_currency_display()},
        "form": form, "policy": policy, "found": migrating.preview(currency=currency, now=clock.now()),
        "notice": migrating.NOTICE_DAYS, "submit_label": _("Move the dates"), "back_url": reverse("loyalty:overview"),
        "back_label": _("Loyalty"),
    }  # fmt: skip
    return render(request, "loyalty/expiry_form.html", context, status=422 if form.errors else 200)
