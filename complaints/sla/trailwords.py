"""How the trail of a case says what is promised, and who heard that the time runs out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import ClockKind
from complaints.sla import closing, laying


def _policy(data: Mapping[str, Any]) -> str:
    told = {name: data[name] or "–" for name in ("old", "new")}
    return _("Service level: %(new)s, before %(old)s") % told


def _team(data: Mapping[str, Any]) -> str:
    return _("Team: %(new)s, before %(old)s") % {"new": data["new"], "old": data["old"] or "–"}


def _escalated(data: Mapping[str, Any]) -> str:
    told = {"clock": ClockKind(data["clock"]).label, "percent": data["percent"], "who": data["told"]}
    if not data["others"]:
        return _("%(clock)s: %(percent)s%% of the time is over, %(who)s was told") % told
    return _("%(clock)s: %(percent)s%% of the time is over, %(who)s and %(n)s more were told") % (
        told | {"n": data["others"]}
    )


WORDINGS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "case.policy": _policy, "case.team": _team, "case.escalated": _escalated,
}  # fmt: skip
REASONS = {
    laying.POLICY: gettext_lazy("the promise was edited"),
    laying.CALENDAR: gettext_lazy("the calendar was edited"),
    laying.TEAM: gettext_lazy("by the hours of the team"),
    closing.REASON: gettext_lazy("by itself, after days of silence"),
}
