"""Reading what people wrote: search, filters, and which themes an answer speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers import listfiles
from customers.views.base import posted, return_to, user_of
from surveys.models import Outcome, Response, Survey, Theme
from surveys.words import commentfile, readable, searching, themes
from surveys.words.forms import TagForm

SEE, TAG = "surveys.view_response", "surveys.change_response"
SHOWN_SURVEYS = 200
SCRIPTS = (("en", pgettext_lazy("language of a comment", "Other than Chinese")), ("zh", gettext_lazy("Chinese")))
TONES = {Outcome.HIGH: "badge-good", Outcome.MIDDLE: "", Outcome.LOW: "badge-bad"}


@permission(SEE)
@require_safe
def word_list(request: HttpRequest, public_id: UUID | None = None) -> HttpResponseBase:
    survey = get_object_or_404(Survey, public_id=public_id) if public_id else None
    if listfiles.is_asked(request):
        return _file(request, survey)
    wanted = searching.wanted_of(request.GET, survey)
    rows = searching.with_themes(searching.comments(wanted, user_of(request)))
    columns: Sequence[Column] = commentfile.COLUMNS
    default = "-when"
    if wanted.is_anonymous:
        rows, columns, default = readable.in_no_order(rows), commentfile.ANONYMOUS, "comment"
    page = build_page(request, rows, columns=columns, default=default, decorate=decorate)
    context = {
        "title": _("What they say"), "page": page, "survey": survey, "wanted": wanted,
        "exports": commentfile.FILE.may_export(request.user) and not commentfile.is_kept_in(survey),
        "is_filtered": wanted.is_narrowed or bool(wanted.survey and not survey), "themes": themes.in_use(),
        "surveys": [] if survey else named_surveys(), "outcomes": [one for one in Outcome.choices if one[0]],
        "scripts": SCRIPTS, "here": request.get_full_path(),
    }  # fmt: skip
    return render_list(request, "surveys/words_list.html", context)


def _file(request: HttpRequest, survey: Survey | None) -> HttpResponseBase:
    if survey and commentfile.is_kept_in(survey):
        raise Http404
    return listfiles.answer(request, commentfile.FILE, also={"of": str(survey.public_id) if survey else ""})


def named_surveys() -> QuerySet[Survey]:
    return (
        Survey.objects.filter(is_anonymous=False).exclude(state="draft").order_by("-created_at", "-pk")[:SHOWN_SURVEYS]
    )


def decorate(rows: list[Any]) -> None:
    for row in rows:
        row.tone = TONES.get(row.outcome, "")
        row.url = "" if row.survey.is_anonymous else answer_url(row.response)


def answer_url(response: Response) -> str:
    """The page of one answer; empty where the part that has it is not there."""
    try:
        return reverse("surveys:response", args=[response.public_id])
    except NoReverseMatch:
        return ""


@permission(SEE, TAG)
@require_http_methods(["GET", "HEAD", "POST"])
def tag(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which themes an answer speaks of: what is changed here stays against the rules."""
    response = _readable(request, public_id)
    now_there = set(response.themes.filter(is_removed=False, theme__is_active=True).values_list("theme", flat=True))
    form = TagForm(posted(request), initial={"themes": sorted(now_there)})
    back = return_to(request, reverse("surveys:words"))
    if request.method == "POST" and form.is_valid():
        _apply(request, response, now_there, {theme.pk: theme for theme in form.cleaned_data["themes"]})
        messages.success(request, _("Saved. Rules will not change what you have set."))
        return redirect(back)
    context = {"title": _("Themes of an answer"), "form": form, "back_url": back, "response": response, "next": back}
    return render(request, "surveys/words_tag.html", context, status=422 if form.errors else 200)


def _readable(request: HttpRequest, public_id: UUID) -> Response:
    """Nothing that this person could not read on the list."""
    found = get_object_or_404(Response.objects.select_related("survey"), public_id=public_id)
    rows = readable.of_visible(readable.comments(found.survey), request.user)
    get_object_or_404(rows, response=found)
    return found


def _apply(request: HttpRequest, response: Response, there: set[int], chosen: dict[int, Theme]) -> None:
    now, actor = clock.now(), user_of(request)
    for pk in chosen.keys() - there:
        themes.tag_by_hand(response=response, theme=chosen[pk], actor=actor, now=now)
    for theme in Theme.objects.filter(pk__in=there - chosen.keys()):
        themes.untag_by_hand(response=response, theme=theme, actor=actor, now=now)
