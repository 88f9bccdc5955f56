"""What a channel is, and what can come of sending: every end is one of five."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from messaging.outbox.cases import Row
    from messaging.rendering.texts import Rendered


class Wait(StrEnum):
    """Whether something that failed may be tried again."""

    # The other side took it.
    DONE = "done"
    # It said no to this one, for good.
    NEVER = "never"
    # It said "not now" to this one.
    LATER = "later"
    # Nothing can be sent at all for now; this one was certainly not taken.
    DOWN = "down"
    # It was handed over whole, and no answer came: nobody can know.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    wait: Wait
    reason: str = ""
    detail: str = ""
    provider_id: str = ""


class AddressInvalid(Exception):  # noqa: N818  # reads as the sentence it is
    """Raised while composing: nothing can be sent there."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message ready to go: everything that could go wrong in making it has been tried."""

    # 0: a test of a template, which has no row in the outbox.
    id: int
    key: str
    channel: str
    address: str
    sender: str
    subject: str
    content: bytes
    language: str
    valid_until: datetime
    # How often it was tried before.
    attempts: int
    # What events about it will name it by.
    provider_id: str
    # How many SMS it takes; 0 where nobody counts.
    segments: int = 0
    # Carriers that send only what they approved know it by this number, and fill its gaps with these.
    template: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    # Where the customer says no to the next one; empty for what they asked for just now.
    way_out: str = ""


class Line(ABC):
    """An open way out. `send` never raises for anything that the other side or the network can do."""

    def announce(self, parcel: Parcel) -> None:  # noqa: B027  # most ways have nothing to say before
        """Whatever can be said of a message before it is handed over; it may still be taken back."""

    def take_back(self) -> None:  # noqa: B027
        """What was announced does not come."""

    def foresee(self, parcel: Parcel | None) -> None:  # noqa: B027
        """What comes after the one that is sent now, as far as anybody knows: it may be announced along with that."""

    @abstractmethod
    def send(self, parcel: Parcel) -> Outcome: ...


@dataclass(frozen=True)
class Channel:
    code: str
    # Asked once per batch: what all messages have in common (the sender, the day) is found once.
    composer: Callable[[datetime], Callable[[Row, Rendered], Parcel]]
    open: Callable[[], AbstractContextManager[Line]]


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    _channels[channel.code] = channel


def find(code: str) -> Channel:
    return _channels[code]


def codes() -> list[str]:
    return list(_channels)
