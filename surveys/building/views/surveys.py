"""All surveys, one, a new one, how it asks, a copy, and what people press while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission, public
from core.errors import DomainError
from core.paging import Column, build_page, render_list
from customers.models import TimelineEntry
from customers.timeline import by_whom, sentence
from customers.views.base import posted, user_of
from surveys.building import lists, places, services, theming, wordings
from surveys.building.forms import CopyForm, NewForm, SettingsForm
from surveys.models import Kind, Survey, SurveySettings, SurveyState
from surveys.questionnaire import parsing

SEE, ADD = "surveys.view_survey", "surveys.add_survey"
CHANGE, RUN = "surveys.change_survey", "surveys.run_survey"
COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="name"),
    Column("kind", gettext_lazy("Kind")),
    Column("state", gettext_lazy("State")),
    Column("answers", gettext_lazy("Answers"), css="text-end"),
    Column("made", gettext_lazy("Made"), sort="created_at", first="-"),
)
_DONE = 12


@permission(SEE)
@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    rows = Survey.objects.all()
    if state in SurveyState.values:
        rows = rows.filter(state=state)
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    page = build_page(request, rows, columns=COLUMNS, default="-made", decorate=lists.attach)
    context = {
        "title": _("Surveys"), "page": page, "exports": False, "states": SurveyState.choices, "kinds": Kind.choices,
        "state": state, "kind": kind, "is_filtered": bool(state or kind), "places": places.of_all(request.user),
    }  # fmt: skip
    return render_list(request, "surveys/building_list.html", context)


def find(public_id: UUID) -> Survey:
    rows = Survey.objects.select_related("segment", "store", "product", "created_by")
    return get_object_or_404(rows, public_id=public_id)


def url_of(survey: Survey) -> str:
    return reverse("surveys:detail", args=[survey.public_id])


@permission(SEE)
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey = find(public_id)
    version = services.current_version(survey)
    form = parsing.read(version.form)
    lists.attach([survey])
    context: dict[str, Any] = {
        "title": survey.name, "survey": survey, "version": version, "about": wordings.ABOUT[survey.kind],
        "questions": lists.questions(form), "untranslated": wordings.untranslated(form),
        "places": places.of_survey(survey, request.user), "trail": _trail(survey),
        "is_closed": survey.state == SurveyState.CLOSED, "keep_months": SurveySettings.current().keep_months,
    }  # fmt: skip
    return render(request, "surveys/building_detail.html", context)


def _trail(survey: Survey) -> list[dict[str, Any]]:
    rows = TimelineEntry.objects.filter(target=survey.source, customer=None).select_related("actor")
    latest = rows.order_by("-at", "-pk")[:_DONE]
    return [{"at": row.at, "who": by_whom(row), "what": sentence(row.verb, row.data)} for row in latest]


# --- Making and changing ------------------------------------------------------------------


@permission(SEE, ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewForm(posted(request), initial={"kind": request.GET.get("kind", Kind.NPS)})

    def save() -> Survey:
        return services.create_survey(actor=user_of(request), now=clock.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and (made := form.attempt(save)) is not None:
        messages.success(request, _("Made, with questions that are ready. Look at them, then open it."))
        return redirect(url_of(made))
    context = {
        "title": _("New survey"), "form": form, "back_url": reverse("surveys:list"), "back_label": _("Surveys"),
        "submit_label": _("Make a draft"),
    }  # fmt: skip
    return render(request, "surveys/building_new.html", context, status=422 if form.errors else 200)


@permission(SEE, CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey = find(public_id)
    form = SettingsForm(posted(request), survey=survey)

    def save() -> Survey:
        expected = form.cleaned_data["version"] or 0
        told = form.told()
        return services.update_survey(
            survey=survey, told=told, expected=expected, actor=user_of(request), now=clock.now()
        )

    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("Saved."))
        return redirect(url_of(survey))
    context = {"title": _("How it asks"), "form": form, "back_url": url_of(survey), "back_label": survey.name}
    return render(request, "surveys/building_settings.html", context, status=422 if form.errors else 200)


@permission(SEE, ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey = find(public_id)
    form = CopyForm(posted(request), initial={"name": _("Copy of %(name)s") % {"name": survey.name[:100]}})

    def save() -> Survey:
        name = form.cleaned_data["name"]
        return services.duplicate_survey(survey=survey, name=name, actor=user_of(request), now=clock.now())

    if request.method == "POST" and form.is_valid() and (made := form.attempt(save)) is not None:
        messages.success(request, _("Copied: a draft without answers."))
        return redirect(url_of(made))
    context = {"title": _("Copy the survey"), "form": form, "back_url": url_of(survey), "back_label": survey.name}
    return render(request, "ui/form.html", context, status=422 if form.errors else 200)


# --- Running ------------------------------------------------------------------------------


def _press(request: HttpRequest, public_id: UUID, service: Callable[..., object], done: str) -> HttpResponse:
    """A button without a form."""
    survey = find(public_id)
    try:
        service(survey=survey, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(url_of(survey))


@permission(SEE, RUN)
@require_POST
def open_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, services.open_survey, _("Open: it asks and takes answers."))


@permission(SEE, RUN)
@require_POST
def pause(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, services.pause_survey, _("Paused: it asks nobody and takes no answers."))


@permission(SEE, RUN)
@require_POST
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, services.resume_survey, _("It goes on."))


@permission(SEE, RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For good, so it is asked once more."""
    if request.method == "POST":
        return _press(request, public_id, services.close_survey, _("Closed; what was answered stays."))
    survey = find(public_id)
    context = {
        "title": _("Close the survey"), "survey": survey, "back_url": url_of(survey), "submit_label": _("Close it"),
        "lead": _("It asks nobody and takes no answers any more, for good. What was answered stays."),
    }  # fmt: skip
    return render(request, "surveys/building_confirm.html", context)


@public("the colours of a survey's public page")
@require_safe
def theme(request: HttpRequest, public_id: UUID, digest: str) -> HttpResponse:
    """Its style sheet. The digest in the address changes with the colour, so that browsers may keep it."""
    css = theming.css(get_object_or_404(Survey, public_id=public_id))
    response = HttpResponse(css, content_type=f"text/css; charset={settings.DEFAULT_CHARSET}")
    patch_cache_control(response, public=True, max_age=7 * 86_400)
    return response
