"""Which themes a comment speaks of. Pure.

A word of a theme stands in a comment between the borders of words: "price" in "prices" and "half the price", not in
"priceless"; 服务 (service) not in 服务器 (server). Several words stand in this order side by side. An asterisk at the
end takes every continuation: "deliver*". Both languages are looked for in every comment: people mix them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from core.text import fold
from customers.names import has_han
from surveys.words import tokens
from surveys.words.tokens import Comment


@dataclass(frozen=True, slots=True)
class _Phrase:
    theme: int
    # Latin: stems; the last one only begins so when it is `open`.
    words: tuple[str, ...]
    is_open: bool


@dataclass(slots=True)
class Rules:
    """`of(theme, words)` for each; then `themes_of`."""

    latin: dict[str, list[_Phrase]] = field(default_factory=dict)
    begins: list[_Phrase] = field(default_factory=list)
    han: list[tuple[str, bool, int]] = field(default_factory=list)

    def add(self, theme: int, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            is_open, text = phrase.endswith("*"), fold(phrase.rstrip("*"))
            if has_han(text):
                self.han.append(("".join(text.split()), is_open, theme))
            elif words := [word for word in tokens.latin_words(text) if word]:
                self._add_latin(theme, words, is_open=is_open)

    def _add_latin(self, theme: int, words: list[str], *, is_open: bool) -> None:
        # What only begins so must not lose its end: "deliver*" is no stem.
        stems = [tokens.stem(word) for word in words[:-1]] + [words[-1] if is_open else tokens.stem(words[-1])]
        phrase = _Phrase(theme, tuple(stems), is_open)
        if is_open and len(stems) == 1:
            self.begins.append(phrase)
        else:
            self.latin.setdefault(stems[0], []).append(phrase)


def rules_of(themes: Mapping[int, Iterable[str]]) -> Rules:
    rules = Rules()
    for theme, phrases in themes.items():
        rules.add(theme, phrases)
    return rules


def themes_of(comment: Comment, rules: Rules) -> set[int]:
    return {*_latin(comment.latin, rules), *_han(comment, rules)}


def is_phrase(text: str) -> bool:
    """Whether there is anything in it to look for."""
    folded = fold(text.rstrip("*"))
    return has_han(folded) or any(word for word in tokens.latin_words(folded))


def _latin(words: tuple[str, ...], rules: Rules) -> Iterator[int]:
    for place, word in enumerate(words):
        for phrase in rules.latin.get(word, ()):
            if _stands(words[place : place + len(phrase.words)], phrase):
                yield phrase.theme
        if word:
            yield from (phrase.theme for phrase in rules.begins if word.startswith(phrase.words[0]))


def _stands(here: tuple[str, ...], phrase: _Phrase) -> bool:
    if len(here) < len(phrase.words) or here[:-1] != phrase.words[:-1]:
        return False
    return here[-1].startswith(phrase.words[-1]) if phrase.is_open else here[-1] == phrase.words[-1]


def _han(comment: Comment, rules: Rules) -> Iterator[int]:
    for run, borders in comment.han:
        for phrase, is_open, theme in rules.han:
            if _is_between_borders(run, borders, phrase, is_open=is_open):
                yield theme


def _is_between_borders(run: str, borders: frozenset[int], phrase: str, *, is_open: bool) -> bool:
    place = run.find(phrase)
    while place >= 0:
        if place in borders and (is_open or place + len(phrase) in borders):
            return True
        place = run.find(phrase, place + 1)
    return False
