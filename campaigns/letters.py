"""The words that a campaign or an automation begins with; staff make them theirs."""

from __future__ import annotations

from collections.abc import Iterable

from messaging import templating
from messaging.templating import Text

CHANNEL = "email"


def text(language: str, subject: str, paragraphs: Iterable[str]) -> Text:
    """A page and, made from it, the plain text."""
    content = "\n\n".join(filter(None, paragraphs))
    plain = templating.plain_text(Text(language, "", subject, content=content))
    return Text(language, plain, subject, content=content)
