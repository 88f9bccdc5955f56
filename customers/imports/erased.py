"""Rows about people who were erased on request: tomorrow's file still tells of them."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import DomainError
from core.wording import worded as _
from customers import erasedkeys
from customers.imports.rows import Told
from customers.models import Customer


def named_in(rows: Sequence[Told], source: str) -> set[int]:
    """Lines that name somebody who was erased on request. Asked after the rows were looked for: whoever is erased in
    this very moment is found by one or the other."""
    if not erasedkeys.any_kept():
        return set()
    named = {told.line: _names(told, source) for told in rows}
    gone = erasedkeys.find(one for names in named.values() for one in names)
    return {line for line, names in named.items() if not gone.keys().isdisjoint(names)}


def _names(told: Told, source: str) -> list[erasedkeys.Told]:
    """A phone names somebody only where nothing better does: families share it."""
    names = [erasedkeys.external(source, told.external_id)] if told.external_id else []
    names += [erasedkeys.email(told.email_key)] if told.email_key else []
    return names or ([erasedkeys.phone(told.phone)] if told.phone else [])


def check(told: Told, customer: Customer | None, gone: set[int]) -> None:
    """The file of every night still tells of them. Who came back by themselves is known anew, and found before."""
    if customer is None and told.line in gone:
        field = "external_id" if told.external_id else "email" if told.email_key else "phone"
        raise DomainError("customer_erased", _("This customer was erased on request."), field=field)
