"""The texts of a version, compiled once per process, and which language a customer gets.

A version never changes, so what was compiled stays right for as long as the process lives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeVar

from django.conf import settings

from messaging.models import TemplateText
from messaging.rendering import liquid, plain, wayout

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rendered:
    language: str
    subject: str
    html: str
    text: str


class _Form:
    def __init__(self, source: str, *, is_html: bool) -> None:
        self._template = liquid.compile_template(source, is_html=is_html)
        self._plain = plain.plan(self._template, is_html=is_html)

    def render(self, facts: Mapping[str, Any]) -> str:
        found = self._plain.fill(facts) if self._plain else None
        return liquid.render(self._template, facts) if found is None else found

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(liquid.placeholders(self._template)))


class Part:
    """A subject, a page or a plain text, ready to be filled."""

    def __init__(self, source: str, *, is_html: bool) -> None:
        with_it, without = wayout.forms(source)
        self._with = _Form(with_it, is_html=is_html)
        self._without = self._with if with_it == without else _Form(without, is_html=is_html)

    def render(self, facts: Mapping[str, Any]) -> str:
        """Raises `RenderError`."""
        return (self._with if wayout.has(facts) else self._without).render(facts)

    @property
    def names(self) -> tuple[str, ...]:
        """What it asks for: `customer.name`."""
        return self._with.names


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

    @property
    def names(self) -> set[str]:
        """What any of its parts asks for."""
        return {name for part in (self.subject, self.text, self.html) if part for name in part.names}


class Source(Protocol):
    """A row of a version, or what is about to become one."""

    @property
    def language(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def text(self) -> str: ...


def compile_text(source: Source) -> Compiled:
    """Refuses `template_invalid`."""
    text = wayout.in_text(source.text, source.language) if source.html else source.text
    return Compiled(
        source.language,
        Part(source.subject, is_html=False),
        Part(text, is_html=False),
        Part(wayout.in_html(source.html, source.language), is_html=True) if source.html else None,
    )


@lru_cache(maxsize=128)
def compiled(version: int) -> dict[str, Compiled]:
    """By language, in the order in which they were written."""
    rows = TemplateText.objects.filter(version=version).defer("content").order_by("pk")
    return {row.language: compile_text(row) for row in rows}


@lru_cache(maxsize=128)
def roots(version: int) -> frozenset[str]:
    """What it mentions in any language, by what stands before the dot."""
    return frozenset(name.partition(".")[0] for text in compiled(version).values() for name in text.names)


def choose(texts: Mapping[str, T], language: str) -> T:
    """The customer's language, its main language (`zh` for `zh-tw`), the shop's, else the first that there is."""
    for wanted in (language, language.partition("-")[0], settings.LANGUAGE_CODE):
        for known, text in texts.items():
            if wanted and (known == wanted or known.partition("-")[0] == wanted):
                return text
    return next(iter(texts.values()))
