"""A friend joins by a link, alone: found to be new, recorded, enrolled, consents noted, and the referral with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from core.errors import DomainError
from customers import phones, services, terms
from customers.models import Channel, ConsentState, Customer, CustomerSettings, Purpose
from loyalty.models import Referral, ReferralCode
from loyalty.referrals import rules
from loyalty.referrals.services import claim

WHERE = "referral"
SOURCE = "referral"


@dataclass(frozen=True)
class Newcomer:
    """What the form asks; phone or e-mail is needed."""

    name: str
    phone: str = ""
    email: str = ""
    language: str = ""
    wants_email: bool = False
    wants_sms: bool = False


# The same expression as the index `customers_mailbox`: capitals, dots and what follows a plus are no difference.
_MAILBOX = """
SELECT id FROM customers_customer
WHERE email_key LIKE '%%@%%' AND erased_at IS NULL
  AND replace(split_part(split_part(email_key, '@', 1), '+', 1), '.', '') || '@' || split_part(email_key, '@', 2) = %s
LIMIT 1"""


def is_known(*, email: str, phone: str) -> bool:
    """Whether a customer has this mailbox or this phone."""
    if phone and Customer.objects.filter(phone_reversed__gt="").with_phone(phone).exists():
        return True
    mailbox = rules.mailbox(email)
    if not mailbox:
        return False
    with connection.cursor() as cursor:
        for form in {mailbox, mailbox.replace("@gmail.com", "@googlemail.com")}:
            cursor.execute(_MAILBOX, [form])
            if cursor.fetchone():
                return True
    return False


@transaction.atomic
def join(
    *, code: ReferralCode, newcomer: Newcomer, now: datetime, device: str = "", hints: Sequence[str] = ()
) -> Referral | None:
    """None when we know them already: nothing is written then, and nobody is told which of the two it was."""
    phone = phones.normalise(newcomer.phone)
    if is_known(email=newcomer.email, phone=phone):
        return None
    data = {
        "display_name": newcomer.name, "phone": phone, "email": newcomer.email, "language": newcomer.language,
    }  # fmt: skip
    try:
        friend = services.create_customer(data=data, actor=None, now=now, where=WHERE, may_lack=True)
    except DomainError as error:
        if error.code == "email_taken":  # joined a moment ago
            return None
        raise
    services.enrol(customer=friend, terms_version=terms.current_version(), where=WHERE, actor=None, now=now)
    _consent(friend, newcomer, now)
    return claim(code=code, friend=friend, actor=None, now=now, device=device, hints=hints)


def _consent(friend: Customer, newcomer: Newcomer, now: datetime) -> None:
    """Anybody may have typed that address: a yes waits as *pending* until the customer confirms it."""
    version = CustomerSettings.current().consent_text_version
    for wanted, channel, address in (
        (newcomer.wants_email, Channel.EMAIL, friend.email),
        (newcomer.wants_sms, Channel.SMS, friend.phone),
    ):
        if wanted and address:
            services.set_consent(
                customer=friend, channel=channel, purpose=Purpose.MARKETING, state=ConsentState.PENDING,
                source=SOURCE, text_version=version, address=address, actor=None, now=now,
            )  # fmt: skip
