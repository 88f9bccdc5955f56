"""Where else one gets from a survey: other parts name their pages here, or are found by name where they are built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.models import Survey


@dataclass(frozen=True, slots=True)
class Place:
    """`url_name` takes the survey's public id; one for `of_all` takes nothing."""

    order: int
    label: str | Promise
    url_name: str
    icon: str
    permission: str = "surveys.view_survey"


_of_survey: dict[str, Place] = {}
_of_all: dict[str, Place] = {}


def register(place: Place, *, is_of_all: bool = False) -> None:
    """The same address twice replaces."""
    (_of_all if is_of_all else _of_survey)[place.url_name] = place


def of_survey(survey: Survey, user: Any) -> list[tuple[Place, str]]:
    return _permitted(_of_survey, user, [survey.public_id])


def of_all(user: Any) -> list[tuple[Place, str]]:
    return _permitted(_of_all, user, [])


def _permitted(places: dict[str, Place], user: Any, arguments: list[Any]) -> list[tuple[Place, str]]:
    allowed = sorted((one for one in places.values() if user.has_perm(one.permission)), key=lambda one: one.order)
    return [(one, url) for one in allowed if (url := _url(one, arguments))]


def _url(place: Place, arguments: list[Any]) -> str:
    try:
        return reverse(place.url_name, args=arguments)
    except NoReverseMatch:
        return ""


def register_known() -> None:
    register(Place(10, _("Figures"), "surveys:report", "graph-up"))
    register(Place(15, _("Results"), "surveys:results", "bar-chart", "surveys.view_response"))
    register(Place(20, _("In their words"), "surveys:survey_words", "chat-quote", "surveys.view_response"))
    register(Place(10, _("Figures"), "surveys:dashboard", "graph-up"), is_of_all=True)
    register(Place(20, _("In their words"), "surveys:words", "chat-quote", "surveys.view_response"), is_of_all=True)
    register(Place(30, _("Low scores"), "surveys:loop", "telephone", "surveys.view_loop"), is_of_all=True)
    register(Place(40, _("Import"), "surveys:import", "upload", "surveys.import_response"), is_of_all=True)
