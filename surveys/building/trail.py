"""Who did what to a survey, on the timeline of nobody in particular."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.models import User
from customers import timeline
from surveys.models import Survey


def record(verb: str, survey: Survey, *, actor: User | None, now: datetime, **data: Any) -> None:
    timeline.record(
        customer=None, verb=verb, actor=actor, at=now, data={"name": survey.name, **data}, target=survey.source
    )


def _named(sentence: Callable[[], str]) -> Callable[[Mapping[str, Any]], str]:
    return lambda data: sentence() % dict(data)


VERBS = {
    "survey.created": timeline.Verb(_named(lambda: _("Survey “%(name)s” made")), "clipboard-plus"),
    "survey.changed": timeline.Verb(_named(lambda: _("Survey “%(name)s”: how it asks was changed")), "sliders"),
    "survey.reworded": timeline.Verb(
        _named(lambda: _("Survey “%(name)s”: questions changed, version %(number)s")), "pencil"
    ),
    "survey.opened": timeline.Verb(_named(lambda: _("Survey “%(name)s” opened")), "play"),
    "survey.paused": timeline.Verb(_named(lambda: _("Survey “%(name)s” paused")), "pause"),
    "survey.resumed": timeline.Verb(_named(lambda: _("Survey “%(name)s” goes on")), "play"),
    "survey.closed": timeline.Verb(_named(lambda: _("Survey “%(name)s” closed")), "stop"),
}
