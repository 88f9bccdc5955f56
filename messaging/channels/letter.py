"""Letters on paper: laid into the tray, from which staff print them in batches.

A letter is sent when it lies in the tray: from there on nothing can be lost but by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from core import clock
from messaging.channels.base import AddressInvalid, Channel, Line, Outcome, Parcel, Wait
from messaging.models import Letter
from messaging.outbox.cases import Row
from messaging.rendering import mime
from messaging.rendering.texts import Rendered

# As much as the outbox keeps of an address.
LONGEST = 254


def composer(_now: datetime) -> Callable[[Row, Rendered], Parcel]:
    def compose(row: Row, rendered: Rendered) -> Parcel:
        receiver = f"{row.name}\n{row.address}"
        if len(receiver) > LONGEST:
            raise AddressInvalid(row.address)
        return Parcel(
            id=row.id,
            key=row.key,
            channel="letter",
            address=receiver,
            sender="",
            subject=rendered.subject,
            content=rendered.text.strip().encode(),
            language=rendered.language,
            valid_until=row.valid_until,
            attempts=row.attempts,
            provider_id=mime.digest(row.key),
        )

    return compose


class Tray(Line):
    def send(self, parcel: Parcel) -> Outcome:
        """One that lies there, or was printed already, stays as it is."""
        Letter.objects.get_or_create(
            message_id=parcel.id,
            defaults={
                "receiver": parcel.address,
                "subject": parcel.subject[:400],
                "content": parcel.content.decode(),
                "language": parcel.language,
                "laid_at": clock.now(),
            },
        )
        return Outcome(Wait.DONE, provider_id=parcel.provider_id)


@contextmanager
def open_line() -> Iterator[Tray]:
    yield Tray()


LETTER = Channel("letter", composer, open_line)
