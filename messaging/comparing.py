"""What changed from one version to another, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from django.utils.translation import gettext_lazy as _

from customers.forms.base import language_name
from messaging.templating import Text

# What is written; a page of its own is made from its content.
PARTS: Mapping[str, Any] = {
    "subject": _("Subject"), "content": _("Page"), "html": _("Page"), "text": _("Plain text"),
}  # fmt: skip
_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Line:
    """`kind`: added, removed, same, or gap where lines in between are left out."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    language: str
    part: str
    lines: tuple[Line, ...]


def differences(before: Sequence[Text], after: Sequence[Text]) -> list[Difference]:
    """Every part that is not the same, in the order of languages as they are now."""
    old, new = ({text.language: text for text in texts} for texts in (before, after))
    return [
        found
        for language in dict.fromkeys([*new, *old])
        for found in _of(language, old.get(language, _NOTHING), new.get(language, _NOTHING))
    ]


def _of(language: str, before: Text, after: Text) -> Iterator[Difference]:
    for name, label in PARTS.items():
        if name == "html" and (before.content or after.content):
            continue
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Difference(language_name(language), str(label), tuple(_lines(old, new)))


_KINDS = {"+": "added", "-": "removed", " ": "same", "@": "gap"}


def _lines(before: str, after: str) -> Iterator[Line]:
    found = unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    for number, line in enumerate(found):
        # Two lines of heading, then the first gap, which says nothing.
        if number > 2:
            kind = _KINDS[line[0]]
            yield Line(kind, "" if kind == "gap" else line[1:])
