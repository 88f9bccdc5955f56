"""Quoting an order anew, upwards: a larger pack, companions, the complete solution.

Only what is not handed over yet. The whole order is priced as of now, with the coupons, staff
discounts and delivery that it already had, shown beside what it costs, and refused when that is
less: going down is an ordinary change of the order. The new quote explains every price and
replaces the old one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.models import User
from loyalty.models import ProductLink, Quote
from loyalty.pricing import claims, quotes
from loyalty.pricing.quotes import Ask, Inquiry
from sales.drafts import LineDraft
from sales.models import Purchase
from sales.services import amend_purchase, draft_of, version_of


@dataclass(frozen=True)
class Offer:
    """Something that may be put in place of, or beside, a product of the order."""

    link: ProductLink
    pieces: Decimal

    @property
    def is_replacement(self) -> bool:
        return self.link.kind == ProductLink.Kind.LARGER_PACK


@dataclass(frozen=True)
class Proposal:
    """What the order would be: the priced basket beside what it costs now."""

    answer: quotes.Answer
    before: int

    @property
    def after(self) -> int:
        return self.answer.total

    @property
    def more(self) -> int:
        return self.after - self.before


def offers_for(purchase: Purchase) -> list[Offer]:
    """Upward offers of the order's products that are on sale and not in it yet."""
    held = {pk: quantity for pk, quantity in purchase.lines.values_list("product_id", "quantity") if pk}
    links = (
        ProductLink.objects.filter(product__in=held, other__state="active", other__price__isnull=False)
        .exclude(other__in=held)
        .select_related("product", "other")
        .order_by("order", "pk")
    )
    return [Offer(link, held[link.product_id]) for link in links if _fits(link, held[link.product_id])]


def _fits(link: ProductLink, quantity: Decimal) -> bool:
    return link.kind != ProductLink.Kind.LARGER_PACK or quantity >= link.pieces


def propose(
    *, purchase: Purchase, offers: Sequence[int], lines: Sequence[Ask], now: datetime, actor: User | None = None
) -> Proposal:
    """Price the order with these offers (ids of links) and further lines; nothing is written."""
    with transaction.atomic():
        proposal = _propose(purchase, offers, lines, now, actor)
        transaction.set_rollback(True)
    return proposal


def _propose(
    purchase: Purchase, offers: Sequence[int], lines: Sequence[Ask], now: datetime, actor: User | None
) -> Proposal:
    """The same, with what the order's quote had claimed set free in the caller's transaction."""
    _check_open(purchase)
    held = list(Quote.objects.filter(purchase=purchase, released_at__isnull=True))
    claims.release([quote.pk for quote in held], now=now)
    codes = [found["coupon"] for quote in held for found in quote.facts["applied"] if found["coupon"]]
    chosen = [offer for offer in offers_for(purchase) if offer.link.pk in set(offers)]
    if len(chosen) < len(set(offers)):
        raise DomainError("offer_unknown", _("This is not offered for this order any more."), field="offers")
    if not chosen and not lines:
        raise DomainError("nothing_added", _("Choose an offer or name a product."), field="lines")
    asked = [*_kept(purchase, chosen, _discounts(held)), *_added(chosen), *lines]
    inquiry = Inquiry(asked, purchase.customer_id, purchase.channel_id, codes, purchase.delivery, purchase.pk)
    answer = quotes.price_basket(inquiry=inquiry, now=now, actor=actor)
    proposal = Proposal(answer, purchase.delivery + sum(purchase.lines.values_list("amount", flat=True)))
    if proposal.more < 0:
        raise Conflict("requote_lower", _("An order is quoted anew upwards only; this would cost less than before."))
    return proposal


def requote_order(
    *,
    purchase: Purchase,
    offers: Sequence[int],
    lines: Sequence[Ask],
    now: datetime,
    actor: User | None = None,
    expected: int | None = None,
    version: str | None = None,
) -> Purchase:
    """Quote the order anew and amend it with that quote; `expected` is the total that was agreed to.

    Conflict `stale_edit` when the order is no longer at `version`, or changes while it is priced.
    """
    with transaction.atomic():
        read = version or version_of(Purchase.objects.get(pk=purchase.pk))
        before = Quote.objects.filter(purchase=purchase, released_at__isnull=True).first()
        proposal = _propose(purchase, offers, lines, now, actor)
        if expected is not None and proposal.after != expected:
            raise Conflict("price_changed", _("The price has changed meanwhile; please look at it again."))
        quote = quotes.store(proposal.answer, now=now, actor=actor, replaces=before)
        drafts = [_draft(line) for line in quote.facts["lines"]]
        draft = replace(draft_of(purchase), lines=drafts, quote=quotes.token(quote), total=None)
        return amend_purchase(
            purchase=purchase, draft=draft, now=now, actor=actor, reason=_("Quoted anew"), expected_version=read
        )


def _check_open(purchase: Purchase) -> None:
    if purchase.state != Purchase.State.OPEN:
        raise Conflict("purchase_fulfilled", _("Only an order that is not handed over yet can be quoted anew."))


def _discounts(held: Sequence[Quote]) -> dict[int, Decimal]:
    """The staff discounts that were given on the order's lines, by position."""
    return {
        line["position"]: Decimal(step["percent"]) / 100
        for quote in held
        for line in quote.facts["lines"]
        for step in line["steps"]
        if step["kind"] == "staff"
    }


def _kept(purchase: Purchase, chosen: Sequence[Offer], given: Mapping[int, Decimal]) -> list[Ask]:
    """The order's lines, less the pieces that larger packs replace."""
    taken = {
        offer.link.product_id: (offer.pieces // offer.link.pieces) * offer.link.pieces
        for offer in chosen
        if offer.is_replacement
    }
    kept = []
    for line in purchase.lines.order_by("position"):
        left = line.quantity
        if line.product_id in taken:
            gone = min(left, taken[line.product_id])
            taken[line.product_id] -= gone
            left -= gone
        if left:
            asked = _ask(line.product_id, left, line.amount, line.quantity, line.description)
            percent = given.get(line.position, Decimal(0)) if line.product_id else Decimal(0)
            kept.append(replace(asked, staff_percent=percent, is_promised=True))
    return kept


def _ask(product: int | None, left: Decimal, amount: int, quantity: Decimal, description: str) -> Ask:
    if product is not None:
        return Ask(product, left)
    price = Decimal(amount) / quantity
    if price == price.to_integral_value():
        return Ask(None, left, price=int(price), description=description)
    return Ask(None, Decimal(1), price=amount, description=description)


def _added(chosen: Sequence[Offer]) -> list[Ask]:
    return [
        Ask(offer.link.other_id, offer.pieces // offer.link.pieces if offer.is_replacement else Decimal(1))
        for offer in chosen
    ]


def _draft(line: dict[str, object]) -> LineDraft:
    return LineDraft(
        amount=int(str(line["amount"])),
        quantity=Decimal(str(line["quantity"])) / 1000,
        product=line["product"],  # type: ignore[arg-type]  # an id or None
        description=str(line["name"]) if line["product"] is None else "",
    )
