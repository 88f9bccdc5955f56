"""A question as a page shows it: its texts in the reader's language, its fields, and what was said so far.

Public pages and the preview show questions by `templates/surveys/_question.html` from this alone, so they
cannot differ.
Fields are named as `answering.raw_of` reads them; what was sent and refused is shown as it was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings

from core import money
from surveys.questionnaire import branching
from surveys.questionnaire.answering import CANNOT_SAY, MISSING, NO_ANSWER, Sent, name_of
from surveys.questionnaire.records import SCORED, Kind, Option, Question, Texts
from surveys.questionnaire.texts import text_of

_WIDGETS: Mapping[Kind, str] = {
    **dict.fromkeys(SCORED, "scale"),
    Kind.SINGLE: "radios",
    Kind.MULTIPLE: "checks",
    Kind.RANKING: "places",
    Kind.MATRIX: "matrix",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads: their language, the one it falls back to, what texts may bring in; `seed` orders what is shuffled."""

    language: str
    default: str
    known: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""

    def text(self, texts: Texts) -> str:
        return text_of(texts, self.language, self.default, self.known)

    def lang(self, texts: Texts) -> str:
        """Which language `text` is in, where it is not the reader's: for the attribute `lang`."""
        if not texts or texts.get(self.language):
            return ""
        return self.default if texts.get(self.default) else next(iter(texts))


