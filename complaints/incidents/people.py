"""Customers who are merged, erased, or ask for a copy: what this part holds of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import Amend, IncidentNotice, SilentCustomer, UnhappyFlag
from customers.erasing import BLANK, Erasure, Line
from customers.merging import Merge
from customers.portability import Section, register


def move(merge: Merge) -> dict[str, int]:
    """Who was written to, or seen to be unhappy, twice is it once. The list is found anew by the night."""
    moved = _move(IncidentNotice.objects.all(), merge, "incident") + _move(
        UnhappyFlag.objects.all(), merge, "kind", "day"
    )
    SilentCustomer.objects.filter(customer=merge.duplicate).delete()
    Amend.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)
    return {"unhappy_signs": moved} if moved else {}


def _move(rows: QuerySet[Any], merge: Merge, *same: str) -> int:
    theirs = rows.filter(customer=merge.duplicate)
    known = rows.filter(customer=merge.survivor, **{name: OuterRef(name) for name in same})
    theirs.filter(Exists(known)).delete()
    return theirs.update(customer=merge.survivor)


def erase(erasure: Erasure) -> dict[str, int]:
    """That an incident was told to somebody stays, as a number; what was thought of them goes."""
    flags, _by_model = UnhappyFlag.objects.filter(customer__in=erasure.ids).delete()
    SilentCustomer.objects.filter(customer__in=erasure.ids).delete()
    # What was given and what it cost stays; why, in somebody's words, goes.
    told = Amend.objects.filter(Q(customer__in=erasure.ids) | Q(case__customer__in=erasure.ids))
    told.exclude(ended_why="").update(ended_why=BLANK)
    told.update(what="", reason=BLANK)
    return {"unhappy_signs": flags} if flags else {}


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if n := UnhappyFlag.objects.filter(customer__in=ids).count():
        yield Line("goes", _("Signs that they were unhappy: %(n)d") % {"n": n})


def register_sections() -> None:
    register(
        Section("unhappy_signs", gettext_lazy("Signs of being unhappy"), UnhappyFlag, "customer", frozenset({"by"})),
        Section("amends", gettext_lazy("Amends"), Amend, "customer", frozenset({"cost", "needs_approval", "key"})),
        Section("incident_notices", gettext_lazy("Notices of incidents"), IncidentNotice, "customer"),
    )
