"""Pages of prices: lists, who pays what, checking a basket, quotes, promotions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, money
from core.decorators import permission, public
from core.errors import DomainError
from core.models import User
from core.paging import Column, build_page, render_list
from core.templatetags.regulars import integer
from loyalty.models import PriceList, Promotion, Quote
from loyalty.pricing import book, history, queries, quotes, units, upwards, wording
from loyalty.pricing.forms import CheckForm, RequoteForm
from loyalty.pricing.reserving import is_reserved as is_held
from sales.models import Purchase

LISTS = (
    Column("name", gettext_lazy("Price list"), sort="name"),
    Column("audience", gettext_lazy("For")),
    Column("rows", gettext_lazy("Rows"), css="text-end"),
    Column("from", gettext_lazy("Valid from"), sort="valid_from", first="-"),
    Column("until", gettext_lazy("Valid until"), sort="valid_until", first="-"),
    Column("state", gettext_lazy("State")),
)
QUOTES = (
    Column("when", gettext_lazy("Quoted at"), sort="created_at", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("until", gettext_lazy("Valid until")),
    Column("state", gettext_lazy("State")),
    Column("total", gettext_lazy("Total"), css="text-end"),
)
PROMOTIONS = (
    Column("name", gettext_lazy("Promotion"), sort="name"),
    Column("words", gettext_lazy("What it gives")),
    Column("group", gettext_lazy("Stacking group")),
    Column("until", gettext_lazy("Valid until"), sort="valid_until"),
    Column("used", gettext_lazy("Used"), css="text-end"),
)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


# --- Price lists --------------------------------------------------------------------------


@permission("loyalty.view_prices")
@require_safe
def price_lists(request: HttpRequest) -> HttpResponse:
    """Which lists there are, for whom, and whether they count now."""
    now = clock.now()

    def decorate(rows: list[PriceList]) -> None:
        queries.name_audiences(rows, request.user)
        for row in rows:
            row.state = queries.state_of(row, now)  # type: ignore[attr-defined]  # for the template

    context = {
        "title": _("Prices"),
        "tab": "lists",
        "page": build_page(
            request, queries.lists(), columns=LISTS, default="name", decorate=decorate,
            count_from=PriceList.objects.all(),
        ),
        "exports": False,
        "publishes_criteria": book.current().publishes_criteria,
        "can_configure": request.user.has_perm("loyalty.change_pricelist") and request.user.is_staff,
    }  # fmt: skip
    return render_list(request, "loyalty/pricing_lists.html", context)


# --- Checking a basket, making a quote ------------------------------------------------------


@permission("loyalty.check_prices")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """What a basket costs and why; a second button keeps it as a quote."""
    initial = {"customer": request.GET.get("customer", ""), "lines": request.GET.get("sku", "")}
    form = CheckForm(request.POST or None, user=request.user, initial=initial)
    answer = None
    if request.method == "POST" and form.is_valid():
        now, user = clock.now(), _user(request)
        answer = form.attempt(lambda: quotes.price_basket(inquiry=form.inquiry(), now=now, actor=user))
        if answer is not None and "keep" in request.POST:
            quote = quotes.store(answer, now=now, actor=user)
            messages.success(request, _("These prices hold until the quote expires."))
            return redirect("loyalty:quote", quote.public_id)
    context = {"title": _("Check a price"), "tab": "check", "form": form, "answer": _shown(answer)}
    return render(request, "loyalty/pricing_check.html", context, status=422 if form.errors else 200)


def _shown(answer: quotes.Answer | None) -> dict[str, Any] | None:
    """A priced basket for a page."""
    if answer is None:
        return None
    facts = answer.facts()
    return _facts_shown(facts, answer.channel, answer.at) | {
        "total": answer.total,
        "list_total": answer.list_total,
        "saved": answer.list_total - answer.total,
        "customer": answer.customer,
        "earns": units.preview(answer),
    }


def _facts_shown(facts: dict[str, Any], channel: int | None, at: datetime) -> dict[str, Any]:
    reduced = history.of_quote(facts, channel=channel, at=at)
    return {
        "lines": [line | {"reduction": reduced.get(line["product"])} for line in queries.lines_of(facts)],
        "offers": facts["applied"],
        "lasting": wording.all_lasting(facts["applied"]),
        "delivery": facts.get("delivery", 0),
        "coupons": [found | {"message": wording.refusal(found["refusal"])} for found in facts["coupons"]],
    }


@permission("loyalty.view_quote")
@require_safe
def quote_list(request: HttpRequest) -> HttpResponse:
    """The latest quotes."""
    now = clock.now()
    found = queries.visible_quotes(request.user)

    def decorate(rows: list[Quote]) -> None:
        for row in rows:
            row.state = quote_state(row, now)  # type: ignore[attr-defined]  # for the template

    context = {
        "title": _("Quotes"),
        "tab": "quotes",
        "page": build_page(
            request, found, columns=QUOTES, default="-when", decorate=decorate,
            count_from=found.select_related(None),
        ),
        "exports": False,
    }  # fmt: skip
    return render_list(request, "loyalty/pricing_quotes.html", context)


def quote_state(quote: Quote, now: Any) -> str:
    if quote.purchase_id:
        return "released" if quote.released_at else "used"
    return "expired" if now >= quote.valid_until else "open"


@permission("loyalty.view_quote")
@require_safe
def quote_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A quote as it was told, with the link for the customer."""
    quote = get_object_or_404(queries.visible_quotes(request.user), public_id=public_id)
    context = _quote_context(quote) | {
        "title": _("Quote"),
        "share_url": request.build_absolute_uri(reverse("loyalty:public_quote", args=[quotes.token(quote)])),
        "token": quotes.token(quote),
    }
    return render(request, "loyalty/pricing_quote.html", context)


