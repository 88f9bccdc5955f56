"""Sentences that remember how they were made, so that each reader gets them in their own language.

`from core.wording import worded as _` makes `_("… %(n)d …") % {"n": 3}` a text like any other, in
the language of the moment, that also knows its source sentence and its values. `pack` writes
that down where a text is stored for later; `word` says it again in the language of whoever reads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext


class Worded(str):
    """A translated sentence; `source` is the untranslated one, `values` what was put in."""

    __slots__ = ("source", "values")
    source: str
    values: dict[str, Any]

    @classmethod
    def of(cls, source: str, values: Mapping[str, Any]) -> Worded:
        text = gettext(source)
        made = cls(text % values if values else text)
        made.source, made.values = source, dict(values)
        return made

    def __mod__(self, values: Any, /) -> Worded:
        return Worded.of(self.source, values)


def worded(source: str) -> Worded:
    """`gettext` for sentences that may be stored."""
    return Worded.of(source, {})


def pack(message: object) -> str:
    """A message as stored text: source and values where they are known, else the text as it is."""
    if not isinstance(message, Worded):
        return str(message)
    values = {name: value if isinstance(value, int) else str(value) for name, value in message.values.items()}
    return json.dumps([message.source, values], ensure_ascii=False)


def word(packed: str) -> str:
    """A stored message in the language of the moment; what was not packed is returned as it is."""
    if not packed.startswith('["'):
        return packed
    try:
        source, values = json.loads(packed)
        return str(Worded.of(source, values))
    except (ValueError, TypeError, KeyError):
        return packed
