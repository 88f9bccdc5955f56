"""What each app does when a customer is erased, what it says speaks against it, and what it tells before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from customers.erasing.needles import Needles
from customers.merging import merged_ids
from customers.models import Customer

# In the place of a text that must not be empty.
BLANK = "—"
GOES, ENDS, STAYS = "goes", "ends", "stays"


@dataclass(frozen=True)
class Erasure:
    """Rows are locked; `ids` are the customer and everybody merged into them."""

    customer: Customer
    ids: Sequence[int]
    needles: Needles
    actor: Any
    # For what the apps write of their own: never the reason that was given, which may tell of the person.
    reason: str
    now: datetime


@dataclass(frozen=True)
class Obstacle:
    """Why somebody cannot be erased now; `code` is part of the API's promise."""

    code: str
    message: str


@dataclass(frozen=True)
class Line:
    """A line of the preview: what goes, what ends, or what stays under the pseudonym."""

    kind: str
    text: str


@dataclass(frozen=True)
class Preview:
    goes: list[str]
    ends: list[str]
    stays: list[str]
    obstacles: list[Obstacle]


@dataclass(frozen=True)
class Part:
    """`obstacles` and `tells` take the ids of the customer and of the records merged into them."""

    name: str
    erase: Callable[[Erasure], Mapping[str, int]]
    # What lies in tables that can never be changed: after the customer is erased, while their triggers let words go.
    blank: Callable[[Erasure], Mapping[str, int]] | None = None
    obstacles: Callable[[Sequence[int]], Iterable[Obstacle]] | None = None
    tells: Callable[[Sequence[int]], Iterable[Line]] | None = None


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    _parts[part.name] = part


def parts() -> list[Part]:
    """In the order in which they were registered: that of the apps, lower ones first."""
    return list(_parts.values())


def obstacles(ids: Sequence[int]) -> list[Obstacle]:
    return [found for part in parts() if part.obstacles for found in part.obstacles(ids)]


def preview(customer: Customer) -> Preview:
    ids = merged_ids(customer)
    lines = [line for part in parts() if part.tells for line in part.tells(ids)]
    goes, ends, stays = ([line.text for line in lines if line.kind == kind] for kind in (GOES, ENDS, STAYS))
    return Preview(goes, ends, stays, obstacles(ids))
