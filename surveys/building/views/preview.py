"""A survey as whoever answers it will see it: page by page, in each language, to each thank-you. Nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.decorators import permission
from core.errors import DomainError
from surveys import scoring
from surveys.building import services, theming, wordings
from surveys.building.views.surveys import SEE, find, url_of
from surveys.models import Survey
from surveys.questionnaire import Question, Questionnaire, answering, branching, parsing
from surveys.questionnaire.showing import Reading, show_page

OUTCOMES = ("high", "middle", "low", "")


@dataclass
class _Said:
    """What was answered on the pages so far; `errors` of the page that was sent."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@permission(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A POST only turns the page: it writes nothing, whatever was answered."""
    survey = find(public_id)
    version = services.current_version(survey)
    form = parsing.read(version.form)
    asked = request.POST if request.method == "POST" else request.GET
    languages = wordings.languages()
    language = asked.get("language") or translation.get_language() or settings.LANGUAGE_CODE
    if language not in dict(languages):
        language = settings.LANGUAGE_CODE
    shell = {
        "survey": survey, "back_url": url_of(survey), "text_languages": languages, "language": language,
        "outcomes": _outcomes(form), "theme": theming.shown(survey), "is_all": asked.get("all") == "1",
    }  # fmt: skip
    with translation.override(language):
        reading = Reading(language, settings.LANGUAGE_CODE, _known(survey), seed=str(survey.public_id))
        shown = _shown(request, form, reading)
        heading = {"title": reading.text(form.title) or survey.name, "intro": reading.text(form.intro)}
        status = 422 if shown.get("has_errors") else 200
        return render(request, "surveys/building_preview.html", shell | heading | shown, status=status)


def _known(survey: Survey) -> dict[str, str]:
    product = survey.product.name if survey.product else _("the product")
    return {"name": _("Lin"), "product": product, "store": _("the shop"), "day": _("Monday")}


def _outcomes(form: Questionnaire) -> list[tuple[str, Any]]:
    wanted = OUTCOMES if form.main else ("",)
    return [(outcome or "none", wordings.OUTCOMES[outcome]) for outcome in wanted]


def _shown(request: HttpRequest, form: Questionnaire, reading: Reading) -> dict[str, Any]:
    if request.method != "POST":
        outcome = request.GET.get("outcome")
        if outcome in (*OUTCOMES, "none"):
            return _thanks(form, reading, "" if outcome == "none" else str(outcome))
        page = list(form.questions) if request.GET.get("all") == "1" else _pages(form, {})[0]
        return _page(page, reading, _Said(), is_first=True)
    return _turned(request.POST, form, reading)


def _turned(sent: QueryDict, form: Questionnaire, reading: Reading) -> dict[str, Any]:
    keys = [key for key in sent.getlist("shown") if form.find(key)]
    said = _heard(sent, form, keys)
    pages = _pages(form, said.answers)
    here = next((n for n, page in enumerate(pages) if any(one.key in keys for one in page)), 0)
    if "back" in sent:
        here = max(here - 1, 0)
        return _page(pages[here], reading, said, sent=sent, is_first=here == 0)
    if said.errors:
        return _page(pages[here], reading, said, sent=sent, is_first=here == 0) | {"has_errors": True}
    if here + 1 < len(pages):
        return _page(pages[here + 1], reading, said, sent=sent)
    return _thanks(form, reading, _outcome(form, said.answers))


def _pages(form: Questionnaire, answers: dict[str, Any]) -> list[list[Question]]:
    """Nothing is known of a customer who does not exist: what hangs on such facts is seen on the page of all."""
    return branching.pages(form, answers, {}) or [list(form.questions)]


def _heard(sent: QueryDict, form: Questionnaire, keys: list[str]) -> _Said:
    said = _Said()
    for one in form.questions:
        try:
            value = answering.check(one, answering.raw_of(one, sent), is_final=one.key in keys)
        except DomainError as error:
            if one.key in keys:
                said.errors[one.key] = str(error)
            continue
        if value is not answering.MISSING:
            said.answers[one.key] = value
    return said


def _outcome(form: Questionnaire, answers: dict[str, Any]) -> str:
    metric, _scale = parsing.scale_of(form)
    return scoring.outcome_of(metric, answers.get(form.main.key)) if form.main else ""


def _page(
    page: list[Question], reading: Reading, said: _Said, *, sent: QueryDict | None = None, is_first: bool = False
) -> dict[str, Any]:
    names = tuple(answering.name_of(one) for one in page)
    carried = [
        (name, value) for name, values in (sent.lists() if sent else ()) for value in values
        if name.startswith("q_") and not _is_of(name, names)
    ]  # fmt: skip
    return {
        "questions": show_page(page, reading, answers=said.answers, sent=sent, errors=said.errors),
        "keys": [one.key for one in page], "carried": carried, "is_first": is_first, "errors": said.errors,
    }  # fmt: skip


def _is_of(name: str, names: tuple[str, ...]) -> bool:
    return any(name == one or name.startswith(f"{one}_") for one in names)


def _thanks(form: Questionnaire, reading: Reading, outcome: str) -> dict[str, Any]:
    texts = form.thanks.get(outcome) or form.thanks.get("", {})
    return {"thanks": reading.text(texts) or _("Thank you."), "is_end": True}
