"""Turning a column of texts into what PostgreSQL's COPY takes, thousands of cells per call.

A `Column` converts cells to texts in COPY form. Each distinct text is converted once and
remembered (up to a limit), so a million days cost a thousand conversions. What cannot be
converted becomes a `Refusal` in its place: the caller drops that row and keeps the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from core.errors import DomainError
from core.wording import pack
from core.wording import worded as _

NULL = "\\N"
CACHE = 50_000


class Refusal(str):
    """A reason (as `core.wording.pack` stores it) that stands where a value should; `value` is what the file said."""

    __slots__ = ("value",)
    value: str

    @classmethod
    def of(cls, value: str, reason: object) -> Refusal:
        refusal = cls(pack(reason))
        refusal.value = value
        return refusal


Convert = Callable[[str], str]


class Column(dict[str, str]):
    """A remembered conversion: `column.convert(texts)`."""

    def __init__(self, convert: Convert, limit: int = CACHE) -> None:
        super().__init__()
        self._one = convert
        self._limit = limit
        self.has_refused = False

    def __missing__(self, text: str) -> str:
        if len(self) >= self._limit:
            self.clear()
        try:
            value = self._one(text.strip())
        except DomainError as error:
            value = Refusal.of(text, error.message)
            self.has_refused = True
        self[text] = value
        return value

    def convert(self, texts: Iterable[str]) -> list[str]:
        return list(map(self.__getitem__, texts))


class Texts:
    """Keys and names, mostly different in every row: cleaned by whole columns instead of remembered."""

    def __init__(self, longest: int, *, is_required: bool = False, cut: bool = False) -> None:
        self._longest = longest
        self._is_required = is_required
        self._cut = cut
        self.has_refused = False

    def convert(self, texts: Sequence[str]) -> list[str]:
        clean = list(map(str.strip, texts))
        joined = "".join(clean)
        is_plain = not any(char in joined for char in "\\\t\n\r")
        if is_plain and max(map(len, clean), default=0) <= self._longest and all(clean):
            return clean
        return [self._one(text) for text in clean]

    def _one(self, text: str) -> str:
        text = " ".join(text.split())
        if not text:
            if not self._is_required:
                return NULL
            self.has_refused = True
            return Refusal.of("", _("This must not be empty."))
        if len(text) > self._longest:
            if not self._cut:
                self.has_refused = True
                return Refusal.of(text, _("This is longer than %(n)d characters.") % {"n": self._longest})
            text = text[: self._longest]
        return text.replace("\\", "\\\\")


def refused(column: Column | Texts, values: Sequence[str]) -> list[int]:
    """Positions that hold a refusal."""
    if not column.has_refused:
        return []
    return [position for position, value in enumerate(values) if type(value) is Refusal]


def copy_text(text: str) -> str:
    """One value in COPY's text form; empty is NULL."""
    if not text:
        return NULL
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
