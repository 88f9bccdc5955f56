"""The texts of a version, compiled once per process, and which language a customer gets.

A version never changes, so what was compiled stays right for as long as the process lives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings

from messaging.models import TemplateText
from messaging.rendering import liquid, plain


@dataclass(frozen=True, slots=True)
class Rendered:
    language: str
    subject: str
    html: str
    text: str


class Part:
    """A subject, a page or a plain text, ready to be filled."""

    def __init__(self, source: str, *, is_html: bool) -> None:
        self._template = liquid.compile_template(source, is_html=is_html)
        self._plain = plain.plan(self._template, is_html=is_html)

    def render(self, facts: Mapping[str, Any]) -> str:
        """Raises `RenderError`."""
        found = self._plain.fill(facts) if self._plain else None
        return liquid.render(self._template, facts) if found is None else found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What it asks for: `customer.name`."""
        return tuple(sorted(liquid.placeholders(self._template)))


@dataclass(frozen=True)
class Compiled:
    """One language of one version; `html` is None where the template has only words."""

    language: str
    subject: Part
    text: Part
    html: Part | None

    def render(self, facts: Mapping[str, Any]) -> Rendered:
        """Raises `RenderError`. A subject is one line, whatever the facts bring."""
        subject = " ".join(self.subject.render(facts).split())
        html = self.html.render(facts) if self.html else ""
        return Rendered(self.language, subject, html, self.text.render(facts))


@lru_cache(maxsize=128)
def compiled(version: int) -> dict[str, Compiled]:
    """By language, in the order in which they were written."""
    return {
        row.language: Compiled(
            row.language,
            Part(row.subject, is_html=False),
            Part(row.text, is_html=False),
            Part(row.html, is_html=True) if row.html else None,
        )
        for row in TemplateText.objects.filter(version=version).order_by("pk")
    }


def choose(texts: Mapping[str, Compiled], language: str) -> Compiled:
    """The customer's language, its main language (`zh` for `zh-tw`), the shop's, else the first that there is."""
    for wanted in (language, language.partition("-")[0], settings.LANGUAGE_CODE):
        for known, text in texts.items():
            if wanted and (known == wanted or known.partition("-")[0] == wanted):
                return text
    return next(iter(texts.values()))
