"""When two people are one, and what a purchase must be to count; pure. `docs/algorithms/referrals.md`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.text import email_key

# Two names of one service.
_SAME_HOST = {"googlemail.com": "gmail.com"}
CODE_LENGTH = 8


def mailbox(email: str) -> str:
    """The mailbox behind an address: capitals, dots and what follows a plus do not make another person.

    Some services do tell dotted addresses apart; two people whose addresses differ by a dot alone, one bringing the
    other, are so rare that a human may look at them.
    """
    local, at, host = email_key(email).rpartition("@")
    if not at:
        return ""
    local = local.partition("+")[0].replace(".", "")
    return f"{local}@{_SAME_HOST.get(host, host)}"


@dataclass(frozen=True)
class Person:
    """What is compared of the two sides."""

    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()
    devices: frozenset[str] = field(default_factory=frozenset)


def person(*, email: str = "", phone: str = "", cards: Iterable[str] = (), devices: Iterable[str] = ()) -> Person:
    return Person(
        frozenset(filter(None, [mailbox(email)])),
        frozenset(filter(None, [phone])),
        frozenset(cards),
        frozenset(filter(None, devices)),
    )


def same(friend: Person, referrer: Person) -> str:
    """Why the two are one person, or empty: `self_email`, `self_phone`, `self_card`, `self_device`."""
    for name in ("email", "phone", "card", "device"):
        if getattr(friend, f"{name}s") & getattr(referrer, f"{name}s"):
            return f"self_{name}"
    return ""


@dataclass(frozen=True)
class Sale:
    """A purchase of a friend; amounts in the smallest unit of money."""

    state: str
    amount: int
    returned: int
    paid_otherwise: int
    is_fully_returned: bool


def counts(sale: Sale, minimum_spend: int) -> bool:
    """Paid with money, not cancelled, not given back below the minimum."""
    if sale.state == "cancelled" or sale.is_fully_returned:
        return False
    kept = sale.amount - sale.returned
    return kept >= max(minimum_spend, 1) and kept > sale.paid_otherwise


def is_paid(sale: Sale) -> bool:
    """An order that is still open is not paid for certain; it counts from when it is handed over."""
    return sale.state == "fulfilled"
