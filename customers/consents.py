"""Whether what a customer allows holds for the address that we have of them now: the one place that decides.

A consent is given for an address (an e-mail address, a number). When the customer has another one now, it holds for
that no more: it is asked again. Where no address was told, or none is on record, there is nothing that it could be
wrong for. Messaging accounts and letters have no address here. `services.set_consent` writes addresses as the record
does, so they are compared as they stand, but for capitals.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import OuterRef, Q, Value
from django.db.models.lookups import Exact

from customers.models import Channel, Consent, ConsentState, Customer

# The column that a consent to this channel is for.
_COLUMNS = {Channel.EMAIL.value: "email", Channel.SMS.value: "phone", Channel.PHONE.value: "phone"}


def address_of(customer: Customer, channel: str) -> str:
    """The address on record that this channel would use, "" for none."""
    column = _COLUMNS.get(str(channel))
    return str(getattr(customer, column)) if column else ""


def is_for_present_address(consent: Consent, customer: Customer) -> bool:
    present = address_of(customer, consent.channel)
    return not consent.address or not present or consent.address.upper() == present.upper()


def is_valid(consent: Consent, customer: Customer) -> bool:
    """Granted, and for the address that the customer has now."""
    return consent.state == ConsentState.GRANTED and is_for_present_address(consent, customer)


def valid_for(channel: str) -> Q:
    """`is_valid` as a condition on rows of `Consent` of this channel, within a statement about their customers."""
    granted = Q(channel=channel, state=ConsentState.GRANTED)
    column = _COLUMNS.get(str(channel))
    if column is None:
        return granted
    return granted & (Q(address="") | Q(Exact(OuterRef(column), Value(""))) | Q(address__iexact=OuterRef(column)))


def is_valid_sql(consent: str, customer: str, channel: str) -> str:
    """The same for SQL, of aliases: `consent` has granted rows of this channel only, or none for a customer."""
    column = _COLUMNS.get(str(channel))
    if column is None:
        return f"{consent}.customer_id IS NOT NULL"
    return (
        f"({consent}.customer_id IS NOT NULL AND ({consent}.address = '' OR {customer}.{column} = ''"
        f" OR upper({consent}.address) = upper({customer}.{column})))"
    )


def stands(consent: Consent | None, address: str) -> bool:
    """Whether it is granted already for this address: saying yes once more asks nothing new."""
    if consent is None or consent.state != ConsentState.GRANTED:
        return False
    return not consent.address or consent.address.upper() == address.upper()


# --- What apps above do about it ----------------------------------------------------------

Changed = Callable[[Consent, datetime], None]
Asks = Callable[[str, str], bool]
_changed: list[Changed] = []
_asked: list[Changed] = []
_asks_first: list[Asks] = []


def on_changed(action: Changed) -> None:
    """`action(consent, now)` is called, in the transaction of the change, when somebody gave or withdrew a consent."""
    _changed.append(action)


def on_asked(action: Changed) -> None:
    """`action(consent, now)` is called when a consent was given that waits for its confirmation, also once more."""
    _asked.append(action)


def confirm_first(rule: Asks) -> None:
    """`rule(channel, purpose)` says whether a yes counts only after the customer has confirmed it."""
    _asks_first.append(rule)


def is_confirmed_first(channel: str, purpose: str) -> bool:
    return any(rule(channel, purpose) for rule in _asks_first)


def tell_changed(consent: Consent, now: datetime) -> None:
    for action in _changed:
        action(consent, now)


def tell_asked(consent: Consent, now: datetime) -> None:
    for action in _asked:
        action(consent, now)


# The stricter wins where two say different things.
_STRICTNESS = (ConsentState.GRANTED, ConsentState.PENDING, ConsentState.REFUSED, ConsentState.WITHDRAWN)


def strictness(consent: Consent) -> int:
    return _STRICTNESS.index(ConsentState(consent.state))
