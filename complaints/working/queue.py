"""What the queue shows: whose cases, narrowed by what, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.learning import trees
from complaints.models import Case, CaseMessage, CaseState, Category, Door, Team
from complaints.querysets import CaseQuerySet
from complaints.working import absences, searching
from core.paging import Column, Count
from sales.models import Store

SHOWS = (
    ("mine", _("Mine")),
    ("team", _("My team")),
    ("unassigned", _("Unassigned")),
    ("waiting", pgettext_lazy("cases", "Waiting")),
    ("overdue", _("Overdue")),
    ("foreign", _("From other addresses")),
    ("all", _("All")),
)
COUNTED = ("mine", "unassigned", "overdue", "foreign")
CEILING = 99
COLUMNS = (
    Column("received", _("Case"), sort="received_at", first="-"),
    Column("customer", _("Customer")),
    Column("state", _("State")),
    Column("rank", _("Priority"), sort="rank"),
    Column("due", _("Due"), sort="due_at"),
    Column("who", _("Looked after by")),
)
PRIORITIES: dict[str, tuple[Any, Q]] = {
    "jumps": (_("Safety or law"), Q(priority=99)),
    "high": (pgettext_lazy("priority", "High"), Q(priority__range=(8, 98))),
    "middle": (pgettext_lazy("priority", "Middle"), Q(priority__range=(4, 7))),
    "low": (pgettext_lazy("priority", "Low"), Q(priority__lt=4)),
}
FLAGS: dict[str, tuple[Any, Q]] = {
    "safety": (_("About safety"), Q(is_safety=True, priority=99)),
    "legal": (_("About the law"), Q(is_legal=True, priority=99)),
    "hold": (_("Kept for the law"), Q(is_legal_hold=True)),
    "reopened": (_("Reopened"), Q(reopened__gt=0)),
}
CONFIDENTIAL = (_("By or about staff"), Q(is_confidential=True))


def level_of(priority: int) -> str:
    """The key among `PRIORITIES`."""
    if priority >= 99:
        return "jumps"
    if priority >= 8:
        return "high"
    return "middle" if priority >= 4 else "low"


def chosen(asked: Mapping[str, Any], user: Any) -> str:
    """Which part is shown: what was asked for, else one's own, or all where one looks after none."""
    which = str(asked.get("show", ""))
    if which in dict(SHOWS):
        return which
    return "mine" if user.has_perm("complaints.change_case") else "all"


def rows(asked: Mapping[str, Any], user: Any, now: datetime) -> CaseQuerySet:
    """A search looks at all cases, whichever part is shown."""
    found = Case.objects.seen_by(user).ranked()
    text = str(asked.get("q", "")).strip()
    found = searching.search(found, text, user) if text else part(found, chosen(asked, user), user, now)
    return narrowed(found, asked)


def part(found: CaseQuerySet, which: str, user: Any, now: datetime) -> CaseQuerySet:
    match which:
        case "mine":
            theirs = absences.looked_after(user, now)
            return found.open().filter(assignee__in=theirs) if theirs[1:] else found.open().filter(assignee=user.pk)
        case "team":
            teams = list(user.complaint_teams.values_list("team", flat=True))
            return found.open().filter(team=teams[0]) if len(teams) == 1 else found.open().filter(team__in=teams)
        case "unassigned":
            return found.open().filter(assignee__isnull=True)
        case "waiting":
            return found.waiting()
        case "overdue":
            return found.overdue(now)
        case "foreign":
            return found.open().filter(pk__in=CaseMessage.objects.filter(is_foreign=True).values("case"))
        case _:
            return found


def default_sort(asked: Mapping[str, Any], which: str) -> str:
    """The most urgent first; where everything is shown, or found, the latest."""
    return "-received" if which == "all" or str(asked.get("q", "")).strip() else "rank"


def narrowed(found: CaseQuerySet, asked: Mapping[str, Any]) -> CaseQuerySet:
    """By what names something that there is; the rest is as if it had not been asked for."""
    if asked.get("state") in CaseState.values:
        found = found.filter(state=asked["state"])
    if asked.get("door") in Door.values:
        found = found.filter(door=asked["door"])
    for name in ("team", "store"):
        if key := _key(asked.get(name)):
            found = found.filter(**{name: key})
    if key := _key(asked.get("category")):
        below = list(Category.objects.filter(path__contains=f"/{key}/").values_list("pk", flat=True)) or [key]
        found = found.filter(category=below[0]) if len(below) == 1 else found.filter(category__in=below)
    if level := PRIORITIES.get(str(asked.get("priority", ""))):
        found = found.filter(level[1])
    if flag := _flags().get(str(asked.get("flag", ""))):
        found = found.filter(flag[1])
    return found


def _key(text: Any) -> int | None:
    told = str(text or "")
    return int(told) if told.isdecimal() and len(told) < 19 else None


def _flags() -> dict[str, tuple[Any, Q]]:
    return FLAGS | {"confidential": CONFIDENTIAL}


def choices(user: Any) -> list[dict[str, Any]]:
    """The filters with what each offers."""
    flags = _flags() if user.has_perm("complaints.see_confidential_case") else FLAGS
    return [
        {"name": "state", "label": _("State"), "choices": list(CaseState.choices)},
        {"name": "team", "label": _("Team"), "choices": _named(Team.objects.filter(is_active=True))},
        {"name": "category", "label": _("Category"), "choices": _categories()},
        {"name": "priority", "label": _("Priority"), "choices": [(k, v[0]) for k, v in PRIORITIES.items()]},
        {"name": "door", "label": _("Came by"), "choices": list(Door.choices)},
        {"name": "store", "label": _("Store"), "choices": _named(Store.objects.order_by("name"))},
        {"name": "flag", "label": _("Marked"), "choices": [(k, v[0]) for k, v in flags.items()]},
    ]


def _categories() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in trees.offered(Category)[1:]]


def _named(found: Any) -> list[tuple[str, str]]:
    return [(str(row.pk), str(row)) for row in found]


def counts(user: Any, now: datetime) -> dict[str, Count]:
    """Of the parts at which one looks first, asked at once; none is counted further than two digits."""
    seen = Case.objects.seen_by(user)
    parts = [part(seen, which, user, now).order_by().annotate(part=Value(which)) for which in COUNTED]
    first, *others = [rows.values_list("part", flat=True)[: CEILING + 1] for rows in parts]
    found = Counter(first.union(*others, all=True))
    return {which: Count(min(found[which], CEILING), found[which] > CEILING) for which in COUNTED}
