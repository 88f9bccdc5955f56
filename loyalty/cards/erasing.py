"""Cards of an erased customer: nobody pays or collects with them any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from customers.erasing import Erasure, Line
from loyalty.cards.rules import TRANSITIONS
from loyalty.cards.services import block_card
from loyalty.models import Card


def erase(erasure: Erasure) -> dict[str, int]:
    """What was written of why a card was lost tells of the person."""
    cards = Card.objects.filter(customer__in=erasure.ids)
    valid = list(cards.filter(state__in=TRANSITIONS[Card.State.BLOCKED]).order_by("pk"))
    for card in valid:
        block_card(card=card, reason=erasure.reason, actor=erasure.actor, now=erasure.now)
    cards.update(state_reason="")
    return {"cards": len(valid)}


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if n := Card.objects.filter(customer__in=ids, state__in=TRANSITIONS[Card.State.BLOCKED]).count():
        yield Line("ends", _("Cards, which are blocked: %(n)d") % {"n": n})
