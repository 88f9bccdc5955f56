"""Words that stand out in some comments beside the rest: log-odds with a prior of all (Monroe and others, 2008).

Counts are comments with the word, not how often it is said. The prior makes rare words modest: one that two people
wrote proves nothing. Shown from `LEAST` comments and `STRONG` standard errors on. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from surveys.words.tokens import stem

LEAST = 5
STRONG = 1.96
# How much all comments weigh against those at hand, in comments.
PRIOR = 50.0


@dataclass(frozen=True, slots=True)
class Word:
    """`inside` of `of_inside` comments have it, `outside` of `of_outside` others; `strength` in standard errors."""

    word: str
    inside: int
    of_inside: int
    outside: int
    of_outside: int
    strength: float

    @property
    def share_inside(self) -> float:
        return self.inside / self.of_inside

    @property
    def share_outside(self) -> float | None:
        return self.outside / self.of_outside if self.of_outside else None


def outstanding(
    counted: Iterable[tuple[str, int, int]], of_inside: int, of_outside: int, *, most: int = 20,
    leave_out: frozenset[str] = frozenset(),
) -> list[Word]:  # fmt: skip
    """`counted`: (word as written, comments inside, outside); spellings of one stem are one word, named by the most
    common. `leave_out`: stems, such as those of the theme's own words."""
    if not of_inside or not of_outside:
        return []
    words = [
        Word(name, inside, of_inside, outside, of_outside, _strength(inside, of_inside, outside, of_outside))
        for root, (name, inside, outside) in _by_stem(counted).items()
        if inside >= LEAST and root not in leave_out
    ]
    found = [word for word in words if word.strength >= STRONG]
    return sorted(found, key=lambda word: (-word.strength, word.word))[:most]


def _by_stem(counted: Iterable[tuple[str, int, int]]) -> Mapping[str, tuple[str, int, int]]:
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    names: dict[str, tuple[int, str]] = {}
    for word, here, there in counted:
        root = stem(word)
        inside[root] += here
        outside[root] += there
        names[root] = max(names.get(root, (0, "")), (here + there, word))
    return {root: (name, inside[root], outside[root]) for root, (_n, name) in names.items()}


def _strength(inside: int, of_inside: int, outside: int, of_outside: int) -> float:
    """Difference of log-odds over its standard error; the prior is the share in all, worth `PRIOR` comments."""
    share = (inside + outside) / (of_inside + of_outside)
    a, b = PRIOR * share, PRIOR * (1 - share)
    odds = [
        log((count + a) / (n - count + b)) if n - count + b > 0 else 0.0
        for count, n in ((inside, of_inside), (outside, of_outside))
    ]
    return (odds[0] - odds[1]) / sqrt(1 / (inside + a) + 1 / (outside + a))
