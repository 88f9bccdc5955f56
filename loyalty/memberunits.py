"""What members move themselves on their personal page: points into cashback or back, and units to another member.

Two steps: say what, then see exactly what will happen and confirm it. What is confirmed is what was shown, because
it comes back signed; its key makes two taps one. Whom it goes to is said by the number of their card, which cannot
be guessed: every reason not to find somebody gives one answer, and nothing of a person is shown. Each look-up counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core import clock, limits
from core.decorators import public
from core.errors import Conflict, DomainError, NotFound
from core.templatetags.regulars import units as shown_units
from customers.forms.base import ServiceForm
from customers.memberpage import member_view
from customers.models import Customer, Membership
from loyalty import ledger
from loyalty.cards import queries as cards
from loyalty.cards.rules import key_of, tail
from loyalty.currencies import rank
from loyalty.draws.memberpages import refused
from loyalty.forms import UnitsField
from loyalty.households.queries import holder_of
from loyalty.ledger import moving, statement, terms
from loyalty.models import CurrencyPolicy, Entry, LoyaltyCurrency, SpendingTerms
from loyalty.unitwords import named

LINK = "the signed link is the key"
SALT = "loyalty.memberunits"
# How long a page that asks for confirmation may lie open.
PATIENCE = 30 * 60
# Card numbers that one member may ask for in an hour, found or not.
LOOKUPS = 15
# What a member's own booking says where staff give a reason.
REASON = "member page"


@dataclass(frozen=True)
class Way:
    """Units of `source` become units of `target` at `rate`."""

    source: str
    target: str
    rate: Decimal

    @property
    def title(self) -> str:
        return _("Points into cashback") if self.target == LoyaltyCurrency.CASHBACK else _("Cashback into points")


def ways() -> list[Way]:
    """Which conversions the programme allows now."""
    set_to = terms.settings()
    active = set(CurrencyPolicy.objects.filter(is_active=True).values_list("currency", flat=True))
    pairs = (
        (LoyaltyCurrency.POINTS.value, LoyaltyCurrency.CASHBACK.value, set_to.points_to_cashback),
        (LoyaltyCurrency.CASHBACK.value, LoyaltyCurrency.POINTS.value, set_to.cashback_to_points),
    )
    return [Way(source, target, rate) for source, target, rate in pairs if rate and {source, target} <= active]


def transferable() -> list[str]:
    """Currencies that members hand on, in the order in which people read them."""
    found = SpendingTerms.objects.filter(transfer_daily_limit__gt=0).values_list("currency", flat=True)
    return sorted(found, key=rank)


def actions(customer: Customer, accounts: list[statement.Balance]) -> dict[str, bool]:
    """Which of the two the page offers: only what would move something."""
    held = {account.currency for account in accounts if account.available > 0}
    may = _may(customer)
    return {
        "converts": may and any(way.source in held for way in ways()),
        "hands_on": may and not held.isdisjoint(transferable()),
    }


def _may(customer: Customer) -> bool:
    """An active member who collects for themselves or holds the pool of a household."""
    is_active = Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists()
    return is_active and holder_of(customer.pk) == customer.pk


# --- The forms ------------------------------------------------------------------------------


class _UnitsForm(ServiceForm):
    units = UnitsField(label=gettext_lazy("How much"))

    def source(self) -> str:
        return str(self.cleaned_data.get("currency", ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("units") and self.source():
            try:
                data["units"] = self.fields["units"].read(data["units"], self.source())  # type: ignore[attr-defined]
            except forms.ValidationError as error:
                self.add_error("units", error)
        return data


class ConvertForm(_UnitsForm):
    currency = forms.ChoiceField(label=gettext_lazy("What"))
    field_order = ("currency", "units")

    def __init__(self, data: Any, *, offered: list[Way]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["currency"].choices = [(way.source, way.title) for way in offered]  # type: ignore[attr-defined]


class HandOnForm(_UnitsForm):
    card = forms.CharField(
        label=gettext_lazy("Number of their card"),
        max_length=60,
        help_text=gettext_lazy("It stands on their card, and on their own page under the bars."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    currency = forms.ChoiceField(label=gettext_lazy("What"))
    field_order = ("card", "currency", "units")

    def __init__(self, data: Any, *, offered: list[str]) -> None:
        super().__init__(data, label_suffix="")
        labels = dict(LoyaltyCurrency.choices)
        self.fields["currency"].choices = [(code, labels[LoyaltyCurrency(code)]) for code in offered]  # type: ignore[attr-defined]


# --- What would happen ----------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """`facts` go to the service; `rows` say it to the member: what, and how much."""

    facts: dict[str, Any]
    rows: list[tuple[str, str]]


def plan_conversion(customer: Customer, data: dict[str, Any], now: datetime) -> Plan:
    way = next(way for way in ways() if way.source == data["currency"])
    _check_held(customer, way.source, data["units"], now)
    gives = terms.floor(data["units"] * way.rate)
    if gives == 0:
        raise Conflict("too_few", _("So few units convert to nothing."), field="units")
    facts = {"currency": way.source, "to": way.target, "units": data["units"], "expects": gives}
    return Plan(
        facts, [(_("You give"), _amount(data["units"], way.source)), (_("You get"), _amount(gives, way.target))]
    )


def plan_transfer(customer: Customer, data: dict[str, Any], now: datetime) -> Plan:
    """Counts the look-up before anything is said of the card."""
    limits.check("handing_on", str(customer.pk), most=LOOKUPS, seconds=3600, closed=True)
    receiver(customer, data["card"])
    currency, units = data["currency"], data["units"]
    _check_held(customer, currency, units, now)
    left = moving.left_today(customer.pk, currency, now)
    if units > left:
        told = {"units": named(left, currency)}
        raise Conflict("daily_limit", _("Only %(units)s more today.") % told, field="units")
    facts = {"currency": currency, "units": units, "card": key_of(data["card"])}
    card = _("the card that ends in %(digits)s") % {"digits": tail(data["card"])}
    return Plan(facts, [(_("You hand on"), _amount(units, currency)), (_("To"), card)])


def receiver(customer: Customer, number: str) -> Customer:
    """The active member of a working card; one and the same refusal for every reason why there is none."""
    found = cards.find(number)
    other = found.customer if found and not found.refusal else None
    if other is not None and other.pk == customer.pk:
        raise DomainError("same_customer", _("This is your own card."), field="card")
    if other is None or not Membership.objects.filter(pk=other.pk, state=Membership.State.ACTIVE).exists():
        raise nobody()
    if holder_of(other.pk) == customer.pk:
        raise DomainError(
            "same_customer", _("You collect together already: there is nothing to hand on."), field="card"
        )
    return other


def nobody() -> NotFound:
    message = _("Nothing can be handed on to this number. Compare it with the card, digit by digit.")
    return NotFound("card_unknown", message, field="card")


def _check_held(customer: Customer, currency: str, units: int, now: datetime) -> None:
    """What the service will ask again when it books."""
    account = next((row for row in statement.balances(customer.pk, now) if row.currency == currency), None)
    if account and account.debt:
        raise Conflict("in_debt", _("Units are owed after a return; they must be earned first."), field="units")
    available = account.available if account else 0
    if units > available:
        told = {"units": named(available, currency)}
        raise Conflict("insufficient", _("Only %(units)s can be spent now.") % told, field="units")


def _amount(units: int, currency: str) -> str:
    return f"{shown_units(units, currency)} {LoyaltyCurrency(currency).label}"


# --- The pages ------------------------------------------------------------------------------


@public(LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@member_view
def convert(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    """Points into cashback or back, at the rate that is shown before it is confirmed."""
    if "plan" in request.POST:
        return _confirm(request, customer, token, "convert", _book_conversion)
    offered = ways() if _may(customer) else []
    if not offered:
        return refused(request, token, _("Nothing can be converted here at the moment."))
    form = ConvertForm(request.POST or None, offered=offered)
    hints = [rate_in_words(way) for way in offered]
    told: dict[str, Any] = {"action": "convert", "plan_of": plan_conversion, "title": _("Convert"), "hints": hints}
    return _ask(request, customer, token, form, **told)


@public(LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@member_view
def hand_on(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    """Units to another member, at most so many a day."""
    if "plan" in request.POST:
        return _confirm(request, customer, token, "hand_on", _book_transfer)
    offered, now = transferable() if _may(customer) else [], clock.now()
    if not offered:
        return refused(request, token, _("Nothing can be handed on here at the moment."))
    form = HandOnForm(request.POST or None, offered=offered)
    left = [(currency, moving.left_today(customer.pk, currency, now)) for currency in offered]
    hints = [_("Today you can still hand on %(what)s.") % {"what": _amount(units, code)} for code, units in left]
    told: dict[str, Any] = {
        "action": "hand_on", "plan_of": plan_transfer, "title": _("Hand on to another member"), "hints": hints
    }  # fmt: skip
    return _ask(request, customer, token, form, **told)


def rate_in_words(way: Way) -> str:
    """For a hundred, as a rate for one is a fraction that nobody reads."""
    told = {"of": _amount(100, way.source), "gives": _amount(terms.floor(100 * way.rate), way.target)}
    return _("%(of)s become %(gives)s.") % told


def _ask(
    request: HttpRequest,
    customer: Customer,
    token: str,
    form: _UnitsForm,
    *,
    action: str,
    plan_of: Callable[[Customer, dict[str, Any], datetime], Plan],
    title: str,
    hints: list[str],
) -> HttpResponse:
    """The form, or what would happen with the button that does it."""
    now, plan = clock.now(), None
    if form.is_bound and form.is_valid():
        plan = form.attempt(lambda: plan_of(customer, form.cleaned_data, now))
    signed = ""
    if plan:
        facts = plan.facts | {"do": action, "who": str(customer.public_id), "key": uuid4().hex}
        signed = signing.dumps(facts, salt=SALT)
    offered = {code for code, _label in form.fields["currency"].choices}  # type: ignore[attr-defined]  # as above
    accounts = [row for row in statement.balances(customer.pk, now) if row.currency in offered]
    context = {
        "site_name": settings.SITE_NAME, "customer": customer, "token": token, "title": title, "form": form,
        "plan": plan, "signed": signed, "hints": hints, "accounts": accounts,
    }  # fmt: skip
    return render(request, "loyalty/member_units.html", context, status=422 if form.errors else 200)


def _confirm(
    request: HttpRequest, customer: Customer, token: str, action: str, book: Callable[..., Any]
) -> HttpResponse:
    try:
        facts = signing.loads(request.POST["plan"], salt=SALT, max_age=PATIENCE)
    except signing.BadSignature:
        facts = {}
    # A merged record keeps its links: what it planned is done by nobody else.
    if (facts.get("do"), facts.get("who")) != (action, str(customer.public_id)):
        return refused(request, token, _("This page lay open too long. Please start again; nothing was moved."))
    try:
        book(customer, facts, f"member:{facts['key']}", clock.now())
    except DomainError as error:
        return refused(request, token, str(error))
    return redirect(reverse("customers:member_page", args=[token]) + "?done=moved#balance")


def _book_conversion(customer: Customer, facts: dict[str, Any], key: str, now: datetime) -> None:
    ledger.convert(
        customer_id=customer.pk, currency=facts["currency"], to=facts["to"], units=facts["units"], event_key=key,
        now=now, reason=REASON, expects=facts["expects"],
    )  # fmt: skip


def _book_transfer(customer: Customer, facts: dict[str, Any], key: str, now: datetime) -> None:
    """The signed number was looked up and counted before; a second tap finds what the first one booked."""
    if Entry.objects.filter(event_key=key).exists():
        return
    try:
        other = receiver(customer, facts["card"])
        ledger.transfer(
            from_customer_id=customer.pk, to_customer_id=other.pk, currency=facts["currency"], units=facts["units"],
            event_key=key, now=now, reason=REASON,
        )  # fmt: skip
    except DomainError as error:
        # Of the other person nothing is told that the first step would not have told.
        if error.field == "to":
            raise nobody() from error
        raise
