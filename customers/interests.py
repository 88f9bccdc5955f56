"""Why we conclude that a customer likes something: a code and facts, worded for whoever reads it.

The app that concludes registers the wording of its codes in `AppConfig.ready()`. A row whose code
nobody words (any more), and rows from before there were codes, show the words stored with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Wording = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    data: Mapping[str, Any] = field(default_factory=dict)


_wordings: dict[str, Wording] = {}


def register(wordings: Mapping[str, Wording]) -> None:
    _wordings.update(wordings)


def worded(code: str, data: Mapping[str, Any]) -> str:
    """In the language of the moment; empty when nobody words this code."""
    wording = _wordings.get(code)
    return wording(data) if wording else ""
