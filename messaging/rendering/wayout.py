"""The way out within a text: a block that messages have which nobody asked for, and others have not.

    {% if links.unsubscribe %}To hear nothing more: {{ links.unsubscribe }}{% endif %}

A condition would cost every message ten times the filling in of names (`plain`), and there are only two answers:
a text with such blocks is compiled in both forms, once per version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

NAME = "links.unsubscribe"
BEGIN, END = f"{{% if {NAME} %}}", "{% endif %}"
# Only blocks without tags of their own; any other is left to Liquid, which says the same.
_BLOCK = re.compile(r"\{% if links\.unsubscribe %\}((?:(?!\{%).)*)\{% endif %\}", re.DOTALL)


def forms(source: str) -> tuple[str, str]:
    """With and without the way out."""
    return _BLOCK.sub(r"\1", source), _BLOCK.sub("", source)


def has(facts: Mapping[str, Any]) -> bool:
    links = facts.get("links")
    return isinstance(links, dict) and bool(links.get("unsubscribe"))
