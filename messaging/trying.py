"""What a template says to somebody, before anybody gets it, and a test that one sends to oneself.

A test is no message: nobody is a customer here, so it has no row in the outbox, counts for no cap and stands in no
customer's history. It goes over the same line as the real ones, made by the same code; its subject begins with a
mark, and its way out leads nowhere, so that trying it unsubscribes nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import limits
from core.errors import DomainError
from core.models import User
from customers import phones
from customers.models import Channel, Customer
from messaging import channels, templating
from messaging.channels import AddressInvalid, Outcome, Wait
from messaging.channels.http import accounts
from messaging.models import Purpose, TemplateVersion
from messaging.outbox.cases import Row
from messaging.rendering import facts, known, liquid, segments, texts
from messaging.rendering.liquid import Nothing, RenderError
from messaging.rendering.texts import Rendered
from messaging.templating import Text

_COLUMNS: dict[str, str] = {Channel.EMAIL: "email", Channel.SMS: "phone", Channel.PHONE: "phone"}
# Above it Gmail cuts a message off, and with it the way out.
LARGE = 100_000
# An SMS costs money, and a number may be anybody's: so many tests an hour to one.
TESTS = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """`problems`, when it cannot be made, in words; then the rest is empty."""

    rendered: Rendered | None = None
    size: int = 0
    # How many SMS it takes, before what a country or a carrier wants on it.
    segments: int = 0
    problems: tuple[str, ...] = ()

    @property
    def is_large(self) -> bool:
        return self.size > LARGE


@dataclass(frozen=True, slots=True)
class Value:
    """A placeholder, what it is, and what it says now: None when only a message brings it, or they have none."""

    name: str
    words: str
    says: str | None
    # Of the customer, whatever the message.
    is_known: bool = False


def show(text: Text, *, channel: str, customer: Customer | None, now: datetime) -> Shown:
    """A text as `customer`, or somebody made up, would get it."""
    row = row_of(customer, channel=channel, language=text.language, now=now)
    given = facts_for(row, now)
    try:
        compiled = texts.compile_text(text)
        rendered = compiled.render(given)
    except DomainError as error:  # written by rules that were others then
        return Shown(problems=(str(error),))
    except RenderError as error:
        missing = tuple(_missing(text, given))
        return Shown(problems=missing or (str(error),))
    counted = segments.measure(rendered.text).segments if channel == Channel.SMS else 0
    return Shown(rendered, _size(row, rendered, channel, now), counted)


def values(*, channel: str, customer: Customer | None, language: str, now: datetime) -> list[Value]:
    """Every placeholder with what it says to this customer."""
    given = facts_for(row_of(customer, channel=channel, language=language, now=now), now)
    personal = known.words()
    return [
        Value(name, str(words), _worded(_look_up(name, given)), name in personal)
        for name, words in templating.offered().items()
        if not name.endswith(".*")
    ]


def row_of(customer: Customer | None, *, channel: str, language: str, now: datetime) -> Row:
    """As if a message to them were on lease."""
    who = customer or _somebody(language)
    column = _COLUMNS.get(channel)
    return Row(
        id=0, key=f"test:{uuid4()}", customer=who.pk or 0, purpose=Purpose.TRANSACTIONAL, priority=0, source="test",
        version=0, facts=templating.examples(), valid_until=now + timedelta(hours=1), attempts=0,
        address=getattr(who, column) if column else "", name=who.display_name, given_name=who.given_name,
        family_name=who.family_name, language=who.language, zone=who.time_zone, public_id=str(who.public_id),
        known=known.everything(customer.pk if customer else None, now),
    )  # fmt: skip


def _somebody(language: str) -> Customer:
    """Nobody in particular, with a name as the language has them."""
    with translation.override(language):
        given, family, whole = pgettext("name", "Alex"), pgettext("name", "Example"), pgettext("name", "Alex Example")
    return Customer(display_name=whole, given_name=given, family_name=family, language=language)


def facts_for(row: Row, now: datetime) -> dict[str, Any]:
    """What a message of this kind is told, with links that are nobody's: who reads it here is not the customer."""
    pages = ("unsubscribe", "choices", "confirm")
    nobodys = {page: settings.SITE_URL + reverse(f"messaging:{page}", args=["test"]) for page in pages}
    return {**facts.of(row, facts.common(now)), "links": nobodys}


