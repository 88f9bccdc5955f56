"""What else the global search finds: upper apps register a finder, for receipts, cases, cards.

A finder answers within a few milliseconds from an index and gives at most `LIMIT` hits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

LIMIT = 5


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    detail: str = ""
    icon: str = "receipt"


@dataclass(frozen=True)
class Finder:
    """`find(user, text)` gives hits that this person may see."""

    key: str
    title: Any
    permission: str
    find: Callable[[Any, str], Sequence[Hit]]
    order: int = 100


_finders: dict[str, Finder] = {}


def register(finder: Finder) -> None:
    _finders[finder.key] = finder


def find_all(user: Any, text: str) -> list[tuple[Finder, list[Hit]]]:
    """The hits of every finder that found any, in order."""
    permitted = sorted(
        (finder for finder in _finders.values() if user.has_perm(finder.permission)),
        key=lambda finder: (finder.order, finder.key),
    )
    found = ((finder, list(finder.find(user, text))[:LIMIT]) for finder in permitted)
    return [(finder, hits) for finder, hits in found if hits]
