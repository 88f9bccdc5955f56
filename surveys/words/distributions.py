"""What was answered to each question of a version: counts, shares of those asked, means. Pure, over `counting`.

Answers of other versions count where the question has the same key, kind and scale: other words are still the same
question, another scale is another. "No answer" stands apart and is in no share, mean or place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.questionnaire import Kind, Option, Question, Questionnaire
from surveys.questionnaire.records import SCORED, Texts
from surveys.words.counting import BINS, Counts
from surveys.words.quadrant import Mean, mean_of

YES, NO = "true", "false"


@dataclass(frozen=True, slots=True)
class Line:
    """A choice, a number of a scale or a row of a matrix. `place`: the mean of a ranking, `counts`: of a matrix."""

    key: str
    text: Texts
    n: int
    place: float | None = None
    mean: Mean | None = None
    counts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amounts:
    low: float
    high: float
    mean: float
    quarters: tuple[float, float, float]
    # How many fall into each tenth of the way from the lowest to the highest.
    bins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """`asked` is None where nobody can tell (it hung on what was known of the customer); `elsewhere` are answers on
    another scale, which are not in it."""

    question: Question
    asked: int | None
    answered: int
    no_answer: int
    elsewhere: int = 0
    lines: tuple[Line, ...] = ()
    mean: Mean | None = None
    amounts: Amounts | None = None
    months: tuple[tuple[str, int], ...] = ()

    def share(self, n: int) -> float | None:
        """Of those who answered."""
        return n / self.answered if self.answered else None

    @property
    def answered_share(self) -> float | None:
        """Of those asked."""
        return self.answered / self.asked if self.asked else None


def distributions(counts: Counts, forms: Mapping[int, Questionnaire], version: int) -> list[Distribution]:
    """In the order of this version's questions."""
    return [_Of(counts, forms, question).distribution() for question in forms[version].questions]


@dataclass(frozen=True, slots=True)
class _Of:
    counts: Counts
    forms: Mapping[int, Questionnaire]
    question: Question

    @property
    def versions(self) -> set[int]:
        return {pk for pk, form in self.forms.items() if (one := form.find(self.question.key)) and self._is_same(one)}

    def _is_same(self, other: Question) -> bool:
        mine = self.question
        return (mine.kind, mine.low, mine.high) == (other.kind, other.low, other.high)

    def rows(self, name: str) -> list[list[Any]]:
        versions = self.versions
        return [row[2:] for row in self.counts[name] if row[0] in versions and row[1] == self.question.key]

    def distribution(self) -> Distribution:
        answered, none = self.rows("answered"), self.rows("asked")
        all_answers = [row for row in self.counts["answered"] if row[1] == self.question.key]
        known = sum(row[0] for row in answered)
        return Distribution(
            self.question,
            asked=None if any(row[0] is None for row in none) else sum(row[0] for row in none),
            answered=known,
            no_answer=sum(row[1] for row in answered),
            elsewhere=sum(row[2] for row in all_answers) - known,
            **self._told(),
        )

    def _told(self) -> dict[str, Any]:
        match self.question.kind:
            case kind if kind in SCORED:
                return self._scale()
            case Kind.SINGLE | Kind.MULTIPLE:
                return {"lines": self._chosen()}
            case Kind.CONSENT | Kind.CONTACT:
                return {"lines": self._yes_no()}
            case Kind.RANKING:
                return {"lines": self._ranked()}
            case Kind.MATRIX:
                return {"lines": self._matrix()}
            case Kind.NUMBER | Kind.MONEY:
                return {"amounts": self._amounts()}
            case Kind.DATE:
                return {"months": _summed(self.rows("months"))}
            case _:
                return {}

    def _scale(self) -> dict[str, Any]:
        found = dict(_summed(self.rows("plain")))
        numbers = {number: found.get(str(number), 0) for number in range(self.question.low, self.question.high + 1)}
        lines = tuple(Line(str(number), {}, n) for number, n in numbers.items())
        return {"lines": lines, "mean": mean_of(numbers.items())}

    def _chosen(self) -> tuple[Line, ...]:
        plain = self.question.kind == Kind.SINGLE
        rows = self.rows("plain") if plain else [[one, n] for one, _place, n in self.rows("lists")]
        found = dict(_summed(rows))
        return tuple(Line(one.key, one.text, found.get(one.key, 0)) for one in self._options())

    def _yes_no(self) -> tuple[Line, ...]:
        name = "plain" if self.question.kind == Kind.CONSENT else "wishes"
        found = dict(_summed(self.rows(name)))
        return tuple(Line(key, {}, found.get(key, 0)) for key in (YES, NO))

    def _ranked(self) -> tuple[Line, ...]:
        """The best mean place first; `n` gave it any."""
        n: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for one, place, count in self.rows("lists"):
            n[one] += count
            places[one] += place * count
        lines = [
            Line(one.key, one.text, n[one.key], place=places[one.key] / n[one.key] if n[one.key] else None)
            for one in self._options()
        ]
        return tuple(sorted(lines, key=lambda line: (line.place is None, line.place or 0)))

    def _matrix(self) -> tuple[Line, ...]:
        found: dict[str, Counter[int]] = {}
        for row, number, n in self.rows("matrices"):
            found.setdefault(row, Counter())[number] += n
        return tuple(
            Line(
                one.key,
                one.text,
                sum(counted.values()),
                mean=mean_of(counted.items()),
                counts=dict(sorted(counted.items())),
            )
            for one in self._options()
            for counted in [found.get(one.key, Counter())]
        )

    def _amounts(self) -> Amounts | None:
        row = next((row for row in self.counts["amounts"] if row[0] == self.question.key), None)
        if row is None:
            return None
        low, high, mean, *quarters = row[2:8]
        bins = tuple(int(row[8].get(str(bin_), 0)) for bin_ in range(1, BINS + 1))
        return Amounts(low, high, mean, (quarters[0], quarters[1], quarters[2]), bins)

    def _options(self) -> list[Option]:
        """Of this version, then those that only others had."""
        options = {one.key: one for one in _choices(self.question)}
        for pk in sorted(self.versions, reverse=True):
            for one in _choices(self.forms[pk].find(self.question.key)):
                options.setdefault(one.key, one)
        return list(options.values())


def _choices(question: Question | None) -> tuple[Option, ...]:
    if question is None:
        return ()
    return question.rows if question.kind == Kind.MATRIX else question.options


def _summed(rows: Iterable[Any]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for key, n in rows:
        found[key] += n
    return tuple(sorted(found.items()))
