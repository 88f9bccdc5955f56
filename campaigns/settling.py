"""Messages in the outbox follow the state of their campaign or automation: paused, going on, cancelled.

The state alone decides what goes out (`standing`), so it is committed at once, however many messages wait. They are
moved after it, some thousand in a transaction, each under the lock of their source, so that whoever resumes meanwhile
turns the direction. A request does that for some seconds; what is left, or was cut off, a sweep finds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from campaigns.models import Automation, Campaign, Mailing, State, Step
from messaging.models import Message
from messaging.models import State as MessageState
from messaging.outbox import enqueuing

BATCH = 5_000
# How long a request looks after it, and how long it waits for what a worker holds at this moment.
SECONDS, BREATH = 5.0, 0.05
_WHERE = {
    State.RUNNING: MessageState.QUEUED,
    State.PAUSED: MessageState.PAUSED,
    State.CANCELLED: MessageState.CANCELLED,
}
# Whose messages go where, under the lock of its row; None: they stay where they are.
Look = Callable[[], tuple[Sequence[str], MessageState | None]]


def follow(mailing: Mailing, *, now: datetime, seconds: float = SECONDS) -> bool:
    """Whether all of its messages, and those of its steps, have followed."""
    look = _of_campaign if isinstance(mailing, Campaign) else _of_automation
    return _follow(lambda: look(mailing.pk), now, seconds)


def _of_campaign(pk: int) -> tuple[Sequence[str], MessageState | None]:
    row = Campaign.objects.select_for_update().get(pk=pk)
    return [row.source], _WHERE.get(State(row.state))


def _of_automation(pk: int) -> tuple[Sequence[str], MessageState | None]:
    row = Automation.objects.select_for_update(of=("self",)).get(pk=pk)
    return row.sources, MessageState.QUEUED if row.is_active else MessageState.PAUSED


def _follow(look: Look, now: datetime, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while True:
        with transaction.atomic():
            sources, there = look()
            if there is None:
                return True
            moved = sum(enqueuing.move(source=source, to=there, now=now, limit=BATCH) for source in sources)
        if not moved and not any(enqueuing.is_left(source=source, to=there) for source in sources):
            return True
        # Within a transaction of the caller's no waiting frees what others hold.
        if time.monotonic() >= end or (not moved and connection.in_atomic_block):
            return False
        if not moved:
            time.sleep(BREATH)


# --- For the sweeps -------------------------------------------------------------------------------


def campaigns_behind() -> list[Campaign]:
    """Those some of whose messages have not followed yet."""
    paused = Q(state=State.PAUSED) & _has("campaign", "queued", "leased")
    going = Q(state=State.RUNNING) & _has("campaign", "paused")
    over = Q(state=State.CANCELLED) & _has("campaign", "queued", "leased", "paused")
    return list(Campaign.objects.filter(paused | going | over).order_by("pk"))


def automations_behind() -> list[Automation]:
    stays, goes = ("queued", "leased"), ("paused",)
    own = Q(is_active=False) & _has("automation", *stays) | Q(is_active=True) & _has("automation", *goes)
    steps = Step.objects.filter(
        Q(automation__is_active=False) & _has("step", *stays) | Q(automation__is_active=True) & _has("step", *goes)
    )
    return list(Automation.objects.filter(own | Q(pk__in=steps.values("automation"))).order_by("pk"))


def _has(kind: str, *states: str) -> Q:
    """Messages in these states, but those that are being handed over."""
    source = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
    rows = Message.objects.filter(source=source, state__in=states)
    return Q(Exists(rows.exclude(state="leased", handed_at__isnull=False)))
