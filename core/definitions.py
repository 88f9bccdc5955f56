"""What the figures mean: a registry of definitions that pages open from a question mark.

Apps register theirs in `AppConfig.ready()`; a page shows one with `{% definition "key" %}`.
One wording per figure, so that the dashboard, a report and an export say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Definition:
    """`text` says in one or two sentences what is counted; `formula` is optional and short."""

    key: str
    term: str | Promise
    text: str | Promise
    formula: str | Promise = ""


_definitions: dict[str, Definition] = {}


def register(definitions: Iterable[Definition]) -> None:
    for definition in definitions:
        _definitions[definition.key] = definition


def get(key: str) -> Definition:
    """KeyError for an unknown key: a page must not promise an explanation that does not exist."""
    return _definitions[key]


def all_definitions() -> list[Definition]:
    return sorted(_definitions.values(), key=lambda definition: definition.key)
