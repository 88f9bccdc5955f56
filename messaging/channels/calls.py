"""Phone calls by staff: the message becomes a follow-up for whoever looks after the customer, so that one without an
e-mail address is reached, too.

The key of the message is the source of the follow-up, so that there is one, however often it is handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError
from core.models import User
from customers import services
from customers.models import Customer
from messaging.channels.base import Channel, Line, Outcome, Parcel, Wait
from messaging.models import Message
from messaging.outbox.cases import Row
from messaging.rendering import mime
from messaging.rendering.texts import Rendered

# As much as a follow-up holds.
_NOTE, _SUBJECT = 2000, 200


def composer(_now: datetime) -> Callable[[Row, Rendered], Parcel]:
    def compose(row: Row, rendered: Rendered) -> Parcel:
        return Parcel(
            id=row.id,
            key=row.key,
            channel="phone",
            address=row.address,
            sender="",
            subject=rendered.subject,
            content=rendered.text.strip().encode(),
            language=rendered.language,
            valid_until=row.valid_until,
            attempts=row.attempts,
            provider_id=mime.digest(row.key),
        )

    return compose


class CallList(Line):
    def send(self, parcel: Parcel) -> Outcome:
        message = Message.objects.select_related("customer__assigned_to").get(pk=parcel.id)
        now = clock.now()
        try:
            made = services.add_follow_up(
                customer=message.customer, subject=_subject(parcel), note=parcel.content.decode()[:_NOTE],
                due_on=clock.business_day(now), assignee=_who(message.customer), actor=None, now=now,
                source=f"message:{parcel.provider_id}",
            )  # fmt: skip
        except DomainError as error:
            return Outcome(Wait.NEVER, "refused", str(error.code))
        return Outcome(Wait.DONE, provider_id=f"follow_up:{made.pk}")


def _subject(parcel: Parcel) -> str:
    """What staff read first; without a subject in the template, in the language of the shop."""
    if parcel.subject:
        return parcel.subject[:_SUBJECT]
    with translation.override(settings.LANGUAGE_CODE):
        return _("Call: %(number)s") % {"number": parcel.address}


def _who(customer: Customer) -> User | None:
    """Nobody who left: then it stands with those that nobody has taken yet."""
    who = customer.assigned_to
    return who if who and who.is_active else None


@contextmanager
def open_line() -> Iterator[CallList]:
    yield CallList()


CALLS = Channel("phone", composer, open_line)
