"""Events about mail that upper apps sent by outboxes of their own: each app is asked whether one is about theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from messaging.models import DeliveryEvent, Finding


@dataclass(frozen=True, slots=True)
class Answer:
    """`ELSEWHERE`: it is, and what it changes is done; `WAITING`: it is, and its sender has not written down yet that
    it went. `address`: where it went."""

    finding: Finding
    address: str = ""


class Asked(Protocol):
    def __call__(self, event: DeliveryEvent, /, *, now: datetime) -> Answer | None:
        """None: not theirs. Called in the transaction of the event; told again it must change nothing."""


_asked: dict[str, Asked] = {}


def register(name: str, asked: Asked) -> None:
    _asked[name] = asked


def ask(event: DeliveryEvent, *, now: datetime) -> Answer | None:
    return next(filter(None, (asked(event, now=now) for asked in _asked.values())), None)