def _missing(text: Text, given: Mapping[str, Any]) -> Iterator[str]:
    """Which placeholder of which part says nothing here."""
    for part, source, is_html in (
        (_("Subject"), text.subject, False),
        (_("Page"), text.html, True),
        (_("Plain text"), text.text, False),
    ):
        for name in sorted(liquid.placeholders(liquid.compile_template(source, is_html=is_html))):
            if _look_up(name, given) is None:
                yield _missing_words(name) % {"part": part, "name": name}


def _missing_words(name: str) -> str:
    if name in known.words():
        return _(
            "%(part)s: this customer has nothing for “{{ %(name)s }}”, and would be left out. Put the sentence between"
            " “{%% if %(name)s %%}” and “{%% endif %%}”, and only those who have it get it."
        )
    return _(
        "%(part)s: nothing stands for “{{ %(name)s }}” here. The message that is sent must bring it along;"
        " one that does not is left out, and says so."
    )


def _look_up(name: str, given: Mapping[str, Any]) -> Any:
    value: Any = given
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return None if isinstance(value, Nothing) else value


def _worded(value: Any) -> str | None:
    return None if value is None else str(value)


def _size(row: Row, rendered: Rendered, channel: str, now: datetime) -> int:
    """Bytes on the wire of an e-mail, else characters of its words."""
    if channel != Channel.EMAIL:
        return len(rendered.text)
    to = replace(row, address="somebody@example.com")
    return len(channels.find(channel).composer(now)(to, rendered).content)


def send_test(*, text: Text, customer: Customer | None, to: User, now: datetime) -> Outcome:
    """One e-mail to a member of staff, now; what cannot be made or sent is told by the outcome."""
    shown = show(text, channel=Channel.EMAIL, customer=customer, now=now)
    if shown.rendered is None:
        return Outcome(Wait.NEVER, "render_error", " ".join(shown.problems))
    row = row_of(customer, channel=Channel.EMAIL, language=text.language, now=now)
    marked = replace(shown.rendered, subject=f"[{_('Test')}] {shown.rendered.subject}")
    email = channels.find(Channel.EMAIL)
    try:
        parcel = email.composer(now)(replace(row, address=to.email, name=to.name or to.email), marked)
    except AddressInvalid:
        return Outcome(Wait.NEVER, "address_invalid", to.email)
    with email.open() as line:
        return line.send(parcel)


def send_sms_test(
    *, version: TemplateVersion, text: Text, customer: Customer | None, number: str, now: datetime
) -> Outcome:
    """One SMS to a number of the shop's own, now. Refuses `sms_not_configured`, `phone_invalid`, `rate_limited`."""
    if accounts.sms() is None:
        raise DomainError("sms_not_configured", _("No SMS provider is set up: nothing can be sent to a telephone yet."))
    address = phones.normalise(number)
    if not address:
        raise DomainError("phone_missing", _("To which number? Your own, for instance."), field="number")
    shown = show(text, channel=Channel.SMS, customer=customer, now=now)
    if shown.rendered is None:
        return Outcome(Wait.NEVER, "render_error", " ".join(shown.problems))
    limits.check("sms-test", address, most=TESTS, seconds=3600)
    row = row_of(customer, channel=Channel.SMS, language=text.language, now=now)
    return _send_sms(replace(row, address=address, version=version.pk), shown.rendered, now)


def _send_sms(row: Row, rendered: Rendered, now: datetime) -> Outcome:
    sms = channels.find(Channel.SMS)
    try:
        parcel = sms.composer(now)(row, rendered)
    except (AddressInvalid, RenderError) as error:
        return Outcome(Wait.NEVER, "not_composed", str(error))
    with sms.open() as line:
        return line.send(parcel)


def choose(written: Sequence[Text], language: str) -> Text:
    """As a message is: the customer's language, the shop's, else the first."""
    return texts.choose({text.language: text for text in written}, language)
