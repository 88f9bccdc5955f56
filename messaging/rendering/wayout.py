"""The way out within a text: a block that messages have which nobody asked for, and others have not.

    {% if links.unsubscribe %}To hear nothing more: {{ links.unsubscribe }}{% endif %}

A condition would cost every message ten times the filling in of names (`plain`), and there are only two answers:
a text with such blocks is compiled in both forms, once per version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

NAME = "links.unsubscribe"
# The page where customers say what they want to hear at all (`messaging.choosing`); stands beside the way out.
CHOICES = "links.choices"
BEGIN, END = f"{{% if {NAME} %}}", "{% endif %}"
# Only blocks without tags of their own; any other is left to Liquid, which says the same.
_BLOCK = re.compile(r"\{% if links\.unsubscribe %\}((?:(?!\{%).)*)\{% endif %\}", re.DOTALL)

# The way out in the foot of the shop's layout.
_LINK = re.compile(r'<a href="\{\{ links\.unsubscribe \}\}"( style="[^"]*")>[^<]*</a>(?=</div>)')


def choices_words(language: str) -> str:
    with translation.override(language):
        return _("Your choices")


def choices_link(style: str, language: str) -> str:
    return f' · <a href="{{{{ {CHOICES} }}}}"{style}>{escape(choices_words(language))}</a>'


def choices_line(language: str) -> str:
    return f"{BEGIN}{choices_words(language)}: {{{{ {CHOICES} }}}}\n{END}"


def in_html(page: str, language: str) -> str:
    """A page that was saved before there were choices names them in its foot, too."""
    if CHOICES in page:
        return page
    return _LINK.sub(lambda found: found[0] + choices_link(found[1], language), page)


def in_text(text: str, language: str) -> str:
    """The same of the plain text beside such a page."""
    if CHOICES in text or NAME not in text:
        return text
    newline = "" if text.endswith(("\n", END)) else "\n"
    return text + newline + choices_line(language)


def forms(source: str) -> tuple[str, str]:
    """With and without the way out."""
    return _BLOCK.sub(r"\1", source), _BLOCK.sub("", source)


def has(facts: Mapping[str, Any]) -> bool:
    links = facts.get("links")
    return isinstance(links, dict) and bool(links.get("unsubscribe"))
