"""What upper apps do in the same transaction as a change of customers, without customers knowing them.

Every service and import that creates, edits, enrols, groups, merges, deletes or holds customers, or notes something
to do for them, calls `announce` once per batch, inside the transaction that wrote the rows: what upper apps derive
from customers is due again if, and only if, the change is committed. Hooks take ids in bulk and
must be set-based. A merge (and its undoing) names both, the customer who stays and the one who
goes; a deletion is announced after the rows are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from customers import quiet


class Hook(Protocol):
    def __call__(self, customer_ids: Sequence[int], at: datetime, /) -> None: ...


_hooks: dict[str, Hook] = {}


def register(name: str, hook: Hook) -> None:
    _hooks[name] = hook


def announce(customer_ids: Iterable[int], at: datetime) -> None:
    """Tell every hook, ids sorted and each once; an error in one aborts the caller's transaction on purpose."""
    ids = sorted(set(customer_ids))
    if not ids:
        return
    quiet.mark(ids, at)
    for hook in _hooks.values():
        hook(ids, at)
