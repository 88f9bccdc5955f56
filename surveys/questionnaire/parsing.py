"""From the stored form to a questionnaire and back; what does not fit is refused with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from core.errors import DomainError
from core.wording import worded as _
from customers.models import Channel, Purpose
from surveys.questionnaire.records import (
    CHOOSING,
    SCALES,
    SCORED,
    Condition,
    Kind,
    Option,
    Question,
    Questionnaire,
    Role,
    Texts,
)

MOST_QUESTIONS, MOST_OPTIONS = 60, 60
LONGEST = 2000
OPS = ("eq", "ne", "lte", "gte", "in", "answered", "unanswered")
# What can be known of a customer when they answer: `surveys.facts` fills it.
FACTS = ("tier", "is_member", "groups", "store", "channel", "language", "visits")
OUTCOMES = ("high", "middle", "low", "")
# What a text may bring in, as `{name}` or, where it may be unknown, `{name|you}`.
PIPES = ("name", "product", "store", "day")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PIPE = re.compile(r"\{([^{}|]*)(?:\|[^{}]*)?\}")
_SCORE_SCALES = ((0, 10), (1, 10))
# What a question may ask people to agree to.
AGREED_TO = (Purpose.MARKETING, Purpose.SURVEY)


def read(form: Mapping[str, Any]) -> Questionnaire:
    """Refuses `form_invalid`; `field` says where: `questions.3.title`."""
    questions = tuple(_question(told, f"questions.{n}") for n, told in enumerate(_list(form, "questions", "")))
    _check_all(questions)
    thanks = form.get("thanks") or {}
    if not isinstance(thanks, Mapping) or set(thanks) - set(OUTCOMES):
        raise _refusal("thanks", _("Thanks are by outcome: high, middle, low."))
    return Questionnaire(
        questions,
        title=_texts(form, "title", ""),
        intro=_texts(form, "intro", ""),
        thanks={outcome: _texts(thanks, outcome, "thanks.") for outcome in thanks},
    )


def write(questionnaire: Questionnaire) -> dict[str, Any]:
    """As it is stored: empty parts are left out."""
    return _kept(
        {
            "title": dict(questionnaire.title),
            "intro": dict(questionnaire.intro),
            "questions": [_told(question) for question in questionnaire.questions],
            "thanks": {outcome: dict(texts) for outcome, texts in questionnaire.thanks.items()},
        }
    )


def scale_of(questionnaire: Questionnaire) -> tuple[str, str]:
    """(metric, scale) of the main question; both empty without one."""
    main = questionnaire.main
    if main is None:
        return "", ""
    metric = {Kind.SCORE: "nps", Kind.STARS: "stars", Kind.CSAT: "csat", Kind.CES: "ces"}[main.kind]
    return metric, f"{main.low}-{main.high}"


# --- Reading ------------------------------------------------------------------------------


def _question(told: Any, at: str) -> Question:
    if not isinstance(told, Mapping):
        raise _refusal(at, _("A question is an object."))
    kind, role = _choice(told, "kind", at, Kind), _choice(told, "role", at, Role, default=Role.NONE)
    low, high = _scale(told, kind, at)
    channel, purpose = _agreed_to(told, kind, at)
    made = Question(
        key=_key(told, at),
        kind=kind,
        role=role,
        title=_texts(told, "title", f"{at}.", is_required=True),
        help=_texts(told, "help", f"{at}."),
        low=low,
        high=high,
        low_label=_texts(told, "low_label", f"{at}."),
        high_label=_texts(told, "high_label", f"{at}."),
        options=_options(told, "options", at, is_wanted=kind in CHOOSING),
        rows=_options(told, "rows", at, is_wanted=kind == Kind.MATRIX),
        is_required=bool(told.get("required")),
        is_shuffled=bool(told.get("shuffle")),
        none=_texts(told, "none", f"{at}."),
        most=_number(told, "most", at),
        show_if=tuple(_test(one, f"{at}.show_if") for one in told.get("show_if") or ()),
        starts_page=bool(told.get("page")),
        channel=channel,
        purpose=purpose,
    )
    if role == Role.MAIN and kind not in SCORED:
        raise _refusal(f"{at}.role", _("Only a score, stars, satisfaction or effort can be the score of a survey."))
    return made


def _scale(told: Mapping[str, Any], kind: Kind, at: str) -> tuple[int, int]:
    if kind not in SCALES:
        return 0, 0
    low, high = told.get("low", SCALES[kind][0]), told.get("high", SCALES[kind][1])
    allowed = {Kind.SCORE: _SCORE_SCALES, Kind.MATRIX: tuple((1, top) for top in range(3, 11))}
    if (low, high) not in allowed.get(kind, (SCALES[kind],)):
        raise _refusal(f"{at}.high", _("This kind of question has no such scale."))
    return low, high


def _agreed_to(told: Mapping[str, Any], kind: Kind, at: str) -> tuple[str, str]:
    """Whoever must agree to go on does not agree freely, so that such a question can always be left open."""
    channel, purpose = told.get("channel") or "", told.get("purpose") or ""
    if not channel and not purpose:
        return "", ""
    if kind != Kind.CONSENT:
        raise _refusal(f"{at}.purpose", _("Only an agreement has a channel and a purpose."))
    if channel not in Channel.values:
        raise _refusal(f"{at}.channel", _("This is none of the choices."))
    if purpose not in AGREED_TO:
        raise _refusal(f"{at}.purpose", _("This is none of the choices."))
    if told.get("required"):
        raise _refusal(f"{at}.required", _("Whoever agrees does so freely: an answer cannot be needed here."))
    return str(channel), str(purpose)


def _options(told: Mapping[str, Any], name: str, at: str, *, is_wanted: bool) -> tuple[Option, ...]:
    rows = _list(told, name, f"{at}.", is_required=is_wanted) if is_wanted or told.get(name) else []
    if rows and not is_wanted:
        raise _refusal(f"{at}.{name}", _("This kind of question has no choices."))
    made = tuple(
        Option(_key(row, f"{at}.{name}.{n}"), _texts(row, "text", f"{at}.{name}.{n}.", is_required=True))
        for n, row in enumerate(rows)
    )
    if len({option.key for option in made}) < len(made) or len(made) > MOST_OPTIONS:
        raise _refusal(f"{at}.{name}", _("Each choice has a key of its own, and there are at most 60."))
    return made


def _test(told: Any, at: str) -> Condition:
    if (
        not isinstance(told, Mapping)
        or told.get("op") not in OPS
        or bool(told.get("question")) == bool(told.get("fact"))
    ):
        raise _refusal(at, _("A condition names a question or a fact, and how it is compared."))
    if told.get("fact") and told["fact"] not in FACTS:
        raise _refusal(at, _("Nothing of this name is known of a customer."))
    return Condition(told["op"], told.get("value"), str(told.get("question", "")), str(told.get("fact", "")))


def _key(told: Any, at: str) -> str:
    key = told.get("key") if isinstance(told, Mapping) else None
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise _refusal(f"{at}.key", _("A key is small letters, digits and _, and begins with a letter."))
    return key


def _texts(told: Mapping[str, Any], name: str, at: str, *, is_required: bool = False) -> Texts:
    texts = told.get(name) or {}
    if not isinstance(texts, Mapping) or not all(isinstance(text, str) for text in texts.values()):
        raise _refusal(f"{at}{name}", _("A text is told by language."))
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if is_required and not kept:
        raise _refusal(f"{at}{name}", _("This text is missing."))
    for text in kept.values():
        if len(text) > LONGEST:
            raise _refusal(f"{at}{name}", _("A text has at most 2000 characters."))
        if unknown := [pipe for pipe in _PIPE.findall(text) if pipe not in PIPES]:
            raise _refusal(f"{at}{name}", _("Nothing fills “{%(name)s}” in.") % {"name": unknown[0]})
    return kept


def _list(told: Mapping[str, Any], name: str, at: str, *, is_required: bool = True) -> list[Any]:
    rows = told.get(name)
    if not isinstance(rows, list) or (is_required and not rows):
        raise _refusal(f"{at}{name}", _("This list is missing or empty."))
    return rows


def _choice(told: Mapping[str, Any], name: str, at: str, choices: Any, default: Any = None) -> Any:
    try:
        return choices(told.get(name, default))
    except ValueError as error:
        raise _refusal(f"{at}.{name}", _("This is none of the choices.")) from error


def _number(told: Mapping[str, Any], name: str, at: str) -> int:
    number = told.get(name) or 0
    if type(number) is not int or not 0 <= number <= MOST_OPTIONS:
        raise _refusal(f"{at}.{name}", _("A whole number of zero or more is wanted."))
    return number


# --- What holds between questions ---------------------------------------------------------


def _check_all(questions: tuple[Question, ...]) -> None:
    if len(questions) > MOST_QUESTIONS:
        raise _refusal("questions", _("A survey has at most 60 questions."))
    seen: set[str] = set()
    for n, question in enumerate(questions):
        if question.key in seen:
            raise _refusal(f"questions.{n}.key", _("Two questions have this key."))
        for test in question.show_if:
            if test.question and test.question not in seen:
                raise _refusal(f"questions.{n}.show_if", _("A condition asks for the answer to an earlier question."))
        seen.add(question.key)
    roles = sorted(question.role for question in questions if question.role)
    if doubled := [role for role, following in pairwise(roles) if role == following]:
        raise _refusal("questions", _("Two questions are the same to the survey: %(role)s.") % {"role": doubled[0]})


# --- Writing ------------------------------------------------------------------------------


def _told(question: Question) -> dict[str, Any]:
    scale = {"low": question.low, "high": question.high} if question.kind in SCALES else {}
    return (
        {"key": question.key, "kind": str(question.kind), "title": dict(question.title)}
        | scale
        | _kept(
            {
                "role": str(question.role),
                "help": dict(question.help),
                "low_label": dict(question.low_label),
                "high_label": dict(question.high_label),
                "options": _pairs(question.options),
                "rows": _pairs(question.rows),
                "required": question.is_required,
                "shuffle": question.is_shuffled,
                "none": dict(question.none),
                "most": question.most,
                "show_if": [_kept_test(test) for test in question.show_if],
                "page": question.starts_page,
                "channel": question.channel,
                "purpose": question.purpose,
            }
        )
    )


def _pairs(options: Iterable[Option]) -> list[dict[str, Any]]:
    return [{"key": option.key, "text": dict(option.text)} for option in options]


def _kept_test(test: Condition) -> dict[str, Any]:
    told = {"op": test.op, "question": test.question, "fact": test.fact}
    return _kept(told) | ({} if test.value is None else {"value": test.value})


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _refusal(at: str, message: Any) -> DomainError:
    return DomainError("form_invalid", message, field=at)
