"""Whom a person means who names a customer in a form: one finder for draws, editions, prices and households.

Accepted is what stands on a record or a card: name, phone number or its end, e-mail, the customer's number, a card
number; name and phone number or e-mail together, when several people share a name. Whoever is not visible to the
asker is not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError, NotFound
from customers.models import Customer
from customers.querysets import CustomerQuerySet
from loyalty.cards import queries as cards

SHOWN = 5
TAIL = 4
_NUMBER = frozenset("+-()./0123456789")


def find_customer(seen: CustomerQuerySet, text: str, *, field: str = "customer") -> Customer:
    """The one customer among `seen` whom the text names; `NotFound` for none, `DomainError` for several."""
    found = _named(seen.current(), " ".join(text.split()))
    if not found:
        raise NotFound("customer_unknown", _("Nobody is found by this."), field=field)
    if len(found) > 1:
        raise DomainError("customer_many", _many(found), field=field)
    return found[0]


def _named(rows: CustomerQuerySet, text: str) -> Sequence[Customer]:
    """Who fits, the closest meaning first: a number that is somebody's own, then the whole text, then its words."""
    if own := _by_number(rows, text):
        return [own]
    found = _first(rows.search(text))
    if not found and len(parts := _parts(text)) > 1:
        for part in parts:
            rows = rows.search(part, limit=None)
        found = _first(rows)
    exact = [customer for customer in found if text in _own_words(customer)]
    return exact if len(exact) == 1 else found


def _first(rows: CustomerQuerySet) -> list[Customer]:
    return list(rows.order_by("sort_key", "pk")[: SHOWN + 1])


def _by_number(rows: CustomerQuerySet, text: str) -> Customer | None:
    """By public id or by the number of a card, an old one too: its owner is known all the same."""
    try:
        return rows.filter(public_id=UUID(text)).first()
    except ValueError:
        card = cards.find(text)
    return rows.filter(pk=card.customer.pk).first() if card and card.customer else None


def _own_words(customer: Customer) -> set[str]:
    return {customer.display_name, customer.email, customer.phone, customer.external_id}


def _parts(text: str) -> list[str]:
    """The words, with the groups of digits of a phone number together: "Ada Li +1 555 0123" has three."""
    parts: list[str] = []
    for word in text.split(" "):
        if parts and _is_number(word) and _is_number(parts[-1]):
            parts[-1] += word
        else:
            parts.append(word)
    return parts


def _is_number(word: str) -> bool:
    return set(word) <= _NUMBER


# --- Telling people apart -----------------------------------------------------------------------


def _many(found: Sequence[Customer]) -> str:
    shown = found[:SHOWN]
    names = "; ".join(_told_apart(shown)) + ("; …" if len(found) > SHOWN else "")
    return _(
        "More than one customer fits: %(names)s. Add the phone number or the e-mail to the name, or type the number "
        "of the customer or of their card."
    ) % {"names": names}


def _told_apart(found: Sequence[Customer]) -> list[str]:
    """Each with the first of phone, e-mail and number that they have; with all of them where that is not enough."""
    short = [_label(customer, list(_marks(customer))[:1]) for customer in found]
    return [
        label if short.count(label) == 1 else _label(customer, _marks(customer))
        for customer, label in zip(found, short, strict=True)
    ]


def _marks(customer: Customer) -> Iterable[str]:
    if customer.phone:
        yield f"…{customer.phone[-TAIL:]}"
    yield from (mark for mark in (customer.email, customer.external_id) if mark)


def _label(customer: Customer, marks: Iterable[str]) -> str:
    told = ", ".join(marks)
    return f"{customer} ({told})" if told else str(customer)


class CustomerField(forms.CharField):
    """A customer as `find_customer` finds them among `seen`; None for an empty field that need not be filled."""

    def __init__(self, **options: Any) -> None:
        self.seen: CustomerQuerySet = Customer.objects.none()
        options.setdefault("help_text", gettext_lazy("Name, phone number, e-mail, customer or card number."))
        super().__init__(max_length=160, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.display_name if isinstance(value, Customer) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return find_customer(self.seen, text)
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from error