def _quote_context(quote: Quote) -> dict[str, Any]:
    now = clock.now()
    shown, is_reserved = _facts_shown(quote.facts, quote.channel_id, quote.created_at), is_held(quote, now)
    state = quote_state(quote, now)
    return shown | {
        "quote": quote,
        "state": state,
        "is_reserved": is_reserved,
        "lasting": shown["lasting"] if state == "open" and not is_reserved else [],
        "total": quote.total,
        "list_total": quote.list_total,
        "saved": quote.list_total - quote.total,
    }


@public("a customer reads the prices that they were quoted, by a signed link")
@require_safe
def public_quote(request: HttpRequest, token: str) -> HttpResponse:
    """The same for the customer: every price with its reason, no log-in."""
    try:
        quote = quotes.read_token(token)
    except DomainError:
        return render(request, "loyalty/pricing_public_missing.html", {"title": _("Quote")}, status=404)
    context = _quote_context(quote) | {
        "title": _("Your quote"),
        "publishes_criteria": book.current().publishes_criteria,
    }
    response = render(request, "loyalty/pricing_public.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@permission("sales.view_purchase", "loyalty.view_quote")
@require_safe
def purchase_prices(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel on a purchase: why its prices were what they were."""
    purchase = get_object_or_404(Purchase.objects.visible_to(request.user), public_id=public_id)
    quote = Quote.objects.filter(purchase=purchase).select_related("customer").order_by("-pk").first()
    context = {"title": _("Why these prices"), "purchase": purchase, "quote": quote}
    context["back_url"] = reverse("sales:purchase", args=[public_id])
    context["can_requote"] = purchase.state == Purchase.State.OPEN and request.user.has_perm("sales.record_purchase")
    if quote:
        context |= _quote_context(quote)
        context["share_url"] = reverse("loyalty:public_quote", args=[quotes.token(quote)])
    return render_list(request, "loyalty/_pricing_purchase.html", context)


# --- Quoting an order anew ------------------------------------------------------------------


@permission("sales.record_purchase", "loyalty.check_prices")
@require_http_methods(["GET", "HEAD", "POST"])
def requote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Offer more for an order that is not handed over: look first, then agree."""
    purchase = get_object_or_404(Purchase.objects.visible_to(request.user), public_id=public_id)
    offers = upwards.offers_for(purchase) if purchase.state == Purchase.State.OPEN else []
    form = RequoteForm(request.POST or None, offers=[(str(o.link.pk), _offer_words(o)) for o in offers])
    proposal = None
    if request.method == "POST" and form.is_valid():
        told = {
            "purchase": purchase,
            "offers": [int(pk) for pk in form.cleaned_data.get("offers", [])],
            "lines": form.cleaned_data["lines"],
            "now": clock.now(),
            "actor": _user(request),
        }
        proposal = form.attempt(lambda: upwards.propose(**told))
        if proposal and "agree" in request.POST and _agree(request, form, told):
            return redirect("sales:purchase", public_id)
    context = {
        "title": _("Quote anew"),
        "form": form,
        "purchase": purchase,
        "proposal": proposal,
        "answer": _shown(proposal.answer) if proposal else None,
        "back_url": reverse("sales:purchase", args=[public_id]),
        "back_label": purchase.number,
    }
    return render(request, "loyalty/pricing_requote.html", context, status=422 if form.errors else 200)


def _agree(request: HttpRequest, form: RequoteForm, told: dict[str, Any]) -> bool:
    agreed = request.POST.get("agreed", "")
    expected = int(agreed) if agreed.isdecimal() else -1
    if form.attempt(lambda: upwards.requote_order(**told, expected=expected)) is None:
        return False
    messages.success(request, _("The order was quoted anew."))
    return True


def _offer_words(offer: upwards.Offer) -> str:
    link = offer.link
    shown = {
        "kind": link.get_kind_display(),
        "name": link.other.name,
        "price": money.format_money(link.other.price),
        "product": link.product.name,
    }
    words = (
        _("%(kind)s: %(name)s (%(price)s) instead of %(product)s") % shown
        if offer.is_replacement
        else _("%(kind)s for %(product)s: %(name)s (%(price)s)") % shown
    )
    return f"{words} – {link.reason}" if link.reason else words


# --- Promotions ---------------------------------------------------------------------------


@permission("loyalty.view_prices")
@require_safe
def promotion_list(request: HttpRequest) -> HttpResponse:
    """What runs now, what is planned, what is over, with what is left of each budget."""
    now = clock.now()
    shown = request.GET.get("shown", "running")
    shown = shown if shown in {"running", "planned", "over"} else "running"
    found = queries.promotions(now, shown)

    def decorate(rows: list[Promotion]) -> None:
        for row in rows:
            row.words = wording.promotion(row)  # type: ignore[attr-defined]  # for the template
            row.left = _budget_left(row)  # type: ignore[attr-defined]

    context = {
        "title": _("Promotions"),
        "tab": "promotions",
        "shown": shown,
        "choices": [("running", _("Running")), ("planned", _("Planned")), ("over", _("Over"))],
        "page": build_page(
            request, found, columns=PROMOTIONS, default="name", decorate=decorate,
            count_from=found.select_related(None).prefetch_related(None),
        ),
        "exports": False,
        "can_configure": request.user.has_perm("loyalty.change_promotion") and request.user.is_staff,
    }  # fmt: skip
    return render_list(request, "loyalty/pricing_promotions.html", context)


def _budget_left(row: Promotion) -> str:
    counter = getattr(row, "counter", None)
    parts = []
    if row.budget_uses is not None:
        parts.append(_("%(n)s uses left") % {"n": integer(row.budget_uses - (counter.uses if counter else 0))})
    if row.budget_amount is not None:
        left = row.budget_amount - (counter.amount if counter else 0)
        parts.append(_("%(amount)s left") % {"amount": money.format_money(left)})
    if row.gift:
        parts.append(_("%(n)s gifts left") % {"n": integer(row.gift.left)})
    return ", ".join(parts)
