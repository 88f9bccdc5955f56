"""The words by which a person is found in texts that do not belong to them alone; no database.

`sure` are those that hardly mean anybody else (address, number, full name): looked for in rows of everybody.
`all` adds the rest (given name, street, values of own fields): looked for only in what is tied to this customer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote_plus

from customers import names

GONE = "…"
# Shorter words are in too many others; two Chinese characters are a name.
_SURE, _ANY = 5, 3


@dataclass(frozen=True)
class Needles:
    sure: frozenset[str]
    all: frozenset[str]

    @classmethod
    def of(cls, sure: Iterable[str], others: Iterable[str]) -> Needles:
        found = frozenset(word for word in map(_clean, sure) if _is_word(word, _SURE))
        return cls(found, found | {word for word in map(_clean, others) if _is_word(word, _ANY)})

    def are_in(self, text: str) -> bool:
        """Whether any of the sure ones is in the text, as written or as an address of a page writes it."""
        folded = text.casefold()
        return any(form in folded for word in self.sure for form in (word.casefold(), quote_plus(word).casefold()))

    def blanked(self, value: Any) -> Any:
        """Facts with every text that holds any of the words emptied; keys and structure stay."""
        if isinstance(value, dict):
            return {key: self.blanked(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.blanked(item) for item in value]
        return GONE if isinstance(value, str) and self._found.search(value) else value

    @cached_property
    def _found(self) -> re.Pattern[str]:
        """Whole words of Latin letters: a name that is part of a code of ours does not blank the code."""
        return re.compile("|".join(map(_whole, sorted(self.all))) or "(?!)", re.IGNORECASE)

    def patterns(self) -> list[str]:
        """For `LIKE ANY`: the sure ones as texts, JSON and addresses of pages write them."""
        forms = {form for word in self.sure for form in (word, json.dumps(word)[1:-1], _json(word), quote_plus(word))}
        return [f"%{_escaped(form)}%" for form in sorted(forms)]


def _json(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)[1:-1]


def _clean(text: str) -> str:
    return " ".join(text.split())


def _whole(word: str) -> str:
    before, after = (r"(?<!\w)" if word[0].isascii() else ""), (r"(?!\w)" if word[-1].isascii() else "")
    return f"{before if word[0].isalnum() else ''}{re.escape(word)}{after if word[-1].isalnum() else ''}"


def _is_word(word: str, shortest: int) -> bool:
    return len(word) >= (2 if names.has_han(word) else shortest)


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)
