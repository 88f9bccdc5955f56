"""Finding a card by its number, and whom it leads to: the till, the search, the API and imports ask here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.finders import LIMIT, Hit
from customers.models import Customer
from loyalty.cards.rules import LONGEST, key_of
from loyalty.ledger import store
from loyalty.models import Card

# A shorter text is the beginning of too much.
MIN_NUMBER = 4
# The reason that the programme itself writes; all others are people's own words.
MERGED = "merged"
_STEPS = 50
_END = """
WITH RECURSIVE chain AS (
    SELECT id, replaced_by_id, 0 AS step FROM loyalty_card WHERE id = %(card)s
    UNION ALL
    SELECT card.id, card.replaced_by_id, step + 1 FROM chain JOIN loyalty_card card ON card.id = chain.replaced_by_id
)
SELECT id FROM chain ORDER BY step DESC LIMIT 1"""


@dataclass(frozen=True)
class Found:
    """`refusal` is empty for a card that may be used; else a code, with the sentence in `message`.

    `customer` is also set for refused cards (except blank ones): through the cards that took its place, and
    through merges. `current` is the card of theirs that works now, if any.
    """

    card: Card
    customer: Customer | None
    current: Card | None
    refusal: str = ""
    message: str = ""


def find(number: str) -> Found | None:
    """None when no card has this number."""
    key = key_of(number) if len(number) <= 2 * LONGEST and "\0" not in number else ""
    card = _cards().filter(number_key=key).first() if key else None
    if card is None:
        return None
    last = _last(card)
    customer = _survivor(last.customer)
    current = last if last.state == Card.State.ACTIVE else _active(customer)
    refusal = "" if card.state == Card.State.ACTIVE else f"card_{card.state}"
    return Found(card, customer, current, refusal, refusal_in_words(card) if refusal else "")


def refusal_in_words(card: Card) -> str:
    known = {
        Card.State.BLANK: _("This card belongs to nobody yet."),
        Card.State.LOST: _("This card was reported lost."),
        Card.State.REPLACED: _("This card was replaced by a newer one."),
        Card.State.BLOCKED: _("This card is blocked."),
    }
    sentence = known.get(Card.State(card.state), "")
    reason = reason_in_words(card)
    return f"{sentence} ({reason})" if reason else sentence


def reason_in_words(card: Card) -> str:
    """Why the card is in its state, as somebody wrote it."""
    return _("two records of one customer were merged") if card.state_reason == MERGED else card.state_reason


def of_customer(customer_id: int) -> list[Card]:
    """Active ones first, then the latest."""
    rows = Card.objects.filter(customer=customer_id).select_related("replaced_by").order_by("-pk")[:50]
    return sorted(rows, key=lambda card: card.state != Card.State.ACTIVE)


def active_card(customer_id: int) -> Card | None:
    return Card.objects.filter(customer=customer_id, state=Card.State.ACTIVE).order_by("slot").first()


def active_numbers(customer_ids: Iterable[int]) -> dict[int, str]:
    """Customer → number of their first active card, for lists: one query."""
    rows = Card.objects.filter(customer__in=list(customer_ids), state=Card.State.ACTIVE).order_by("-slot")
    return dict(rows.values_list("customer_id", "number"))


def find_cards(user: Any, text: str) -> list[Hit]:
    """For the global search: the beginning of a number, of customers whom this person may see."""
    key = key_of(text)
    if len(key) < MIN_NUMBER or len(key) > LONGEST or "\0" in key:
        return []
    rows = visible_to(user).filter(number_key__startswith=key).select_related("customer")[:LIMIT]
    return [
        Hit(row.number, _address(row), f"{row.customer or _('Blank card')} · {row.get_state_display()}", "credit-card")
        for row in rows
    ]


def visible_to(user: Any) -> QuerySet[Card]:
    """Blank cards are everybody's; the others go with their customer."""
    if user.has_perm("customers.view_all_customers"):
        return Card.objects.all()
    seen = Customer.objects.visible_to(user)
    return Card.objects.filter(customer__isnull=True) | Card.objects.filter(customer__in=seen)


def _address(card: Card) -> str:
    return reverse("loyalty:card", args=[card.pk])


def _cards() -> QuerySet[Card]:
    return Card.objects.select_related("customer", "customer__membership", "replaced_by")


def _last(card: Card) -> Card:
    """The end of the chain of replacements, however long it is."""
    if card.replaced_by_id is None:
        return card
    return _cards().get(pk=store.rows(_END, {"card": card.pk})[0][0])


def _survivor(customer: Customer | None) -> Customer | None:
    for _step in range(_STEPS):
        if customer is None or customer.merged_into_id is None:
            break
        customer = Customer.objects.select_related("membership").filter(pk=customer.merged_into_id).first()
    return customer


def _active(customer: Customer | None) -> Card | None:
    return active_card(customer.pk) if customer else None
