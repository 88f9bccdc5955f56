"""Answers in JSON, whatever they turn out to be."""

from __future__ import annotations

import json
import re
from typing import Any

from messaging.channels.http.line import Answer

_UNSEEN = re.compile(r"[^!-~]+")


def told(answer: Answer) -> dict[str, Any]:
    """The object of the body; empty for anything else."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):  # also what is nested without an end
        return {}
    return found if isinstance(found, dict) else {}


def word(value: object) -> str:
    """An id or a code: a text or a number, as far as it is visible ASCII, at most 200 characters; else nothing."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    return _UNSEEN.sub("", str(value))[:200]
