"""What leaves the house: every export of personal data is on the trail before its first row is sent.

Who, what, in which format, how many rows, and by which filters; not what was typed into them,
because the trail can never be changed and somebody may have searched for a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from customers import listparts, timeline
from customers.models import Customer

_FILTERS: dict[str, str | Promise] = {
    "q": gettext_lazy("Search"),
    "membership": gettext_lazy("Membership"),
    "group": gettext_lazy("Group"),
    "tag": gettext_lazy("Tag"),
    "consent": gettext_lazy("May be contacted"),
    "assigned": gettext_lazy("Assigned to"),
    "birthday": gettext_lazy("Birthday"),
    "kind": gettext_lazy("Kind"),
    "source": gettext_lazy("Source"),
    "interest": gettext_lazy("Interest"),
    "interest_kind": gettext_lazy("Interest is"),
    "company": gettext_lazy("Company"),
    "customer": gettext_lazy("Customer"),
    "currency": gettext_lazy("Currency"),
    "store": gettext_lazy("Store"),
    "channel": gettext_lazy("Channel"),
    "state": gettext_lazy("State"),
    "product": gettext_lazy("Product"),
    "shown": gettext_lazy("Show"),
    "since": gettext_lazy("From"),
    "until": gettext_lazy("To"),
    "level": gettext_lazy("Level"),
    "by_hand": gettext_lazy("Given by hand"),
    "reward": gettext_lazy("Reward"),
}


def record(
    *,
    verb: str,
    actor: User,
    now: datetime,
    file_format: str,
    rows: int,
    filters: Iterable[str] = (),
    customer: Customer | None = None,
) -> None:
    """`filters`: names of those that were set."""
    data = {"format": file_format, "rows": rows, "filters": sorted(filters)}
    timeline.record(customer=customer, verb=verb, actor=actor, at=now, data=data)


def wording(title: str | Promise) -> timeline.Wording:
    """`List of customers exported: 1234 rows, XLSX, by: Search, Group`."""

    def worded(data: Mapping[str, Any]) -> str:
        facts = [_("%(rows)s rows") % {"rows": data["rows"]}] if "rows" in data else []
        facts.append(str(data.get("format", "")).upper())
        if data.get("filters"):
            names = ", ".join(
                capfirst(str(_FILTERS.get(name) or listparts.filter_label(name))) for name in data["filters"]
            )
            facts.append(_("by: %(filters)s") % {"filters": names})
        return f"{title}: {', '.join(fact for fact in facts if fact)}"

    return worded
