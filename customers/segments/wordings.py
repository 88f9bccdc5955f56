"""How the timeline words what was done to segments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.timeline import Verb

Facts = Mapping[str, Any]


def _worded(text: str | Promise) -> Callable[[Facts], str]:
    def wording(data: Facts) -> str:
        said = str(text) % {"name": data["name"]}
        return _("%(what)s (%(who)s)") % {"what": said, "who": data["via"]} if data.get("via") else said

    return wording


VERBS = {
    "segment.created": Verb(_worded(gettext_lazy("Segment “%(name)s” made")), "funnel"),
    "segment.changed": Verb(_worded(gettext_lazy("Segment “%(name)s” changed")), "funnel"),
    "segment.frozen": Verb(_worded(gettext_lazy("Snapshot “%(name)s” taken")), "funnel"),
    "segment.deleted": Verb(_worded(gettext_lazy("Segment “%(name)s” deleted")), "funnel"),
}