@dataclass(frozen=True, slots=True)
class Point:
    """One of a scale, or a choice. `hint` is what only a screen reader needs: what the end of a scale means."""

    id: str
    name: str
    value: str
    text: str
    is_chosen: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Of a matrix: its scale; of a ranking: the places that it may be given."""

    id: str
    name: str
    text: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Part:
    """A field that is typed into."""

    id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """`widget`: scale, radios, checks, places, matrix, or the kind of the question for what is typed."""

    key: str
    kind: str
    widget: str
    name: str
    title: str
    lang: str
    help: str
    is_required: bool
    low_label: str
    high_label: str
    error: str
    typed: Part
    points: Sequence[Point] = ()
    rows: Sequence[Row] = ()
    none: Point | None = None
    wants: Point | None = None
    when: Part | None = None
    phone: Part | None = None
    most: int = 0
    unit: str = ""

    @property
    def described_by(self) -> str:
        """Ids of what belongs to the question and is read with it."""
        ids = (f"{self.name}-help" if self.help else "", f"{self.name}-error" if self.error else "")
        return " ".join(one for one in ids if one)


def show(
    question: Question, reading: Reading, *, answer: Any = MISSING, sent: Sent | None = None, error: str = ""
) -> Shown:
    """With what was `sent` (a refused form), else with the `answer` that is kept."""
    said = as_sent(question, answer) if sent is None else sent
    name = name_of(question)
    widget = _WIDGETS.get(question.kind, str(question.kind))
    return Shown(
        key=question.key,
        kind=str(question.kind),
        widget=widget,
        name=name,
        title=reading.text(question.title),
        lang=reading.lang(question.title),
        help=reading.text(question.help),
        is_required=question.is_required,
        low_label=reading.text(question.low_label),
        high_label=reading.text(question.high_label),
        error=error,
        typed=_part(question, "", said),
        points=_points(question, reading, said),
        rows=_rows(question, reading, said),
        none=_cannot_say(question, reading, said, is_radio=widget in ("scale", "radios")),
        wants=_wants(question, said) if question.kind == Kind.CONTACT else _agrees(question, said),
        when=_part(question, "when", said) if question.kind == Kind.CONTACT else None,
        phone=_part(question, "phone", said) if question.kind == Kind.CONTACT else None,
        most=question.most,
        unit=settings.CURRENCY if question.kind == Kind.MONEY else "",
    )


def show_page(
    questions: Iterable[Question],
    reading: Reading,
    *,
    answers: Mapping[str, Any],
    sent: Sent | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Shown]:
    return [
        show(one, reading, answer=answers.get(one.key, MISSING), sent=sent, error=str((errors or {}).get(one.key, "")))
        for one in questions
    ]


class Kept(dict[str, list[str]]):
    """An answer as the form that would say it."""

    def get(self, name: str, default: Any = None, /) -> Any:
        found = self.getlist(name)
        return found[-1] if found else default

    def getlist(self, name: str, /) -> list[Any]:
        return super().get(name, [])


def as_sent(question: Question, answer: Any) -> Kept:
    """`answering.raw_of` and `answering.check` make the same answer of it again."""
    name = name_of(question)
    if answer is MISSING:
        return Kept()
    if answer is NO_ANSWER:
        return Kept({name_of(question, CANNOT_SAY): ["on"]})
    match question.kind:
        case Kind.MULTIPLE:
            return Kept({name: [str(one) for one in answer]})
        case Kind.RANKING:
            return Kept({name_of(question, key): [str(place)] for place, key in enumerate(answer, 1)})
        case Kind.MATRIX:
            return Kept({name_of(question, key): [str(value)] for key, value in answer.items()})
        case Kind.CONTACT:
            parts = {part: str(answer.get(part) or "") for part in ("when", "phone")}
            told = parts | ({"wants": "on"} if answer.get("wants") else {})
            return Kept({name_of(question, part): [text] for part, text in told.items()})
        case Kind.MONEY:
            return Kept({name: [_whole_units(answer)]})
        case Kind.CONSENT:
            return Kept({name: ["true" if answer else "false"]})
        case _:
            return Kept({name: [str(answer)]})


# --- Fields -------------------------------------------------------------------------------


def _part(question: Question, part: str, said: Sent) -> Part:
    name = name_of(question, part)
    return Part(id=name, name=name, value=str(said.get(name) or ""))


def _points(question: Question, reading: Reading, said: Sent) -> list[Point]:
    name = name_of(question)
    if question.kind in SCORED:
        return _scale(question, reading, name, str(said.get(name) or ""))
    if question.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return []
    chosen = set(said.getlist(name))
    return [
        Point(f"{name}-{one.key}", name, one.key, reading.text(one.text), one.key in chosen)
        for one in branching.shuffled(question, reading.seed)
    ]


def _scale(question: Question, reading: Reading, name: str, chosen: str) -> list[Point]:
    ends = {question.low: reading.text(question.low_label), question.high: reading.text(question.high_label)}
    return [
        Point(f"{name}-{value}", name, str(value), str(value), str(value) == chosen, ends.get(value, ""))
        for value in range(question.low, question.high + 1)
    ]


def _rows(question: Question, reading: Reading, said: Sent) -> list[Row]:
    if question.kind == Kind.MATRIX:
        return [_row(question, reading, row, said) for row in question.rows]
    if question.kind == Kind.RANKING:
        return [_places(question, reading, one, said) for one in branching.shuffled(question, reading.seed)]
    return []


def _row(question: Question, reading: Reading, row: Option, said: Sent) -> Row:
    name = name_of(question, row.key)
    points = _scale(question, reading, name, str(said.get(name) or ""))
    return Row(name, name, reading.text(row.text), points)


def _places(question: Question, reading: Reading, option: Option, said: Sent) -> Row:
    name = name_of(question, option.key)
    chosen = str(said.get(name) or "")
    places = [str(place) for place in range(1, len(question.options) + 1)]
    points = [Point(f"{name}-{place}", name, place, place, place == chosen) for place in places]
    return Row(name, name, reading.text(option.text), points)


def _cannot_say(question: Question, reading: Reading, said: Sent, *, is_radio: bool) -> Point | None:
    """One more of the radio buttons, or a box of its own beside what is typed."""
    if not question.none:
        return None
    name, own = name_of(question), name_of(question, CANNOT_SAY)
    is_chosen = bool(said.get(own)) or said.get(name) == CANNOT_SAY
    text = reading.text(question.none)
    if is_radio:
        return Point(f"{name}-{CANNOT_SAY}", name, CANNOT_SAY, text, is_chosen)
    return Point(own, own, "on", text, is_chosen)


def _wants(question: Question, said: Sent) -> Point:
    name = name_of(question, "wants")
    return Point(name, name, "on", "", said.get(name) in ("on", "true"))


def _agrees(question: Question, said: Sent) -> Point | None:
    if question.kind != Kind.CONSENT:
        return None
    name = name_of(question)
    return Point(name, name, "true", "", said.get(name) in ("on", "true"))


def _whole_units(amount: int) -> str:
    return format(Decimal(amount).scaleb(-money.exponent()), "f")
