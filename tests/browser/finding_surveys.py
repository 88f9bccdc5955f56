"""The surveys that pages of the walks name: what the demo has, or, where it has none, one made for it."""

from __future__ import annotations

from typing import Any


def _survey(kind: str = "nps") -> Any:
    from core import clock
    from surveys.building import services
    from surveys.models import Survey

    found = Survey.objects.filter(kind=kind).exclude(state="closed").order_by("pk").first()
    if found is None:
        found = services.create_survey(kind=kind, name=f"Survey of {kind}", actor=None, now=clock.now())
    return found


def find_survey(kind: str = "nps") -> tuple[Any, ...]:
    return (_survey(kind).public_id,)


def find_question(key: str, kind: str = "nps") -> tuple[Any, ...]:
    """Of the demo's questionnaires, which begin as their kinds do."""
    return (_survey(kind).public_id, key)


def find_low() -> tuple[Any, ...]:
    """A low score with a word, that somebody is to call back about, after an answer before it."""
    from customers.models import Customer
    from surveys.loop import handling
    from surveys.models import Loop
    from tests.surveys.factories import NOW, answer, survey
    from tests.surveys.factories_loop import LATER

    rows = Loop.objects.filter(care="call", closed_at__isnull=True).order_by("pk")
    if not rows.exists():
        ours = survey(name="Would you recommend us?")
        for n, who in enumerate(
            Customer.objects.filter(membership__state="active", assigned_to=None).order_by("pk")[:6]
        ):
            answer(ours, 8, who, at=NOW)
            answer(ours, n, who, raw={"why": "Nobody knew when it would arrive.", "call": {"wants": n == 1}}, at=LATER)
        handling.handle_due(now=LATER)
    return (rows[0].response.public_id,)


def find_queue() -> tuple[Any, ...]:
    """The list, with something in it."""
    find_low()
    return ()
