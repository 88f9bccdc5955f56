"""Pages for staff: low scores to follow up, one answer, and what customers' records and Today say of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.merging import merged_ids
from customers.models import Customer
from customers.views.base import find, posted, record_url, user_of
from surveys.loop import caring, following, reading, suggesting, wordings
from surveys.loop.forms import CloseForm
from surveys.models import Invitation, Loop, Outcome, Response
from surveys.words import readable

SHOWN, ALERTS, EARLIER = 8, 8, 10
# Whoever was low in these days may have answered again since.
RECOVERY = timedelta(days=365)
COLUMNS = (
    Column("when", gettext_lazy("Answered"), sort="opened_at", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("survey", gettext_lazy("Survey")),
    Column("score", gettext_lazy("Score"), css="text-end"),
    Column("care", gettext_lazy("Why")),
    Column("due", gettext_lazy("Due")),
    Column("state", gettext_lazy("State")),
)
SHOWS = (
    ("open", pgettext_lazy("low score", "Open")),
    ("mine", gettext_lazy("Mine")),
    ("alerts", gettext_lazy("Very low")),
    ("closed", gettext_lazy("Closed")),
    ("all", gettext_lazy("All")),
)


def _loops(user: Any) -> QuerySet[Loop]:
    """Of customers whom this person may see, and of nobody."""
    rows = Loop.objects.select_related("response__survey", "customer", "follow_up__assignee", "next_response")
    if user.has_perm("customers.view_all_customers"):
        return rows
    seen = Customer.objects.visible_to(user)
    return rows.filter(customer__isnull=True) | rows.filter(customer__in=seen)


def _shown(rows: QuerySet[Loop], which: str, user: Any) -> QuerySet[Loop]:
    is_open = rows.filter(closed_at__isnull=True)
    match which:
        case "mine":
            return is_open.filter(follow_up__assignee=user.pk)
        case "alerts":
            return is_open.filter(is_alert=True)
        case "closed":
            return rows.filter(closed_at__isnull=False)
        case "all":
            return rows
        case _:
            return is_open


@permission("surveys.view_loop", "customers.view_customer")
@require_safe
def loop_list(request: HttpRequest) -> HttpResponse:
    """The latest first; those that are open unless others are asked for."""
    asked = request.GET.get("show", "")
    which = asked if asked in dict(SHOWS) else "open"
    seen, now = _loops(request.user), clock.now()
    page = build_page(
        request, _shown(seen, which, request.user), columns=COLUMNS, default="-when", decorate=_decorate
    )  # fmt: skip
    context = {
        "title": _("Low scores"), "page": page, "exports": False, "shows": SHOWS, "which": which,
        "is_filtered": which != "open", "recovery": following.recovery(seen, since=now - RECOVERY, until=now),
    }  # fmt: skip
    return render_list(request, "surveys/loop.html", context)


def _decorate(rows: list[Loop]) -> None:
    today = clock.today()
    for row in rows:
        row.score = wordings.score_of(row.response.score, row.response.scale)  # type: ignore[attr-defined]  # for the template
        row.tone = wordings.TONES[Outcome(row.response.outcome)]  # type: ignore[attr-defined]
        is_late = row.closed_at is None and row.follow_up is not None and row.follow_up.due_on < today
        row.is_late = is_late  # type: ignore[attr-defined]


@permission("surveys.view_response")
@require_http_methods(["GET", "HEAD", "POST"])
def response(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One answer: what was said by question, what was said before, what it is about and what came of it."""
    rows = reading.visible(request.user).select_related(
        "survey", "version", "customer", "store", "product", "purchase", "staff", "entered_by"
    )
    row = get_object_or_404(rows, public_id=public_id)
    if not readable.is_told(row):
        raise Http404
    loop = _loops(request.user).filter(response=row).first()
    may_close = loop is not None and loop.closed_at is None and request.user.has_perm("surveys.change_loop")
    form = CloseForm(posted(request)) if may_close else None
    if request.method == "POST":
        if loop is None or form is None:
            raise PermissionDenied
        if form.is_valid() and form.attempt(lambda: _close(request, loop, form)) is not None:
            messages.success(request, _("Closed."))
            return redirect("surveys:response", public_id)
    context = _told(request, row, loop) | {"form": form, "submit_label": _("Close")}
    return render(request, "surveys/response.html", context, status=422 if form and form.errors else 200)


