"""Pages of cards: the list, one card with what can be done, issuing, batches and print, and the member's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, codes
from core.decorators import permission, public
from core.errors import DomainError
from core.models import User
from core.paging import Column, build_page, render_list
from customers import listfiles
from customers.forms.base import ServiceForm
from customers.memberpage import member_view
from customers.models import Customer
from customers.views.base import find, posted, record_url, user_of
from loyalty.cards import queries, rules, services
from loyalty.cards.forms import BatchForm, CardReasonForm, IssueForm, ReplaceForm
from loyalty.models import Card, CardBatch

COLUMNS = (
    Column("number", gettext_lazy("Number"), sort="number_key"),
    Column("customer", gettext_lazy("Customer")),
    Column("state", gettext_lazy("State")),
    Column("since", gettext_lazy("Since"), sort="state_since", first="-"),
    Column("origin", gettext_lazy("Origin")),
)
# So many cards, 25 sheets, are one page to print: a browser manages that on any machine.
SHEET = 200
TONES = {"active": "badge-good", "lost": "badge-warn", "blocked": "badge-bad", "blank": "badge-info"}


@require_safe
@permission("loyalty.view_card")
def card_list(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, FILE)
    rows = _filtered(user_of(request), request.GET.dict())
    page = build_page(request, rows.select_related("customer"), columns=COLUMNS, default="-since")
    for card in page:
        _decorate(card)
    context = {
        "title": _("Cards"),
        "page": page,
        "exports": FILE.may_export(request.user),
        "states": Card.State.choices,
        "q": request.GET.get("q", ""),
        "chosen_state": request.GET.get("state", ""),
        "is_filtered": bool(request.GET.get("q") or request.GET.get("state")),
    }
    return render_list(request, "loyalty/cards_list.html", context)


def _filtered(user: User, asked: listfiles.Asked) -> QuerySet[Card]:
    rows = queries.visible_to(user)
    if asked.get("state") in Card.State.values:
        rows = rows.filter(state=asked["state"])
    if key := rules.key_of(asked.get("q", "").replace("\0", ""))[: rules.LONGEST]:
        rows = rows.filter(number_key__startswith=key)
    return rows


def _cells(card: Card) -> list[Any]:
    customer = str(card.customer) if card.customer else ""
    return [card.number, customer, card.get_state_display(), card.state_since, card.get_origin_display()]


FILE = listfiles.page_file(
    name="cards", title=gettext_lazy("Cards"), columns=lambda: COLUMNS, default="-since",
    permissions=("loyalty.view_card",),
    rows=lambda user, asked: _filtered(user, asked).select_related("customer"), cells=_cells,
)  # fmt: skip


def _decorate(card: Card) -> None:
    card.tone = TONES.get(card.state, "")  # type: ignore[attr-defined]


@require_safe
@permission("loyalty.view_card")
def card_detail(request: HttpRequest, pk: int) -> HttpResponse:
    card = _card(request, pk)
    found = queries.find(card.number)
    _decorate(card)
    context = {
        "title": card.number,
        "card": card,
        "found": found,
        "reason": queries.reason_in_words(card),
        "qr": codes.qr_svg(card.number),
        "barcode": rules.barcode_svg(card.number),
        "back_url": reverse("loyalty:cards"),
        "actions": _actions(request, card),
    }
    return render(request, "loyalty/cards_detail.html", context)


@dataclass(frozen=True)
class Action:
    """Something that may be done to a card, with a page of its own that asks once."""

    code: str
    label: Any
    permission: str
    to: str
    lead: Any
    done: Any


ACTIONS = {
    action.code: action
    for action in (
        Action(
            "lost", gettext_lazy("Report lost"), "loyalty.issue_card", "lost",
            gettext_lazy("The number is refused until the card is found or replaced."), gettext_lazy("Reported lost."),
        ),
        Action(
            "replace", gettext_lazy("Replace"), "loyalty.issue_card", "replaced",
            gettext_lazy("The old number is refused for ever and still finds its customer."),
            gettext_lazy("Replaced. The new card works from now on."),
        ),
        Action(
            "block", gettext_lazy("Block"), "loyalty.block_card", "blocked",
            gettext_lazy("The number is refused until somebody makes it valid again. Say why."),
            gettext_lazy("Blocked."),
        ),
        Action(
            "reactivate", gettext_lazy("Make valid again"), "loyalty.block_card", "active",
            gettext_lazy("The card was found, or what was wrong is cleared up."),
            gettext_lazy("The card is valid again."),
        ),
    )
}  # fmt: skip


def _actions(request: HttpRequest, card: Card) -> list[Action]:
    def fits(action: Action) -> bool:
        if action.code == "reactivate":
            return card.state in {"lost", "blocked"}
        if card.customer_id is None and action.code == "replace":
            return False
        return card.state in rules.TRANSITIONS[action.to]

    return [action for action in ACTIONS.values() if fits(action) and request.user.has_perm(action.permission)]


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.view_card")
def card_action(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Ask once, do it, go back to the card (of a replaced one: to the new one)."""
    card = _card(request, pk)
    action = next((action for action in _actions(request, card) if action.code == code), None)
    if action is None:
        if code in ACTIONS and request.user.has_perm(ACTIONS[code].permission):
            messages.info(
                request, _("This is not possible: the card is “%(state)s”.") % {"state": card.get_state_display()}
            )
            return redirect("loyalty:card", pk)
        raise Http404
    form: ServiceForm = (ReplaceForm if code == "replace" else CardReasonForm)(posted(request))
    if request.method == "POST" and form.is_valid():
        done = form.attempt(lambda: _do(code, card, request, form))
        if done is not None:
            messages.success(request, str(action.done))
            return redirect("loyalty:card", done.pk)
    context = {
        "title": f"{action.label}: {card.number}",
        "lead": action.lead,
        "form": form,
        "submit_label": action.label,
        "back_url": reverse("loyalty:card", args=[pk]),
        "back_label": card.number,
    }
    return render(request, "loyalty/cards_form.html", context, status=422 if form.errors else 200)


