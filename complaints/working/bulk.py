"""The same done to many cases: each by itself, and what was refused is told with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.models import Case, CaseState, Category, Team
from complaints.moving import transition
from complaints.working import editing, services
from core.errors import DomainError
from core.models import User

MOST = 100
# Those that need no facts of the single case.
STATES = (CaseState.OPEN, CaseState.WAITING_CUSTOMER, CaseState.WAITING_OTHERS, CaseState.SPAM)


@dataclass
class Done:
    count: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def take(keys: Iterable[int], *, actor: User, now: datetime) -> Done:
    """Those that nobody looks after: from colleagues nothing is taken unseen."""
    return _each(keys, actor, lambda case: services.take(case=case, actor=actor, now=now))


def assign(keys: Iterable[int], user: User | None, *, actor: User, now: datetime) -> Done:
    return _each(keys, actor, lambda case: services.assign(case=case, user=user, actor=actor, now=now))


def change(keys: Iterable[int], name: str, value: Category | Team, *, actor: User, now: datetime) -> Done:
    """`name`: category or team."""
    return _each(
        keys, actor,
        lambda case: editing.update(case=case, changes={name: value}, expected=case.version, actor=actor, now=now),
    )  # fmt: skip


def move(keys: Iterable[int], to: str, *, actor: User, now: datetime) -> Done:
    return _each(keys, actor, lambda case: transition(case=case, to=to, actor=actor, now=now))


def _each(keys: Iterable[int], actor: User, work: Callable[[Case], Any]) -> Done:
    """In the order of their keys; what this person may not see is left out without a word."""
    done = Done()
    for case in Case.objects.seen_by(actor).filter(pk__in=sorted(set(keys))[:MOST]).order_by("pk"):
        try:
            with transaction.atomic():
                work(case)
        except DomainError as error:
            done.refused.append((case.number, str(error)))
        else:
            done.count += 1
    return done
