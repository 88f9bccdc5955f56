"""Quotes honoured: the receipt of a sale is held to the quote that it names, in the sale's own transaction.

Goods, quantities and amounts must be those of the quote, line by line, and no delivery may be
charged that it does not tell; coupon uses, budgets and gifts are then claimed, unless the quote reserved them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from core import money, prepared
from core.errors import Conflict
from customers.models import Customer
from loyalty.editions import claimed
from loyalty.models import Quote
from loyalty.pricing import book, claims, quotes
from loyalty.pricing.arithmetic import quantity_text
from sales.models import Purchase

# Product, thousandths of a piece, amount.
_Line = tuple[int | None, int, int]


def honour_quote(*, told: str, purchase: int, now: datetime) -> Quote:
    """Bind a quote to the purchase just written, in its transaction; refuses what differs from it."""
    quote = quotes.read_token(told)
    row = Purchase.objects.get(pk=purchase)
    is_held = quote.purchase_id == purchase and quote.released_at is None
    _check_is_for(quote, row, is_held=is_held)
    _check_same(quote, _paid(row))
    _check_fees(quote, row)
    if is_held:
        return quote
    current = row.customer_id
    found = prepared.fetch(_TAKE, {"quote": quote.pk, "purchase": row.pk})
    if not found:
        raise used()
    claimed.check_quoted(quote.facts.get("editions", ()), row.pk, sold_at=row.occurred_at, now=now)
    _mark_promotions(quote, row)
    [[is_reserved]] = found
    if is_reserved:
        quote.uses.update(used_at=now)
    else:
        claims.claim(quote, claims.of(quote), customer_id=current, now=now)
    return quote


def used() -> Conflict:
    return Conflict("quote_used", _("This quote has been used for another sale."), field="quote")


# Whether it still holds what it reserved is decided by the row itself: setting that free locks it first.
_TAKE = """
UPDATE loyalty_quote SET purchase_id = %(purchase)s::bigint
WHERE id = %(quote)s::bigint AND purchase_id IS NULL RETURNING reserved_until IS NOT NULL"""


def held_by(purchases: Iterable[int], named: Mapping[int, str | None]) -> list[int]:
    """Quotes of amended purchases that no longer say what is paid, so that their uses are free again.

    An order that names its quote again, or whose goods and prices are still those of it (only the day, the
    delivery, the tip changed), keeps it: else its coupon could be used twice. Where the door says nothing of a
    quote that took something scarce, it is refused (`quote_needed`): only the shop knows whether the new prices
    still have that discount.
    """
    held = Quote.objects.filter(purchase__in=purchases, released_at__isnull=True).select_related("purchase")
    freed = [quote for quote in held if not _still_holds(quote, named.get(quote.purchase_id or 0))]
    unsaid = {purchase for purchase, told in named.items() if told is None}
    for quote in freed:
        if quote.purchase_id in unsaid and claims.holds_something(quote):
            raise Conflict(
                "quote_needed",
                _(
                    "This order was sold by a quote that took a code, a gift or a budget. Quote it anew, or say that"
                    " it gives the quote up: then what it took is free again."
                ),
                field="quote",
            )
    return [quote.pk for quote in freed]


def _still_holds(quote: Quote, named: str | None) -> bool:
    if named is not None:
        return named.strip() == quotes.token(quote)
    row = quote.purchase
    return row is not None and _survivor(quote.customer_id) == row.customer_id and _promised(quote) == _paid(row)


def _paid(row: Purchase) -> list[_Line]:
    lines = row.lines.order_by("position").values_list("product_id", "quantity", "amount")
    return [(product, book.thousandths(quantity), amount) for product, quantity, amount in lines]


def _promised(quote: Quote) -> list[_Line]:
    return [(item["product"], item["quantity"], item["amount"]) for item in quote.facts["lines"]]


def _check_is_for(quote: Quote, row: Purchase, *, is_held: bool) -> None:
    """For the right customer, and in time; an order that holds it already came in time."""
    survivor = _survivor(quote.customer_id)
    if survivor != row.customer_id:
        raise Conflict("quote_customer_differs", _("This quote was made for another customer."), field="quote")
    if row.occurred_at >= quote.valid_until and not is_held:
        raise Conflict(
            "quote_expired",
            _("This quote was valid until %(until)s; please quote again.") % {"until": _instant(quote.valid_until)},
            field="quote",
        )


def _instant(at: datetime) -> str:
    from core.templatetags.regulars import instant

    return str(instant(at))


def _survivor(customer: int | None) -> int | None:
    """Whoever the customer has become since the quote was made."""
    if customer is None:
        return None
    merged = Customer.objects.filter(pk=customer).values_list("merged_into_id", flat=True).first()
    return _survivor(merged) if merged else customer


def _check_fees(quote: Quote, row: Purchase) -> None:
    """No delivery that was not told with the prices; less is a present, and a tip is the customer's own will."""
    told = quote.facts.get("delivery", 0)
    if row.delivery > told:
        raise Conflict(
            "quote_delivery_differs",
            _("The quote says %(told)s for delivery, the receipt %(paid)s.")
            % {"told": money.format_plain(told), "paid": money.format_plain(row.delivery)},
            field="delivery",
        )


def _check_same(quote: Quote, paid: list[_Line]) -> None:
    promised = _promised(quote)
    if promised == paid:
        return
    pairs = zip(promised, paid, strict=False)
    position = next((n for n, (one, other) in enumerate(pairs, start=1) if one != other), None)
    if position is None:
        text = _("The quote has %(promised)d lines, the receipt %(paid)d.") % {
            "promised": len(promised),
            "paid": len(paid),
        }
    else:
        text = _("Line %(line)d differs from the quote: %(quantity)s for %(amount)s were promised.") % {
            "line": position,
            "quantity": quantity_text(promised[position - 1][1]),
            "amount": money.format_plain(promised[position - 1][2]),
        }
    raise Conflict("quote_basket_differs", text, field="quote")


def _mark_promotions(quote: Quote, row: Purchase) -> None:
    """Lines that a promotion made cheaper say so; figures of promotions read that."""
    promoted = [
        item["position"] for item in quote.facts["lines"] if any(step["kind"] == "promotion" for step in item["steps"])
    ]
    if promoted:
        row.lines.filter(position__in=promoted).update(is_promotion=True)
