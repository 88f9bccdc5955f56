"""The programme in words, a customer's statement, and moving units by hand."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission
from core.models import User
from core.paging import build_page, render_list
from customers import listfiles
from customers.models import Customer, Membership
from loyalty import ledger, programme, statementfile, wording
from loyalty.currencies import rank
from loyalty.forms import AdjustForm, MovementForm, RedeemForm
from loyalty.households.queries import holder_of, household_of
from loyalty.households.services import redeem_from_pool
from loyalty.ledger import lineage, statement
from loyalty.models import CurrencyPolicy, EarnRule, Entry, Lot
from loyalty.views.undoing import permissions_of
from sales.models import Purchase

# Sums over all accounts need not be of this second.
TOTALS_SECONDS = 60
PANEL_ENTRIES = 5
# What is spent next; the others have a list of their own.
FIRST_LOTS = 8


@permission("loyalty.view_account")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the programme promises, and what is out there."""
    now = clock.now()
    found = EarnRule.objects.order_by("-currency", "kind", "pk")
    rules = list(found.prefetch_related("categories", "brands", "products", "channels"))
    totals = cache.get_or_set("loyalty.totals", statement.totals, TOTALS_SECONDS) or []
    shown = {total.currency for total in totals}
    policies = sorted(CurrencyPolicy.objects.filter(currency__in=shown), key=lambda policy: rank(policy.currency))
    context = {
        "title": _("Loyalty"),
        "programme": programme.current(),
        "totals": totals,
        "policies": [(policy, wording.policy_in_words(policy)) for policy in policies],
        "rules": [(rule, wording.rule_in_words(rule), _rule_state(rule, now)) for rule in _open_rules(rules, now)],
        "combining": wording.combining_in_words([policy for policy in policies if policy.is_active]),
        "can_configure": request.user.has_perm("loyalty.change_earnrule"),
    }
    return render_list(request, "loyalty/overview.html", context)


def _open_rules(rules: list[EarnRule], now: Any) -> list[EarnRule]:
    """Without those that are over: they are the history that the admin keeps."""
    return [rule for rule in rules if rule.valid_until is None or rule.valid_until > now]


def _rule_state(rule: EarnRule, now: Any) -> str:
    if not rule.is_active:
        return "off"
    return "planned" if rule.valid_from and rule.valid_from > now else "running"


# --- A customer's accounts ------------------------------------------------------------------


def _customer(request: HttpRequest, public_id: UUID) -> Customer:
    return get_object_or_404(Customer.objects.visible_to(request.user), public_id=public_id)


