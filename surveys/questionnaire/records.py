"""The parts of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Texts = Mapping[str, str]


class Kind(StrEnum):
    """What can be asked. The values that each takes are in `answering`."""

    SCORE = "score"
    STARS = "stars"
    CSAT = "csat"
    CES = "ces"
    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKING = "ranking"
    MATRIX = "matrix"
    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CONSENT = "consent"
    CONTACT = "contact"


class Role(StrEnum):
    """What a question is to the product; most have none."""

    NONE = ""
    # The score of the survey.
    MAIN = "main"
    # In their own words, why: what is read, searched and tagged.
    REASON = "reason"
    # "Call me back."
    CONTACT = "contact"
    # Options are topics (their ids); what is chosen becomes declared interests.
    INTERESTS = "interests"
    # Matrices over the same attributes.
    IMPORTANCE = "importance"
    SATISFACTION = "satisfaction"
    EXPECTED = "expected"
    PERCEIVED = "perceived"
    # What they spend in a year on such things, anywhere.
    SPEND = "spend"
    # Van Westendorp's four.
    TOO_CHEAP = "too_cheap"
    CHEAP = "cheap"
    EXPENSIVE = "expensive"
    TOO_EXPENSIVE = "too_expensive"
    # Why they stay away.
    LOST = "lost"


# Of these the scale may be chosen; of the others it is fixed.
SCALES: Mapping[Kind, tuple[int, int]] = {
    Kind.SCORE: (0, 10),
    Kind.STARS: (1, 5),
    Kind.CSAT: (1, 5),
    Kind.CES: (1, 7),
    Kind.MATRIX: (1, 5),
}
SCORED = (Kind.SCORE, Kind.STARS, Kind.CSAT, Kind.CES)
CHOOSING = (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING)
PRICES = (Role.TOO_CHEAP, Role.CHEAP, Role.EXPENSIVE, Role.TOO_EXPENSIVE)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, or a row of a matrix."""

    key: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on an answer (`question`) or on something known of the customer (`fact`); one of the two is empty.

    `op`: eq, ne, lte, gte, in, answered, unanswered.
    """

    op: str
    value: object = None
    question: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`key` names it in every version and in the answers."""

    key: str
    kind: Kind
    title: Texts
    role: Role = Role.NONE
    help: Texts = field(default_factory=dict)
    low: int = 0
    high: int = 0
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    is_required: bool = False
    is_shuffled: bool = False
    # "I cannot say": an answer that counts in no figure. Empty: not offered.
    none: Texts = field(default_factory=dict)
    # Of several choices, at most so many; 0: all.
    most: int = 0
    # Asked when all of them hold.
    show_if: tuple[Condition, ...] = ()
    starts_page: bool = False
    # What is agreed to (a channel and a purpose of `customers`), of a consent; empty: nothing follows from it.
    channel: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """`thanks` by outcome ("high", "middle", "low", "" for none or where one has no text of its own)."""

    questions: tuple[Question, ...]
    title: Texts = field(default_factory=dict)
    intro: Texts = field(default_factory=dict)
    thanks: Mapping[str, Texts] = field(default_factory=dict)

    def find(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def of_role(self, role: Role) -> Question | None:
        return next((question for question in self.questions if question.role == role), None)

    @property
    def main(self) -> Question | None:
        return self.of_role(Role.MAIN)
