"""The questions of a survey, one page for each; every save is a whole questionnaire (`services.save_form`)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError, NotFound
from customers.views.base import posted, user_of
from surveys.building import editing, lists, services, wordings
from surveys.building.forms import KindForm, TextsForm
from surveys.building.questionform import QuestionForm
from surveys.building.views.surveys import CHANGE, SEE, find, url_of
from surveys.models import Survey, SurveyVersion
from surveys.questionnaire import Kind, parsing


def _url(survey: Survey) -> str:
    return reverse("surveys:questions", args=[survey.public_id])


@permission(SEE, CHANGE)
@require_safe
def questions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey = find(public_id)
    version = services.current_version(survey)
    form = parsing.read(version.form)
    context = {
        "title": _("Questions"), "survey": survey, "version": version, "form": form,
        "questions": lists.questions(form), "untranslated": wordings.untranslated(form),
        "kinds": KindForm().fields["kind"].choices, "back_url": url_of(survey),  # type: ignore[attr-defined]
        "has_answers": version.responses.filter(survey=survey).exists(),
    }  # fmt: skip
    return render(request, "surveys/building_questions.html", context)


@permission(SEE, CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey = find(public_id)
    chosen = KindForm(request.GET)
    if not chosen.is_valid():
        return redirect(_url(survey))
    kind = Kind(chosen.cleaned_data["kind"])
    key = editing.fresh_key(editing.keys_ever(survey), "q")
    title = _("New question: %(kind)s") % {"kind": wordings.KINDS[kind]}
    return _write(request, survey, kind, key, title)


@permission(SEE, CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, public_id: UUID, question: str) -> HttpResponse:
    survey = find(public_id)
    told = _found(services.current_version(survey), question)
    return _write(request, survey, Kind(told["kind"]), question, str(wordings.KINDS[told["kind"]]))


def _write(request: HttpRequest, survey: Survey, kind: Kind, key: str, title: str) -> HttpResponse:
    stored = services.current_version(survey).form
    questionnaire = parsing.read(stored)
    form = QuestionForm(
        posted(request), kind=kind, form=questionnaire, question=questionnaire.find(key),
        initial={"version": survey.version},
    )  # fmt: skip

    def save() -> SurveyVersion:
        told = form.told(key, editing.choices_ever(survey, key))
        return _save(request, survey, editing.put(stored, told), form.cleaned_data["version"] or 0)

    is_sent = request.method == "POST" and "more" not in request.POST
    if is_sent and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("Saved."))
        return redirect(_url(survey))
    context = {
        "title": title, "form": form, "back_url": _url(survey), "back_label": _("Questions"),
        "is_sent": is_sent,
    }  # fmt: skip
    return render(request, "surveys/building_question.html", context, status=422 if is_sent else 200)


@permission(SEE, CHANGE)
@require_POST
def question_move(request: HttpRequest, public_id: UUID, question: str) -> HttpResponse:
    survey = find(public_id)
    step = -1 if request.POST.get("way") == "up" else 1
    return _change(request, survey, lambda form: editing.moved(form, question, step), _("Moved."))


@permission(SEE, CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def question_remove(request: HttpRequest, public_id: UUID, question: str) -> HttpResponse:
    survey = find(public_id)
    if request.method == "POST":
        return _change(request, survey, lambda form: editing.without(form, question), _("Taken out."))
    told = _found(services.current_version(survey), question)
    is_main = told.get("role") == "main"
    context = {
        "title": _("Take the question out?"), "survey": survey, "back_url": _url(survey),
        "submit_label": _("Take it out"), "quote": wordings.read_in(told["title"]), "lead": (
            _("It is the score of the survey: without it there are no figures of it from now on.") if is_main
            else _("Nobody is asked it from now on; what was answered stays.")
        ),
    }  # fmt: skip
    return render(request, "surveys/building_confirm.html", context)


@permission(SEE, CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey = find(public_id)
    stored = services.current_version(survey).form
    form = TextsForm(posted(request), form=parsing.read(stored), initial={"version": survey.version})

    def save() -> SurveyVersion:
        return _save(request, survey, form.told(stored), form.cleaned_data["version"] or 0)

    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("Saved."))
        return redirect(_url(survey))
    context = {
        "title": _("Words before and after"), "form": form, "back_url": _url(survey), "back_label": _("Questions"),
    }  # fmt: skip
    return render(request, "surveys/building_texts.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, survey: Survey, edit: Any, done: str) -> HttpResponse:
    """A button: on what is there now."""
    try:
        _save(request, survey, edit(services.current_version(survey).form), survey.version)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(_url(survey))


def _save(request: HttpRequest, survey: Survey, form: dict[str, Any], expected: int) -> SurveyVersion:
    return services.save_form(survey=survey, form=form, expected=expected, actor=user_of(request), now=clock.now())


def _found(version: SurveyVersion, key: str) -> dict[str, Any]:
    try:
        return editing.find(version.form, key)
    except NotFound as error:
        raise Http404 from error
