"""Work on many, each by itself: what is wrong with one is written down and stops none of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.db import close_old_connections, connection

T = TypeVar("T")
log = structlog.get_logger(__name__)


def total(problem: str, keys: Iterable[int], work: Callable[[int], int]) -> int:
    """The sum of what it made of each."""
    return sum(count for _key, count in each(problem, keys, work))


def each(problem: str, keys: Iterable[int], work: Callable[[int], T]) -> Iterator[tuple[int, T]]:
    """With what `work` made of each; those that failed are left out. The time that the whole task has ends the rest."""
    for key in keys:
        try:
            yield key, work(key)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is, it is of that one alone
            # By its kind alone: its words may tell of customers.
            log.error(problem, key=key, error=type(error).__name__)  # noqa: TRY400
            if not connection.in_atomic_block:
                close_old_connections()