def _close(request: HttpRequest, loop: Loop, form: CloseForm) -> Loop:
    return caring.close(loop=loop, actor=user_of(request), now=clock.now(), **form.cleaned_data)


def _told(request: HttpRequest, row: Response, loop: Loop | None) -> dict[str, Any]:
    """Of an anonymous survey nothing but what was said: neither who nor about what, nor at which hour."""
    is_named = not row.survey.is_anonymous
    may_see = is_named and request.user.has_perm("customers.view_customer")
    edits = row.edits.order_by("-at", "-pk") if request.user.has_perm("surveys.view_responseedit") and is_named else ()
    return {
        "title": _("Answer to “%(survey)s”") % {"survey": row.survey.name},
        "row": row, "loop": loop, "is_named": is_named, "customer": row.customer if may_see else None,
        "lines": reading.lines(row), "edits": [(edit, reading.lines(row, edit.answers)) for edit in edits],
        "score": wordings.score_of(row.score, row.scale), "tone": wordings.TONES[Outcome(row.outcome)],
        "suggestions": suggesting.suggestions(row, loop), "earlier": _earlier(row) if may_see else [],
        "next": _next(loop), "may_list": request.user.has_perms(["surveys.view_loop", "customers.view_customer"]),
    }  # fmt: skip


def _next(loop: Loop | None) -> dict[str, Any] | None:
    if loop is None or loop.next_response is None:
        return None
    found = loop.next_response
    return {"row": found, "score": wordings.score_of(found.score, found.scale), "tone": _tone(found)}


def _tone(row: Response) -> str:
    return wordings.TONES[Outcome(row.outcome)]


def _earlier(row: Response) -> list[Response]:
    """What the same customer said before."""
    if row.customer_id is None:
        return []
    rows = Response.objects.filter(customer=row.customer_id, finished_at__lt=row.finished_at).select_related("survey")
    return _scored(list(rows.order_by("-finished_at", "-pk")[:EARLIER]))


def _scored(rows: list[Response]) -> list[Response]:
    for row in rows:
        row.words = wordings.score_of(row.score, row.scale)  # type: ignore[attr-defined]  # for the template
        row.tone = _tone(row)  # type: ignore[attr-defined]
    return rows


# --- Beside others ------------------------------------------------------------------------


@permission("surveys.view_response", "surveys.view_invitation")
@require_safe
def customer_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """On the customer's record: what they said, how it goes, and what they were asked without answering."""
    customer = find(request, public_id)
    ids = merged_ids(customer)
    rows = Response.objects.filter(customer__in=ids, finished_at__isnull=False).select_related("survey")
    said = _scored(list(rows.order_by("-finished_at", "-pk")[:SHOWN]))
    waiting = Invitation.objects.filter(customer__in=ids, state="asked").select_related("survey").order_by("-pk")
    context = {
        "title": _("Surveys"), "back_url": record_url(customer), "said": said, "trend": _trend(said),
        "waiting": list(waiting[:SHOWN]), "open": _open_of(request.user, ids),
    }  # fmt: skip
    return render_list(request, "surveys/_customer.html", context)


def _open_of(user: Any, ids: list[int]) -> int:
    return _loops(user).filter(customer__in=ids, closed_at__isnull=True).count()


def _trend(said: list[Response]) -> str:
    """Of the two latest of the same scale: others cannot be compared."""
    latest = next((row for row in said if row.score is not None), None)
    same = [row.score for row in said if latest and row.score is not None and _scale(row) == _scale(latest)]
    if len(same) < 2:
        return ""
    now, before = same[0] or 0, same[1] or 0
    told = {"now": now, "before": before}
    if now == before:
        return _("As last time: %(now)s.") % told
    return (_("Up from %(before)s to %(now)s.") if now > before else _("Down from %(before)s to %(now)s.")) % told


def _scale(row: Response) -> tuple[str, str]:
    return row.metric, row.scale


@permission("surveys.run_survey", "surveys.view_loop")
@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """A card on Today: very low scores that nobody has dealt with, the latest first."""
    rows = _shown(_loops(request.user), "alerts", request.user).order_by("-opened_at", "-pk")
    found = list(rows[:ALERTS])
    _decorate(found)
    context = {"title": _("Low scores"), "back_url": reverse("customers:today"), "rows": found}
    return render_list(request, "surveys/_alerts.html", context)
