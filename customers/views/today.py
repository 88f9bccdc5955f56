"""Today: what this person has to do, who has a birthday, what upper apps want to show."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core import clock
from core.decorators import staff
from core.models import User
from core.paging import capped_count
from customers import birthday, panels
from customers.birthday import LeapDay
from customers.models import Customer, CustomerSettings, ErasureRequest, FollowUp
from customers.querysets import CustomerQuerySet, FollowUpQuerySet
from customers.views.base import user_of

SHOWN = 50
AHEAD = timedelta(days=7)
BIRTHDAYS = 8
PROSPECTS = 8
REQUESTS = 20
UNCLAIMED = 20


@staff
def today(request: HttpRequest) -> HttpResponse:
    """Works for every role: what one may not see is simply not there."""
    user, day = user_of(request), clock.today()
    is_team = request.GET.get("who") == "team" and user.has_perm("customers.view_followup")
    context = {
        "title": _("Today"),
        "day": day,
        "is_team": is_team,
        "cards": panels.placed(user, "today"),
    }
    if user.has_perm("customers.view_followup"):
        context |= _work(_follow_ups(request, is_team=is_team), day)
        # Among everyone's they stand anyway.
        if user.has_perm("customers.change_followup") and not is_team:
            context |= _unclaimed(user, day)
    if user.has_perm("customers.view_customer"):
        seen = Customer.objects.visible_to(user).current()
        context |= {"requests": _requests(user, day)} if user.has_perm("customers.view_erasurerequest") else {}
        context |= {"birthdays": _birthdays(seen, day), "prospects": _prospects(seen, day)}
    return render(request, "customers/today.html", context)


def _follow_ups(request: HttpRequest, *, is_team: bool) -> FollowUpQuerySet:
    found = FollowUp.objects.open().select_related("customer", "assignee")
    return found.visible_to(request.user) if is_team else found.filter(assignee=user_of(request).pk)


def _work(follow_ups: FollowUpQuerySet, day: date) -> dict[str, object]:
    """Overdue, due today, and the next days; oldest first, with a ceiling that says so."""
    rows = _next(follow_ups, day, SHOWN)
    return {
        "overdue": [row for row in rows[:SHOWN] if row.due_on < day],
        "due": [row for row in rows[:SHOWN] if row.due_on == day],
        "ahead": [row for row in rows[:SHOWN] if row.due_on > day],
        "has_more": len(rows) > SHOWN,
        "shows_work": True,
    }


def _next(follow_ups: FollowUpQuerySet, day: date, ceiling: int) -> list[FollowUp]:
    """The oldest of the coming days, one more than the ceiling if there are more; each with the tone of its day."""
    rows = list(follow_ups.filter(due_on__lt=day + AHEAD).order_by("due_on", "pk")[: ceiling + 1])
    for row in rows:
        tone = "badge-bad" if row.due_on < day else "badge-warn" if row.due_on == day else ""
        row.tone = tone  # type: ignore[attr-defined]
    return rows


def _unclaimed(user: User, day: date) -> dict[str, object]:
    """What nobody looks after yet and this person may take, oldest first."""
    found = FollowUp.objects.unclaimed().visible_to(user).select_related("customer", "assignee")
    rows = _next(found, day, UNCLAIMED)
    return {"unclaimed": rows[:UNCLAIMED], "has_more_unclaimed": len(rows) > UNCLAIMED}


def _birthdays(seen: CustomerQuerySet, day: date) -> dict[str, object]:
    rule = LeapDay(CustomerSettings.current().leap_day_rule)
    found = seen.having_birthday(birthday.celebrated_on(day, rule))
    rows = list(found.select_related("membership").order_by("sort_key", "pk")[:BIRTHDAYS])
    for row in rows:
        row.turns = birthday.age_on(row.birthday, day, rule) if row.birthday else None  # type: ignore[attr-defined]
    return {"rows": rows, "count": capped_count(found), "has_more": len(rows) == BIRTHDAYS}


def _requests(user: User, day: date) -> list[ErasureRequest]:
    """Requests to be erased that must be answered within a week, the most urgent first."""
    due = ErasureRequest.objects.open().visible_to(user).filter(due_on__lte=day + AHEAD).select_related("customer")
    rows = list(due.order_by("due_on", "pk")[:REQUESTS])
    for row in rows:
        row.tone = "badge-bad" if row.due_on <= day else "badge-warn"  # type: ignore[attr-defined]
    return rows


def _prospects(seen: CustomerQuerySet, day: date) -> dict[str, object]:
    """Those whose supplier might be left now: the day that was noted has come, and nobody has dealt with it."""
    due = seen.filter(supplier_follow_up_on__lte=day)
    rows = list(due.order_by("supplier_follow_up_on", "pk")[: PROSPECTS + 1])
    return {"rows": rows[:PROSPECTS], "count": capped_count(due), "has_more": len(rows) > PROSPECTS}
