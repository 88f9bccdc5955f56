"""What the shop wrote to customers: sent, not sent for a reason, and one of which nobody knows whether it arrived.

It lands in the local mailbox. Where a mail server is set up, nothing is written: the demo's people do not exist.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from config.demo.people import Staff
from customers.models import Channel, Customer
from messaging import templating, writing
from messaging.channels import email
from messaging.channels.base import Parcel
from messaging.models import Message, Template
from messaging.outbox import claiming, recovering, reporting, working
from messaging.templating import Text

LANGUAGES = ("en", "zh-hans")
READERS = 24
EARLIER = timedelta(minutes=5)


class Letter(NamedTuple):
    """`name` is what staff call it; the others are what the customer reads, in their language."""

    name: str
    purpose: str
    subject: str
    paragraphs: tuple[str, ...]


LETTERS = (
    Letter(
        _("Your order is ready"), "service", _("{{ customer.given_name }}, your order is ready"),
        (
            _("Hello {{ customer.given_name }},"),
            _("your order lies ready at the counter. Bring your card or your phone number, that is all we need."),
            _("See you soon in the shop."),
        ),
    ),
    Letter(
        _("A word of thanks"), "service", _("Thank you, {{ customer.given_name }}"),
        (
            _("Hello {{ customer.given_name }},"),
            _("thank you for coming by. Tell us how the record sounds at home: we read every answer ourselves."),
        ),
    ),
    Letter(
        _("New in the listening room"), "marketing", _("New in the listening room"),
        (
            _("Hello {{ customer.given_name }},"),
            _("this week three first pressings came in, and on Saturday we play them from four o'clock on."),
            _("Coffee is on us, and so is the good chair."),
            _("[What we play on Saturday](https://shop.example/saturday)"),
        ),
    ),
)  # fmt: skip


def seed(chance: Random, staff: Staff, now: datetime) -> int:
    """How many messages there are."""
    if email.leaves_the_house() or Message.objects.exists():
        return 0
    templates = [(letter, write_template(letter, staff, now)) for letter in LETTERS]
    actor = staff.owner or staff.team[0]
    found = _readers()
    readers = chance.sample(found, k=min(READERS, len(found)))
    for number, customer in enumerate(readers):
        letter, template = templates[number % len(templates)]
        nonce = UUID(int=chance.getrandbits(128), version=4)
        writing.write(
            customer=customer, template=template, purpose=letter.purpose, nonce=nonce, actor=actor, now=now - EARLIER
        )
    _lose_one(now)
    working.send_due(Channel.EMAIL)
    return len(readers)


def _readers() -> list[Customer]:
    found = Customer.objects.current().filter(kind="person", email__gt="", purchases__isnull=False)
    return list(found.distinct().order_by("pk")[:200])


def write_template(letter: Letter, staff: Staff, now: datetime) -> Template:
    template = Template.objects.create(name=gettext(letter.name), channel=Channel.EMAIL)
    texts = [_text(letter, language) for language in LANGUAGES]
    templating.save_version(template=template, texts=texts, actor=staff.team[1], now=now)
    return template


def _text(letter: Letter, language: str) -> Text:
    with override(language):
        words = [gettext(paragraph) for paragraph in letter.paragraphs]
        content = "\n\n".join(words)
        return Text(language, content, subject=gettext(letter.subject), content=content)


def _lose_one(now: datetime) -> None:
    """A worker that was switched off between handing over and hearing back."""
    then = now - claiming.LEASE
    claimed = claiming.claim(Channel.EMAIL, now=then, limit=1)
    for row in claimed.rows:
        parcel = Parcel(row.id, row.key, Channel.EMAIL, row.address, "", "", b"", row.language, row.valid_until, 0, "")
        reporting.prepare([(row, parcel)])
        reporting.hand_over(claimed.lease, parcel, [], now=then)
    recovering.recover(now=now)
