"""Two message templates in the languages of the product: a newsletter with all that a page can have, and an SMS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from config.demo.people import Staff
from messaging import templating
from messaging.models import Template
from messaging.templating import Text


class _Written(NamedTuple):
    name: str
    channel: str
    words: str
    subject: str = ""


NEWS = _Written(
    gettext_noop("What is new this month"),
    "email",
    gettext_noop(
        "# Good to see you, {{ customer.given_name }}\n\n"
        "This month there is **something new** on our shelves, and a few of it are put aside for regulars.\n\n"
        "- Come and look: the first days are yours.\n- Bring your card: what you buy counts as always.\n\n"
        "[button: See what is new](https://shop.example/new)\n\n---\n\n*With best wishes from {{ shop.name }}*"
    ),
    gettext_noop("{{ customer.given_name }}, something new has arrived"),
)
READY = _Written(
    gettext_noop("Your order is ready, by SMS"),
    "sms",
    gettext_noop("{{ customer.given_name }}, your order is ready. We keep it for you for a week. {{ shop.name }}"),
)


def seed(staff: Staff, now: datetime) -> int:
    for written in (NEWS, READY):
        templating.create(
            name=gettext(written.name), channel=written.channel, texts=list(_texts(written)), actor=staff.team[0],
            now=now,
        )  # fmt: skip
    return Template.objects.count()


def _texts(written: _Written) -> Iterator[Text]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words = gettext(written.words)
            subject = gettext(written.subject) if written.subject else ""
        if written.channel != "email":
            yield Text(language, words)
        else:
            text = Text(language, "", subject, content=words)
            yield Text(language, templating.plain_text(text), subject, content=words)