@permission("loyalty.view_account", "loyalty.view_entry")
@require_safe
def customer_statement(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The lots that are spent next, and every entry with its reason."""
    customer, now = _customer(request, public_id), clock.now()
    if listfiles.is_asked(request):
        return listfiles.answer(request, statementfile.FILE, also={"customer": str(public_id)})
    accounts = statement.balances(customer.pk, now)
    chosen = statementfile.chosen_of(accounts, request.GET.get("currency", ""))
    kind = request.GET.get("kind", "")
    entries = statementfile.entries_of(chosen, kind)
    rows = entries.select_related("account", "purchase", "actor", "lot")
    page = build_page(
        request, rows, columns=statementfile.COLUMNS, default="-when", decorate=_explain, count_from=entries
    )
    lots = statement.lots(chosen.account_id, now, limit=FIRST_LOTS + 1) if chosen else []
    context = {
        "title": _("Statement of %(name)s") % {"name": customer},
        "customer": customer,
        "page": page,
        "accounts": accounts,
        "chosen": chosen,
        "lots": lots[:FIRST_LOTS],
        "has_more_lots": len(lots) > FIRST_LOTS,
        "kinds": Entry.Kind.choices,
        "kind": kind,
        "is_filtered": bool(kind),
        "pool": household_of(customer.pk),
        "has_stored": CurrencyPolicy.objects.filter(pk="stored", is_active=True).exists(),
        "exports": statementfile.FILE.may_export(request.user),
    }
    return render_list(request, "loyalty/statement.html", context)


@permission("loyalty.view_account", "loyalty.view_entry")
@require_safe
def customer_lots(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Every lot that holds something: what is left of it, from when and until when it can be spent."""
    customer, now = _customer(request, public_id), clock.now()
    if listfiles.is_asked(request):
        return listfiles.answer(request, statementfile.LOTS, also={"customer": str(public_id)})
    accounts = statement.balances(customer.pk, now)
    chosen = statementfile.chosen_of(accounts, request.GET.get("currency", ""))

    def decorate(lots: list[Lot]) -> None:
        for lot in lots:
            lot.line = statement.LotLine(lot, statement.state_of(lot, now))  # type: ignore[attr-defined]  # for the template

    rows = statement.open_lots(chosen.account_id if chosen else 0)
    context = {
        "title": _("Lots of %(name)s") % {"name": customer},
        "customer": customer,
        "page": build_page(request, rows, columns=statementfile.LOT_COLUMNS, default="expires", decorate=decorate),
        "accounts": accounts,
        "chosen": chosen,
        "exports": statementfile.LOTS.may_export(request.user),
    }
    return render_list(request, "loyalty/lots.html", context)


def _explain(entries: list[Entry]) -> None:
    moved, undoable = lineage.top_ups_of(entries), permissions_of(entries)
    for entry in entries:
        entry.undone_with = undoable.get(entry.pk, "")  # type: ignore[attr-defined]  # for the template
        entry.why = wording.explain(entry)  # type: ignore[attr-defined]  # for the template
        entry.is_paid_in = entry.kind == "topup" or entry.pk in moved  # type: ignore[attr-defined]  # as well


@permission("customers.view_customer", "loyalty.view_account")
@require_safe
def customer_accounts(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel on the customer's record."""
    customer, now = _customer(request, public_id), clock.now()
    holder = holder_of(customer.pk)
    accounts = statement.balances(holder, now)
    latest = statement.latest(accounts, PANEL_ENTRIES) if holder == customer.pk else []
    _explain(latest)
    context = {
        "title": _("Points and cashback"),
        "back_url": reverse("customers:detail", args=[public_id]),
        "customer": customer,
        "in_pool": holder != customer.pk,
        "accounts": accounts,
        "entries": latest,
        "is_member": Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists(),
    }
    return render_list(request, "loyalty/_customer_accounts.html", context)


@permission("sales.view_purchase", "loyalty.view_account")
@require_safe
def purchase_entries(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel on a purchase: what it earned and why, or why nothing."""
    purchase = get_object_or_404(Purchase.objects.visible_to(request.user), public_id=public_id)
    entries = list(statement.of_purchase(purchase.pk))
    _explain(entries)
    context = {
        "title": _("Units earned"),
        "back_url": reverse("sales:purchase", args=[public_id]),
        "purchase": purchase,
        "entries": entries,
        "nothing": "" if entries else _why_nothing(purchase),
    }
    return render_list(request, "loyalty/_purchase_entries.html", context)


def _why_nothing(purchase: Purchase) -> str:
    if purchase.customer_id is None:
        return _("An anonymous sale earns nothing.")
    membership = Membership.objects.filter(pk=purchase.customer_id).first()
    if membership is None:
        return _("The customer is not a member.")
    if membership.state != Membership.State.ACTIVE:
        return _("The customer is not an active member.")
    return _("No rule that was valid then gave it a whole unit, or it was imported without earning.")


# --- Moving units by hand -------------------------------------------------------------------


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


@permission("loyalty.adjust_account", "loyalty.view_account")
@require_http_methods(["GET", "HEAD", "POST"])
def adjust(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = _customer(request, public_id)
    form = AdjustForm(request.POST or None)

    def save() -> ledger.Outcome:
        last_day = form.cleaned_data["last_day"]
        return ledger.adjust(
            customer_id=customer.pk,
            currency=form.cleaned_data["currency"],
            units=form.signed_units(),
            event_key=f"staff:{form.cleaned_data['key']}",
            reason=form.cleaned_data["reason"],
            actor=_user(request),
            now=clock.now(),
            expires_at=clock.day_end(last_day) if last_day else None,
        )

    shown = {"title": _("Adjust by hand"), "submit_label": _("Adjust"), "done": _("Adjusted.")}
    return _answer(request, customer, form, save, shown)


@permission("loyalty.redeem_account", "loyalty.view_account")
@require_http_methods(["GET", "HEAD", "POST"])
def redeem(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = _customer(request, public_id)
    form = RedeemForm(request.POST or None)

    def save() -> ledger.Outcome:
        return redeem_from_pool(
            customer_id=customer.pk,
            currency=form.cleaned_data["currency"],
            units=form.cleaned_data["units"],
            event_key=f"staff:{form.cleaned_data['key']}",
            reason=form.cleaned_data["reason"],
            actor=_user(request),
            now=clock.now(),
        )

    shown = {"title": _("Redeem"), "submit_label": _("Redeem"), "done": _("Redeemed.")}
    return _answer(request, customer, form, save, shown)


def _answer(
    request: HttpRequest, customer: Customer, form: MovementForm, save: Any, shown: dict[str, Any]
) -> HttpResponse:
    """Do it and go to the statement, or show the form (again), with what there is to move."""
    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, shown["done"])
        url = reverse("loyalty:statement", args=[customer.public_id])
        return redirect(f"{url}?currency={form.cleaned_data['currency']}")
    context = shown | {
        "form": form,
        "customer": customer,
        "accounts": statement.balances(holder_of(customer.pk), clock.now()),
        "back_url": reverse("customers:detail", args=[customer.public_id]),
        "back_label": str(customer),
    }
    return render(request, "loyalty/movement_form.html", context, status=422 if form.errors else 200)
