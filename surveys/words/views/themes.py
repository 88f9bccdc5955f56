"""Themes: how often and how low, one of them in detail, writing their words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.templatetags import regulars as write
from customers.views.base import posted, user_of
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import Card, Heading, count_cell, right, share_cell, text_cell
from surveys.models import Theme
from surveys.words import figures, searching, themes
from surveys.words.cards import lying
from surveys.words.forms import ThemeForm
from surveys.words.outstanding import Word
from surveys.words.views.comments import SEE, decorate, named_surveys

CHANGE = "surveys.change_survey"
EXAMPLES = 5
MOST_LINES = 8


@permission(SEE)
@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    wanted = searching.wanted_of(request.GET, None)
    rows = figures.newest(searching.comments(wanted, user_of(request)))
    counted = figures.by_theme(rows, themes.in_use())
    context = {
        "title": _("Themes"), "counted": counted, "comments": rows.count(), "cards": _overview(rows, counted),
        "idle": Theme.objects.exclude(pk__in=[one.theme.pk for one in counted]).order_by("name"),
        "surveys": named_surveys(), "wanted": wanted, "is_filtered": wanted.is_narrowed or wanted.survey is not None,
        "sample": figures.SAMPLE,
    }  # fmt: skip
    return render(request, "surveys/words_themes.html", context)


def _overview(rows: Any, counted: list[figures.ThemeCount]) -> list[Card]:
    if not counted:
        return []
    shown = counted[:MOST_LINES]
    trend = figures.trend(rows, [one.theme for one in shown], until=clock.today())
    series = {str(one.theme): numbers for one, numbers in zip(shown, trend.by_theme, strict=True)}
    return [
        _trend(_("Themes by month"), trend, series),
        words_card("low-words", _("Words of low scores"), figures.of_low(rows)),
        words_card("high-words", _("Words of high scores"), figures.of_high(rows)),
    ]


def _trend(title: str, trend: figures.Trend, series: dict[str, list[int]]) -> Card:
    months = [f"{month:%Y-%m}" for month in trend.months]
    rows = [
        [text_cell(month), count_cell(trend.comments[place]), *(count_cell(one[place]) for one in series.values())]
        for place, month in enumerate(months)
    ]
    option = {
        "legend": {}, "xAxis": charts.categories(months), "yAxis": charts.values("int"),
        "tooltip": charts.tooltip("int"),
        "series": [{"type": "line", "name": name, "data": numbers} for name, numbers in series.items()],
    }  # fmt: skip
    return Card(
        "theme-trend", title, subtitle=_("Comments by the day of their answer"), option=option, rows=rows, side=False,
        headings=[Heading(_("Month")), *right(_("Comments"), *series)],
    )  # fmt: skip


def words_card(name: str, title: str, words: list[Word]) -> Card:
    if not words:
        return Card(name, title, key="standing_words", message=_("No word stands out: too few comments, or too alike."))
    rows = [
        [text_cell(one.word), count_cell(one.inside), share_cell(one.share_inside), share_cell(one.share_outside)]
        for one in words
    ]
    facts = {"inside": write.integer(words[0].of_inside), "outside": write.integer(words[0].of_outside)}
    return Card(
        name, title, key="standing_words", rows=rows,
        option=lying([(one.word, round(one.strength, 1)) for one in words[:12]]),
        subtitle=_("%(inside)s comments beside %(outside)s others") % facts,
        headings=[Heading(_("Word")), *right(_("Comments"), _("Share here"), _("Share elsewhere"))],
    )  # fmt: skip


@permission(SEE)
@require_safe
def theme_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    theme = get_object_or_404(Theme, public_id=public_id)
    wanted = searching.wanted_of(request.GET, None)
    every = searching.comments(wanted, user_of(request))
    rows = figures.newest(every)
    examples = list(
        searching.with_themes(every.filter(searching.speaks_of(theme))).order_by("-finished_at", "-pk")[:EXAMPLES]
    )
    decorate(examples)
    trend = figures.trend(rows, [theme], until=clock.today())
    context = {
        "title": str(theme), "theme": theme, "examples": examples, "sample": figures.SAMPLE,
        "counted": next(iter(figures.by_theme(rows, [theme])), None),
        "cards": [
            _trend(_("By month"), trend, {str(theme): trend.by_theme[0]}),
            words_card("beside", _("Words said beside it"), figures.beside(rows, theme)),
        ],
    }  # fmt: skip
    return render(request, "surveys/words_theme.html", context)


@permission(SEE, CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_new(request: HttpRequest) -> HttpResponse:
    form = ThemeForm(posted(request))

    def save() -> Theme:
        return themes.create_theme(told=form.told(), actor=user_of(request), now=clock.now())

    return _answer(request, form, save, _("New theme"), reverse("surveys:themes"))


@permission(SEE, CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    theme = get_object_or_404(Theme, public_id=public_id)
    form = ThemeForm(posted(request), theme=theme)

    def save() -> Theme:
        return themes.change_theme(
            theme=theme, told=form.told(), expected=form.cleaned_data["version"] or 0, actor=user_of(request),
            now=clock.now(),
        )  # fmt: skip

    return _answer(request, form, save, str(theme), reverse("surveys:theme", args=[public_id]))


def _answer(request: HttpRequest, form: ThemeForm, save: Any, title: str, back: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and (theme := form.attempt(save)) is not None:
        messages.success(request, _("Saved. Earlier comments are looked through again in the background."))
        return redirect("surveys:theme", theme.public_id)
    context = {"title": title, "form": form, "back_url": back}
    return render(request, "surveys/words_form.html", context, status=422 if form.errors else 200)


@permission(SEE, CHANGE)
@require_POST
def themes_ready(request: HttpRequest) -> HttpResponse:
    try:
        made = themes.add_ready(actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(n)s themes added.") % {"n": write.integer(len(made))})
    return redirect("surveys:themes")