def _do(code: str, card: Card, request: HttpRequest, form: ServiceForm) -> Card:
    told: dict[str, Any] = {"card": card, "actor": user_of(request), "now": clock.now()} | form.cleaned_data
    services_by_code: dict[str, Callable[..., Card]] = {
        "lost": services.report_lost,
        "replace": services.replace_card,
        "block": services.block_card,
        "reactivate": services.reactivate_card,
    }
    return services_by_code[code](**told)


def _card(request: HttpRequest, pk: int) -> Card:
    return get_object_or_404(queries.visible_to(request.user).select_related("customer", "batch", "replaced_by"), pk=pk)


@require_safe
@permission("customers.view_customer", "loyalty.view_card")
def customer_cards(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel on the record."""
    customer = find(request, public_id)
    cards = queries.of_customer(customer.pk)
    for card in cards:
        _decorate(card)
    context = {"title": _("Cards"), "customer": customer, "cards": cards, "back_url": record_url(customer)}
    return render_list(request, "loyalty/_cards_customer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.view_customer", "loyalty.issue_card")
def issue(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = IssueForm(posted(request))
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        card = form.attempt(
            lambda: services.issue_card(customer=customer, number=number, actor=user_of(request), now=clock.now())
        )
        if card is not None:
            messages.success(request, _("Card %(number)s works from now on.") % {"number": card.number})
            return redirect(record_url(customer))
    context = {
        "title": _("Card for %(name)s") % {"name": customer},
        "form": form,
        "submit_label": _("Give this card"),
        "back_url": record_url(customer),
        "back_label": str(customer),
    }
    return render(request, "loyalty/cards_form.html", context, status=422 if form.errors else 200)


# --- Batches and print ---------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.view_card", "loyalty.batch_card")
def batches(request: HttpRequest) -> HttpResponse:
    """Make a batch, and the latest ones with how many cards are still blank."""
    form = BatchForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = form.attempt(lambda: services.make_batch(actor=user_of(request), now=clock.now(), **told))
        if made is not None:
            messages.success(request, _("The cards are made. Print them now or later."))
            return redirect("loyalty:card_batches")
    rows = list(CardBatch.objects.select_related("created_by").order_by("-pk")[:50])
    blank = services.numbers_of([batch.pk for batch in rows])
    context = {
        "title": _("Blank cards"),
        "form": form,
        "submit_label": _("Make the cards"),
        "back_url": reverse("loyalty:cards"),
        "back_label": _("Cards"),
        "batches": [(batch, blank[batch.pk]) for batch in rows],
    }
    return render(request, "loyalty/cards_batches.html", context, status=422 if form.errors else 200)


@require_safe
@permission("loyalty.view_card", "loyalty.batch_card")
def batch_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Cards of a batch that are still blank, eight to a page, to be printed by the browser."""
    batch = get_object_or_404(CardBatch, pk=pk)
    cards = batch.cards.filter(state=Card.State.BLANK).order_by("pk")
    page = Paginator(cards, SHEET).get_page(request.GET.get("part"))
    return _sheet(request, batch.name, list(page), page)


@require_safe
@permission("loyalty.view_card")
def card_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    card = _card(request, pk)
    return _sheet(request, card.number, [card])


def _sheet(request: HttpRequest, title: str, cards: list[Card], page: Any = None) -> HttpResponse:
    shown = [(card.number, codes.qr_svg(card.number), rules.barcode_svg(card.number)) for card in cards]
    context = {"title": title, "cards": shown, "site_name": settings.SITE_NAME, "page": page}
    return render(request, "loyalty/cards_sheet.html", context)


# --- The member's own ----------------------------------------------------------------------


@public("the signed link is the key")
@require_POST
@member_view
def member_own(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    """A member makes a card for the phone, or a new one in the place of a number that others may have."""
    now, card = clock.now(), queries.active_card(customer.pk)
    try:
        if card and request.POST.get("action") == "replace":
            if request.POST.get("number") == card.number:  # pressed twice, it is replaced once
                services.replace_card(card=card, actor=None, now=now, reason=_("by the member, on the personal page"))
        else:
            services.card_for_phone(customer=customer, now=now)
    except DomainError as error:
        context = {"site_name": settings.SITE_NAME, "token": token, "message": str(error)}
        return render(request, "loyalty/member_refused.html", context, status=409)
    return redirect("loyalty:member_card", token)


@public("the signed link is the key")
@require_safe
@member_view
def member_card(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    """The card as large as the screen allows, to hold before a scanner."""
    card = queries.active_card(customer.pk)
    if card is None:
        return redirect(reverse("customers:member_page", args=[token]))
    context = {"site_name": settings.SITE_NAME, "customer": customer, "token": token} | card_pictures(card)
    return render(request, "loyalty/cards_member.html", context)


def card_pictures(card: Card) -> dict[str, Any]:
    return {
        "card": card,
        "number": codes.grouped(card.number) if card.number.isdigit() else card.number,
        "qr": codes.qr_svg(card.number, title=_("Your card as QR code")),
        "barcode": rules.barcode_svg(card.number),
    }
