"""Whom a row means that tells neither public id nor number: by phone and name.

A phone may be a family's, so it names somebody only together with the name; another name under the same
phone is another person. Names are compared as people read them: without case, accents and spaces too many.

* A name and a phone that one customer has: this customer. That several have: nobody can tell; refused.
* A name under a phone whose only owner has no name yet (a file of purchases told the phone alone): the name is theirs.
* A phone without a name: its only owner; refused where several share it.
* Told with an e-mail address that nobody has: the same, if who is found has no address yet; else somebody new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.db.models import Count, Min, Q

from core.errors import DomainError
from core.locks import advisory_lock
from core.wording import worded as _
from customers.imports.rows import Told
from customers.keys import make_keys, reverse_phone
from customers.models import Customer

Who = tuple[str, str]
_TWO_NAMESAKES = _(
    "Several customers have this phone number and this name: tell the public id, the number or an e-mail address."
)
_NAMES = ("display_name", "given_name", "family_name")


def hold(rows: Iterable[Told]) -> None:
    """No constraint keeps phone and name apart, so two imports that make customers by them take turns."""
    if any(_asks(told) for told in rows):
        advisory_lock("customers.import.phones")


class Found(NamedTuple):
    """A customer by phone and name, `is_merged` where they are those of a record that was merged into theirs."""

    customer: Customer
    is_merged: bool = False


class Owners:
    """Who has the phones of these rows. `same(customer)` gives the one object that the batch has of them."""

    def __init__(self, rows: Sequence[Told], same: Callable[[Customer], Customer]) -> None:
        self._count: dict[str, int] = {}
        self._only: dict[str, Customer] = {}
        self._known: dict[Who, list[Found]] = {}
        asking = [told for told in rows if _asks(told)]
        if asking:
            self._read(asking, same)

    def find(self, told: Told) -> Customer | None:
        """The customer that the row means, None for somebody new. DomainError where several may be meant."""
        if not _asks(told):
            return None
        found = self._named(told) if told.name else None if told.email_key else self._nameless(told)
        if found is None or (told.email_key and found.customer.email_key):
            return None
        if found.is_merged:  # phone and name of a record that was merged into this one stay there
            for name in (*_NAMES, "phone"):
                told.data.pop(name, None)
        return found.customer

    def add(self, customer: Customer) -> None:
        """What the row has made of them: later rows of the batch may mean them."""
        owners = self._known.setdefault((customer.phone, customer.search_key), [])
        if all(customer is not known.customer for known in owners):
            owners.append(Found(customer))

    def _named(self, told: Told) -> Found | None:
        key = told.phone, _search_key(told)
        # Renamed by an earlier row of the batch, they are not meant any more; a merged record keeps its name.
        found = [known for known in self._known.get(key, ()) if known.is_merged or known.customer.search_key == key[1]]
        if len({id(known.customer) for known in found}) > 1:
            if told.email_key:
                return None
            raise DomainError("phone_and_name_shared", _TWO_NAMESAKES, field="phone")
        only = self._only.get(told.phone)
        return found[0] if found else Found(only) if only is not None and only.display_name == told.phone else None

    def _nameless(self, told: Told) -> Found | None:
        if self._count.get(told.phone, 0) > 1:
            raise DomainError(
                "phone_shared", _("Several customers share this phone number: tell the name."), field="phone"
            )
        only = self._only.get(told.phone)
        return Found(only) if only is not None else None

    def _read(self, asking: list[Told], same: Callable[[Customer], Customer]) -> None:
        phones = {reverse_phone(told.phone): told.phone for told in asking}
        named = {_search_key(told) for told in asking if told.name}
        alone = []
        owners = Customer.objects.current().filter(phone_reversed__in=phones).values("phone_reversed")
        for tail, count, first in owners.annotate(n=Count("pk"), first=Min("pk")).values_list(
            "phone_reversed", "n", "first"
        ):
            self._count[phones[tail]] = count
            alone += [first] if count == 1 else []
        meant = Q(phone_reversed__in=phones, search_key__in=named) | Q(pk__in=alone)
        for row in Customer.objects.select_for_update(no_key=True).filter(meant, erased_at=None).order_by("pk"):
            is_merged = row.merged_into_id is not None
            customer = same(row)
            self._known.setdefault((phones[row.phone_reversed], row.search_key), []).append(Found(customer, is_merged))
            if row.pk in alone:
                self._only[phones[row.phone_reversed]] = customer


def _asks(told: Told) -> bool:
    return bool(told.phone) and not told.public_id and not told.external_id


def _search_key(told: Told) -> str:
    return make_keys(display_name=told.name, is_person=told.data.get("kind") != "company").search_key
