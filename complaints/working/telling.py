"""What of a case stands on its customer's timeline, and in which words; nothing of those by or about staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from complaints.models import CaseState, Door, Means
from customers import timeline


def _told(sentence: Callable[[], str]) -> Callable[[Mapping[str, Any]], str]:
    return lambda data: sentence() % dict(data)


def _received(data: Mapping[str, Any]) -> str:
    return _("Complaint %(number)s received: %(door)s") % {"number": data["number"], "door": Door(data["door"]).label}


def _moved(data: Mapping[str, Any]) -> str:
    told = {"number": data["number"], "state": CaseState(data["new"]).label}
    return _("Complaint %(number)s: %(state)s") % told


def _answered(data: Mapping[str, Any]) -> str:
    told = {"number": data["number"], "means": Means(data["means"]).label}
    return _("Complaint %(number)s answered: %(means)s") % told


def _given(data: Mapping[str, Any]) -> str:
    if not data["new"]:
        return _("Nobody looks after complaint %(number)s any more") % data
    return _("%(new)s looks after complaint %(number)s") % data


VERBS = {
    "case.received": timeline.Verb(_received, "chat-left-dots"),
    "case.state": timeline.Verb(_moved, "arrow-right-circle"),
    "case.assigned": timeline.Verb(_given, "person-check"),
    "case.said_in": timeline.Verb(
        _told(lambda: _("Wrote or said something in complaint %(number)s")), "chat-left-text"
    ),
    "case.said_out": timeline.Verb(_answered, "reply"),
}
