"""The words that a campaign or an automation begins with; staff make them theirs."""

from __future__ import annotations

from collections.abc import Iterable

from messaging import templating
from messaging.templating import Text

CHANNEL = "email"
# What the template language or the page would read as theirs.
_SIGNS = str.maketrans(dict.fromkeys("{}%<>[]*_`#|\\", " "))


def text(language: str, subject: str, paragraphs: Iterable[str]) -> Text:
    """A page and, made from it, the plain text."""
    content = "\n\n".join(filter(None, paragraphs))
    plain = templating.plain_text(Text(language, "", subject, content=content))
    return Text(language, plain, subject, content=content)


def plain(words: str) -> str:
    """Names of ours within a letter: nothing in them is a sign of its language, and no mailbox makes a link of it."""
    return " ".join(words.replace("://", " ").translate(_SIGNS).split())
