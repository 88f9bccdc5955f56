"""A new member in one small form: at the counter by staff, or by the customer alone behind a QR code.

The public page takes anything from anybody: it answers the same words whether a number was known or not, is braked
per address, per QR code and in all, and confirms nothing: consent waits as *pending* until the customer confirms it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import limits
from core.errors import DomainError
from core.locks import advisory_lock
from core.models import User
from customers import phones, services, terms
from customers.models import Channel, ConsentState, Customer, CustomerSettings, Purpose
from loyalty.models import TillSettings

_SALT = "loyalty.till.join"
# A QR code on the counter's screen works for one day; printed ones are made without a stamp.
TICKET_SECONDS = 24 * 3600
PER_ADDRESS, PER_TICKET = 8, 60
HOUR = 3600


@dataclass(frozen=True)
class Newcomer:
    """What the small form says. Without a name the customer is called by the end of the number."""

    phone: str
    name: str = ""
    email: str = ""
    wants_sms: bool = False
    wants_email: bool = False
    language: str = ""


@transaction.atomic
def enrol(*, newcomer: Newcomer, where: str, actor: User | None, now: datetime, is_confirmed: bool = True) -> Customer:
    """Customer, membership and consents together or not at all. Consent given unproved is only *pending*."""
    data = {
        "phone": newcomer.phone,
        "email": newcomer.email,
        "language": newcomer.language,
        "display_name": newcomer.name or _called(newcomer.phone),
    }
    customer = services.create_customer(data=data, actor=actor, now=now, where=where, may_lack=True)
    version = terms.current_version()
    services.enrol(customer=customer, terms_version=version, where=where, actor=actor, now=now)
    state = ConsentState.GRANTED if is_confirmed else ConsentState.PENDING
    channels = [(newcomer.wants_sms, Channel.SMS), (newcomer.wants_email, Channel.EMAIL)]
    for channel in [channel for wanted, channel in channels if wanted]:
        _consent(customer, channel, state, actor, now)
    return customer


@transaction.atomic
def enrol_known(*, customer: Customer, wants_sms: bool, where: str, actor: User, now: datetime) -> None:
    """A customer whom we know becomes a member, with consent if they gave it; Conflict `already_member`."""
    services.enrol(customer=customer, terms_version=terms.current_version(), where=where, actor=actor, now=now)
    if wants_sms:
        _consent(customer, Channel.SMS, ConsentState.GRANTED, actor, now)


def _consent(customer: Customer, channel: Channel, state: ConsentState, actor: User | None, now: datetime) -> None:
    address = customer.phone if channel == Channel.SMS else customer.email
    if address:
        services.set_consent(
            customer=customer, channel=channel, purpose=Purpose.MARKETING, state=state, source=_("at enrolment"),
            text_version=CustomerSettings.current().consent_text_version, address=address, actor=actor, now=now,
        )  # fmt: skip


def _called(phone: str) -> str:
    return _("Member …%(tail)s") % {"tail": phone[-4:]}


# --- The customer alone ---------------------------------------------------------------------


def ticket(where: str) -> str:
    """What the QR code at a till carries: which till showed it, and when."""
    return signing.dumps(where[:40], salt=_SALT, compress=True)


def read_ticket(text: str) -> str:
    """The till's name; empty for a printed address, a foreign or an old ticket: those are braked harder."""
    try:
        return str(signing.loads(text, salt=_SALT, max_age=TICKET_SECONDS))
    except signing.BadSignature:
        return ""


def is_open() -> bool:
    return TillSettings.current().is_joining_open


def check_brakes(*, address: str, told: str) -> None:
    """Refuse with 429 what comes too often: from one address, with one QR code, or in all."""
    settings = TillSettings.current()
    if not settings.is_joining_open:
        raise DomainError("joining_closed", _("Please ask at the counter."), status=403)
    if told and read_ticket(told):
        limits.check("join.ticket", told, most=PER_TICKET, seconds=HOUR, closed=True)
    else:
        limits.check("join.address", address, most=PER_ADDRESS, seconds=HOUR, closed=True)
    limits.check("join.all", "all", most=settings.joins_per_hour, seconds=HOUR, closed=True)


def join(*, newcomer: Newcomer, where: str, now: datetime) -> Customer | None:
    """Enrol whoever is new; None when the number or address is known, which only staff may see.

    Of two requests with one number at once the second waits and then finds it known.
    """
    try:
        with transaction.atomic():
            advisory_lock(f"join {newcomer.phone}")
            if Customer.objects.current().with_phone(newcomer.phone).exists():
                return None
            return enrol(newcomer=newcomer, where=where or "join page", actor=None, now=now, is_confirmed=False)
    except DomainError as error:
        if error.code == "email_taken":
            return None
        raise
    except IntegrityError:
        return None


def known_by_phone(phone: str, user: User) -> list[Customer]:
    """Who has this number already, among those whom this person may see: families share phones."""
    rows = Customer.objects.visible_to(user).current().with_phone(phone).select_related("membership")
    return list(rows.order_by("sort_key", "pk")[:5])


def normal_phone(text: str) -> str:
    return phones.normalise(text)
