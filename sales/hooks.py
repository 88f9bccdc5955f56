"""What upper apps do in the same transaction as a sale, without sales knowing them.

`sales.services` and the import call every registered hook once per batch, inside the
transaction that wrote the rows: a purchase and its units are committed together or not at
all, whichever door it came through. Hooks take ids in bulk and must be set-based.

What a hook writes may be another customer's: the pool of a household. Whoever changes a sale that is there already
locks these companions with its customer, all at once and sorted, because a merge locks customers before anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from customers import quiet


@dataclass(frozen=True)
class Change:
    """Rows just written by one batch.

    `created` and `amended` are purchase ids (amended: the row's facts changed, so units
    granted for the old facts go back by the stored facts and are granted again);
    `retaken` are those of `amended` whose booked returns were corrected, so that units are
    granted and taken back anew although the sale itself says the same;
    `returns` ids of `sales.Return` (a cancelled order is a return of everything).
    `customers` are all the customers concerned. `earn` is False when an import was told
    to grant nothing. `quotes` maps purchases to the quote that their door named; of an amended one
    "" gives up the one that it had, None says nothing of it, and a file that knows of none leaves it out.
    `is_history` says that it happened long since, whatever anybody thinks of it (a file, a receipt claimed later).
    `seen` is what a hook has found out about the batch, under its own name, so that the next need not ask again.
    A change is told once, in the transaction that wrote its rows.
    """

    now: datetime
    created: Sequence[int] = ()
    amended: Sequence[int] = ()
    returns: Sequence[int] = ()
    customers: Sequence[int] = ()
    retaken: frozenset[int] = frozenset()
    earn: bool = True
    is_history: bool = False
    quotes: Mapping[int, str | None] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)


class Hook(Protocol):
    def __call__(self, change: Change, /) -> None: ...


_hooks: dict[str, Hook] = {}


def register(name: str, hook: Hook) -> None:
    _hooks[name] = hook


class Companions(Protocol):
    def __call__(self, customers: Sequence[int], /) -> Iterable[int]: ...


_companions: dict[str, Companions] = {}


def register_companions(name: str, found: Companions) -> None:
    _companions[name] = found


def with_companions(customers: Iterable[int]) -> set[int]:
    """These customers, and those whose rows the hooks may write when sales of these change."""
    told = sorted(set(customers))
    return {*told, *(pk for found in _companions.values() for pk in found(told))} if told else set()


def announce(change: Change) -> None:
    """Tell every hook; an error in one aborts the caller's transaction on purpose."""
    quiet.mark(change.customers, change.now)
    for hook in _hooks.values():
        hook(change)
