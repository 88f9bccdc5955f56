"""The management report (the review of ISO 10002): figures of a period, on the screen, on paper and as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints.learning import cards, naming
from complaints.learning.forms import ReportForm
from complaints.learning.report import Report, dearest
from complaints.models import Alarm, Case, CorrectiveAction
from core import clock
from core.decorators import permission
from core.paging import render_list
from core.tabular import export_response
from core.templatetags import regulars as write
from loyalty.views.reporting.cards import Card
from surveys.figures import writing

# Figures of money: whoever works on cases does not need them.
SEE = ("complaints.view_case", "customers.view_reports")
CONFIDENTIAL, EXPORT = "complaints.see_confidential_case", "complaints.export_case"


@permission(*SEE)
@require_safe
def report(request: HttpRequest) -> HttpResponseBase:
    """`?card=…&format=csv` downloads a card's table, `?cases=csv` the cases of the period."""
    form, found = _asked(request)
    if wanted := request.GET.get("cases"):
        return _cases(request, found, wanted)
    shown = _cards(found)
    if answer := _download(request, shown):
        return answer
    return render_list(request, "complaints/learning_report.html", _context(request, form, found, shown))


@permission(*SEE)
@require_safe
def report_print(request: HttpRequest) -> HttpResponseBase:
    """The same on paper: every table open."""
    form, found = _asked(request)
    return render(request, "complaints/learning_print.html", _context(request, form, found, _cards(found)))


def _asked(request: HttpRequest) -> tuple[ReportForm, Report]:
    form = ReportForm(request.GET, today=clock.today())
    confidential = request.user.has_perm(CONFIDENTIAL)
    return form, Report(form.part(), form.months(), clock.now(), confidential)


def _context(request: HttpRequest, form: ReportForm, found: Report, shown: Sequence[Card]) -> dict[str, Any]:
    alarms = Alarm.objects.filter(closed_at__isnull=True)[:5] if request.user.has_perm("complaints.view_alarm") else ()
    return {
        "title": _("Complaints: management report"), "form": form, "words": writing.span(found.months),
        "part_words": form.part_words(), "cards": shown, "path": request.path, "is_filtered": bool(request.GET),
        "tiles": cards.tiles(found.marks, found.before, found.all_orders, found.captured),
        "alarms": [(row, naming.of_alarm(row)) for row in alarms], "made_at": found.now,
        "actions": _actions(request), "query": request.GET.urlencode(), "may_export": request.user.has_perm(EXPORT),
        "confidential": found.confidential,
    }  # fmt: skip


def _actions(request: HttpRequest) -> list[CorrectiveAction]:
    if not request.user.has_perm("complaints.view_correctiveaction"):
        return []
    return list(CorrectiveAction.objects.select_related("owner", "cause").order_by("-created_at", "-pk")[:8])


def _cards(found: Report) -> list[Card]:
    marks = found.marks
    shown = [
        cards.trend(found.trend, found.orders), cards.times(marks), cards.promises(marks), cards.ages(found.ages),
        cards.pareto("causes", _("Root causes"), "cause", found.counts("cause"), "complaint_causes"),
        cards.pareto("categories", _("What they are about"), "category", found.counts("category"), ""),
        cards.pareto("doors", _("How they came"), "door", found.counts("door"), ""),
        cards.outcomes(marks), cards.speeds(marks),
    ]  # fmt: skip
    if found.part.is_all:
        stores = cards.pareto("stores", _("Stores"), "store", found.counts("store"), "")
        spent = cards.amends(dearest(found.amends))
        shown += [stores, spent, cards.products(found.products), cards.capture(found.capture)]
    return shown


def _download(request: HttpRequest, shown: Sequence[Card]) -> HttpResponseBase | None:
    wanted, file_format = request.GET.get("card"), request.GET.get("format", "")
    card = next((card for card in shown if card.id == wanted and card.rows), None)
    if card is None or file_format not in {"csv", "xlsx"}:
        return None
    headings = [heading.text or card.title for heading in card.headings]
    return export_response(
        f"complaints-{card.id}", file_format, headings, ([c.plain for c in row] for row in card.rows)
    )


# --- Cases of the period ------------------------------------------------------------------


def _cases(request: HttpRequest, found: Report, file_format: str) -> HttpResponseBase:
    """Streamed, of any number; neither names nor words: figures, not people."""
    if not request.user.has_perm(EXPORT) or file_format not in {"csv", "xlsx"}:
        raise PermissionDenied
    headings = [
        _("Number"), _("State"), _("Came by"), _("Received at"), _("Answered at"), _("Resolved at"),
        _("Times reopened"), _("Severity"), _("Category"), _("Root cause"), _("Outcome"),
        _("Store"), _("Product"), _("Lot"), _("Team"),
    ]  # fmt: skip
    return export_response("complaints", file_format, headings, _lines(found, request.user))


def _lines(found: Report, user: Any) -> Iterator[list[Any]]:
    names: dict[str, dict[str, str]] = {}
    for row in _rows(found, user).iterator(chunk_size=2000):
        yield [
            row.number, str(row.get_state_display()), str(row.get_door_display()), *map(_at, (row.received_at,
            row.responded_at, row.resolved_at)), row.reopened, row.severity, _name(names, "category", row.category_id),
            _name(names, "cause", row.cause_id), str(row.get_outcome_display()) if row.outcome else "",
            _name(names, "store", row.store_id), _name(names, "product", row.product_id), row.lot,
            _name(names, "team", row.team_id),
        ]  # fmt: skip


def _at(instant: Any) -> str:
    return write.instant(instant) if instant else ""


def _name(known: dict[str, dict[str, str]], kind: str, pk: int | None) -> str:
    if pk is None:
        return ""
    names = known.setdefault(kind, {})
    if str(pk) not in names:
        names |= naming.names(kind, [str(pk)])
    return names[str(pk)]


def _rows(found: Report, user: Any) -> Any:
    rows = Case.objects.seen_by(user).filter(
        received_at__gte=clock.day_start(found.months.first), received_at__lt=clock.day_start(found.months.end),
        figure__counts=True,
    )  # fmt: skip
    if not found.part.is_all:
        rows = rows.filter(**{f"{found.part.dimension}_id": int(found.part.value)})
    return rows.order_by("received_at", "pk")
