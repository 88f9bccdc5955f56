"""What kinds of surveys, questions, roles and conditions are called on the pages of staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from customers.forms.base import language_name
from surveys.models import Kind as SurveyKind
from surveys.models import Survey, SurveyState
from surveys.questionnaire import Condition, Kind, Question, Questionnaire, Role
from surveys.questionnaire.texts import missing, text_of

TONES = {
    SurveyState.DRAFT: "",
    SurveyState.OPEN: "badge-good",
    SurveyState.PAUSED: "badge-warn",
    SurveyState.CLOSED: "badge-info",
}
ABOUT: Mapping[str, Any] = {
    SurveyKind.NPS: gettext_lazy("Would they recommend you? Once in a quarter or a year, a sample of customers."),
    SurveyKind.NPS_MOMENT: gettext_lazy("Would they recommend you after this visit?"),
    SurveyKind.CSAT: gettext_lazy("How satisfied are they after a purchase, a delivery, a complaint?"),
    SurveyKind.CES: gettext_lazy("How laborious was it to get a matter settled?"),
    SurveyKind.INTERESTS: gettext_lazy("What do they like? Answers become interests on their record."),
    SurveyKind.MATTERS: gettext_lazy("Which of fourteen things matter, and how good are you at them?"),
    SurveyKind.PRICE: gettext_lazy("What may a product cost? Four prices of Van Westendorp."),
    SurveyKind.WIN_BACK: gettext_lazy("Why did they stop coming, and what would bring them back?"),
    SurveyKind.STAFF: gettext_lazy("Would your own people recommend to work here? Nobody is named."),
    SurveyKind.FREE: gettext_lazy("Your own questions."),
}
KINDS: Mapping[str, Any] = {
    Kind.SCORE: gettext_lazy("Score of 0–10 (or 1–10)"),
    Kind.STARS: gettext_lazy("Stars, 1–5"),
    Kind.CSAT: gettext_lazy("Satisfaction, 1–5"),
    Kind.CES: gettext_lazy("Effort, 1–7"),
    Kind.SINGLE: gettext_lazy("One of several"),
    Kind.MULTIPLE: gettext_lazy("Any of several"),
    Kind.RANKING: gettext_lazy("Put into an order"),
    Kind.MATRIX: gettext_lazy("Several things on one scale"),
    Kind.TEXT: gettext_lazy("A few words"),
    Kind.LONG: gettext_lazy("In their own words"),
    Kind.NUMBER: gettext_lazy("A number"),
    Kind.MONEY: gettext_lazy("An amount of money"),
    Kind.DATE: pgettext_lazy("question", "A date"),
    Kind.CONSENT: gettext_lazy("Agreement"),
    Kind.CONTACT: gettext_lazy("Wish to be called back"),
}
ROLES: Mapping[str, Any] = {
    Role.NONE: gettext_lazy("none: it is only read"),
    Role.MAIN: gettext_lazy("the score of the survey"),
    Role.REASON: gettext_lazy("why, in their own words"),
    Role.CONTACT: gettext_lazy("who wants to be called back"),
    Role.INTERESTS: gettext_lazy("interests: the choices are your topics"),
    Role.IMPORTANCE: gettext_lazy("how important each is"),
    Role.SATISFACTION: gettext_lazy("how satisfied they are with each"),
    Role.EXPECTED: gettext_lazy("what they expect of each"),
    Role.PERCEIVED: gettext_lazy("what they get of each"),
    Role.SPEND: gettext_lazy("what they spend in a year, anywhere"),
    Role.TOO_CHEAP: gettext_lazy("price: too cheap"),
    Role.CHEAP: gettext_lazy("price: a bargain"),
    Role.EXPENSIVE: gettext_lazy("price: getting expensive"),
    Role.TOO_EXPENSIVE: gettext_lazy("price: too expensive"),
    Role.LOST: gettext_lazy("why they stay away"),
}
FACTS: Mapping[str, Any] = {
    "tier": gettext_lazy("Level"),
    "is_member": gettext_lazy("Is a member"),
    "groups": gettext_lazy("Groups"),
    "store": gettext_lazy("Store"),
    "channel": gettext_lazy("Channel"),
    "language": gettext_lazy("Language"),
    "visits": gettext_lazy("Visits so far"),
}
OUTCOMES: Mapping[str, Any] = {
    "high": gettext_lazy("Thanks after a high score"),
    "middle": gettext_lazy("Thanks after a middling score"),
    "low": gettext_lazy("Words after a low score"),
    "": gettext_lazy("Thanks otherwise"),
}
_OPS: Mapping[str, Any] = {
    "eq": gettext_lazy("%(what)s is %(value)s"),
    "ne": gettext_lazy("%(what)s is not %(value)s"),
    "lte": gettext_lazy("%(what)s is at most %(value)s"),
    "gte": gettext_lazy("%(what)s is at least %(value)s"),
    "in": gettext_lazy("%(what)s is one of: %(value)s"),
    "answered": gettext_lazy("%(what)s was answered"),
    "unanswered": gettext_lazy("%(what)s was not answered"),
}
_PARTS: Mapping[str, Any] = {
    "title": gettext_lazy("the question"),
    "help": gettext_lazy("the help"),
    "low_label": gettext_lazy("the low end"),
    "high_label": gettext_lazy("the high end"),
    "none": gettext_lazy("“cannot say”"),
}


def languages() -> list[tuple[str, str]]:
    """Those that a questionnaire is written in: code and own name; the shop's own first."""
    codes = [code for code, _name in settings.LANGUAGES]
    own_first = sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)
    return [(code, language_name(code)) for code in own_first]


def read_in(texts: Mapping[str, str]) -> str:
    """For whoever looks at the page; with its `{name|…}` as it is written."""
    return texts.get(get_language() or "") or texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), "")


def attach(rows: Iterable[Survey]) -> None:
    for row in rows:
        row.tone = TONES[SurveyState(row.state)]  # type: ignore[attr-defined]  # for the template


def condition(test: Condition, form: Questionnaire) -> str:
    """In words: “How likely …” is at most 6."""
    asked = form.find(test.question) if test.question else None
    what = f"“{read_in(asked.title)}”" if asked else str(FACTS.get(test.fact, test.fact))
    return str(_OPS[test.op]) % {"what": what, "value": _value(test.value, asked)}


def _value(value: Any, asked: Question | None) -> str:
    texts = {one.key: read_in(one.text) for one in asked.options} if asked else {}
    many = value if isinstance(value, list | tuple) else [value]
    return ", ".join(_("yes") if one is True else texts.get(str(one), str(one)) for one in many)


def untranslated(form: Questionnaire) -> list[tuple[str, list[str]]]:
    """By language what its readers would see in another: in words."""
    codes = languages()
    found = missing(form, [code for code, _name in codes])
    told = [(name, [_place(where, form) for where, one in found if one == code]) for code, name in codes]
    return [(name, places) for name, places in told if places]


def _place(where: str, form: Questionnaire) -> str:
    if where == "title":
        return _("The title")
    if where == "intro":
        return _("The words before the questions")
    head, _dot, tail = where.partition(".")
    if head == "thanks":
        return str(OUTCOMES[tail])
    asked = form.find(head)
    assert asked is not None
    part = str(_PARTS[tail]) if tail in _PARTS else _option(asked, tail)
    return f"{text_of(asked.title, get_language() or '', settings.LANGUAGE_CODE)}: {part}"


def _option(asked: Question, key: str) -> str:
    return next((read_in(one.text) for one in (*asked.options, *asked.rows) if one.key == key), key)
