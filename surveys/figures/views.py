"""The pages of figures: all surveys together, and one survey. `?card=…&format=csv` downloads a card's table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from core import clock
from core.decorators import permission
from core.paging import render_list
from core.tabular import export_response
from core.templatetags import regulars as write
from loyalty.views.reporting.cards import Card, Tile
from surveys.figures import cards, funnel, reading, scopes, studycards, tallies, writing
from surveys.figures.forms import FiguresForm
from surveys.figures.reading import EVERYBODY, Part
from surveys.figures.scopes import Scope, Span
from surveys.models import Survey

BREAKDOWNS = ("store", "tier", "category", "channel")


@permission("surveys.view_survey")
@require_safe
def dashboard(request: HttpRequest) -> HttpResponseBase:
    """Scores of all surveys together, by what they ask: never two scales, never one occasion with the whole."""
    offered = scopes.series()
    context = {"title": _("Scores"), "surveys": _surveys()}
    return _page(request, "surveys/figures_dashboard.html", offered, context)


@permission("surveys.view_survey")
@require_safe
def report(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    survey = get_object_or_404(Survey, public_id=public_id)
    context = {"title": _("Figures of “%(survey)s”") % {"survey": survey.name}, "survey": survey}
    return _page(request, "surveys/figures_report.html", scopes.of_survey(survey), context)


def _surveys() -> Sequence[Survey]:
    return list(Survey.objects.exclude(state="draft").order_by("-created_at", "-pk")[:50])


def _page(
    request: HttpRequest, template: str, offered: Sequence[Scope], context: dict[str, Any]
) -> HttpResponseBase:  # fmt: skip
    if not offered:
        return render_list(request, template, context | {"cards": []})
    today = clock.today()
    form = FiguresForm(request.GET, offered=offered, today=today)
    scope = form.scope_asked()
    span = reading.span_of(scope, form.span_asked(), today)
    part = EVERYBODY if scope.is_anonymous else form.part_asked()
    shown = _cards(scope, span, part, form.further(), may_see_money=request.user.has_perm("customers.view_reports"))
    if answer := _download(request, shown):
        return answer
    tally = reading.tally(scope, span, part)
    return render_list(
        request, template, context | {
            "form": form, "scope": scope, "span": None if scope.is_anonymous else span, "words": writing.span(span),
            "is_part": part != EVERYBODY, "is_few": reading.is_few(tally, reading.fewest()),
            "tiles": _tiles(scope, span, part, tally),
            "cards": shown, "path": request.path, "is_filtered": bool(request.GET),
        },
    )  # fmt: skip


def _cards(scope: Scope, span: Span, part: Part, further: str, *, may_see_money: bool) -> list[Card]:
    """Of one group only what is kept for it; of everybody all of it."""
    trend = cards.trend(scope, span, part)
    if part != EVERYBODY:
        return [cards.shares(scope, reading.tally(scope, span, part)), trend]
    by = [name for name in (*BREAKDOWNS, further) if name]
    return [
        cards.shares(scope, reading.tally(scope, span)), trend,
        *(cards.breakdown(scope, span, dimension) for dimension in by),
        cards.distribution(scope, reading.distribution(scope, span)), cards.funnel(funnel.of(scope, span)),
        *studycards.cards(scope, may_see_money=may_see_money),
    ]  # fmt: skip


def _tiles(scope: Scope, span: Span, part: Part, tally: tallies.Tally) -> list[Tile]:
    found, key = tallies.score(scope.metric, tally), f"survey_{scope.metric}"
    note = _("Interval: %(interval)s") % {"interval": writing.interval(found)} if found else ""
    headline = Tile(writing.name(scope.metric, scope), writing.score(found), key, note, writing.n(found))
    return [headline, *_more(scope, tally), _rate(scope, span, part), *_change(scope, span, part, tally)]


def _more(scope: Scope, tally: tallies.Tally) -> list[Tile]:
    """What is said beside the score itself: the mean, of effort the share that found it easy."""
    if not tally.n or scope.metric == "nps":
        return []
    if scope.metric == "ces":
        return [Tile(_("Found it easy (5–7)"), write.percent(tally.shares[0]), "survey_ces")]
    return [Tile(_("Mean"), write.number(tally.mean, 2), f"survey_{scope.metric}")]


def _rate(scope: Scope, span: Span, part: Part) -> Tile:
    found = funnel.of(scope, span) if part == EVERYBODY else None
    if found is None or found.rate is None:
        return Tile(_("Response rate"), writing.value("share", None), "survey_rate")
    note = _("%(finished)s of %(delivered)s") % {
        "finished": write.integer(found.finished), "delivered": write.integer(found.delivered)
    }  # fmt: skip
    return Tile(_("Response rate"), write.percent(found.rate), "survey_rate", note)


def _change(scope: Scope, span: Span, part: Part, tally: tallies.Tally) -> list[Tile]:
    """Against as much time just before; not of anonymous surveys, which have one period."""
    if scope.is_anonymous:
        return []
    before = reading.tally(scope, span.before(), part)
    found = tallies.difference(scope.metric, tally, before)
    if found is None:
        return [
            Tile(
                pgettext("of a figure", "Change"),
                writing.value("share", None),
                "survey_change",
                _("No answers before."),
            )
        ]
    certain = _("certain") if found.is_significant else _("may be chance")
    earlier = writing.score(tallies.score(scope.metric, before))
    note = _("%(certain)s (p = %(p)s); before: %(score)s, n = %(n)s") % {
        "certain": certain, "p": write.number(found.p, 3), "score": earlier, "n": write.integer(before.n)
    }  # fmt: skip
    return [
        Tile(
            pgettext("of a figure", "Change"),
            writing.change(writing.UNITS[scope.metric], found.change),
            "survey_change",
            note,
        )
    ]


def _download(request: HttpRequest, shown: Sequence[Card]) -> HttpResponseBase | None:
    wanted, file_format = request.GET.get("card"), request.GET.get("format", "")
    card = next((card for card in shown if card.id == wanted and card.rows), None)
    if card is None or file_format not in {"csv", "xlsx"}:
        return None
    headings = [heading.text or card.title for heading in card.headings]
    return export_response(card.id, file_format, headings, ([cell.plain for cell in row] for row in card.rows))
