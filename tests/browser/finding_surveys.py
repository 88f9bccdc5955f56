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
