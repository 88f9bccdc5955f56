"""What segments can ask of a customer: facets, registered by the app that owns the fact.

`facets.register(Facet(…))` in `AppConfig.ready()`; facets that depend on rows (own fields) come from a provider. How a
facet becomes SQL is its `build`; `customers.segments.building` makes the usual ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from customers.segments.kinds import Kind

if TYPE_CHECKING:
    from customers.segments.compiling import Statement, Test
    from customers.segments.rules import Condition

Label = str | Promise
# Kinds of facts of which a customer has one or none: that it is not known is worth saying.
SCALAR = frozenset({Kind.NUMBER, Kind.MONEY, Kind.TEXT, Kind.DATE})
Choices = Callable[[], Sequence[tuple[str, Label]]]
Build = Callable[["Statement", "Condition"], "Test"]


@dataclass(frozen=True)
class Of:
    """What an event may be narrowed to: some of `choices`, or, where they are too many to list, codes as typed."""

    name: str
    label: Label
    choices: Choices | None = None
    # Of typed codes those that nobody knows.
    unknown: Callable[[Sequence[str]], Sequence[str]] | None = None


@dataclass(frozen=True)
class Facet:
    """`is_clock`: may change without a word to the queue, by the clock for one; right as of the night.

    `is_ahead`: an event of the coming days, not of the last. `counts`: what its `times` are.
    `is_profile`: computed, concluded, watched or noted about a person, so that nobody can tell from what they know of
    themselves whether it holds: nothing that customers pay or earn may depend on it.
    """

    code: str
    label: Label
    group: Label
    kind: Kind
    build: Build
    choices: Choices | None = None
    of: tuple[Of, ...] = ()
    is_clock: bool = False
    is_ahead: bool = False
    has_days: bool = True
    counts: Label = ""
    is_profile: bool = False

    @property
    def of_names(self) -> frozenset[str]:
        return frozenset(one.name for one in self.of)


Provider = Callable[[], Iterable[Facet]]
_facets: dict[str, Facet] = {}
_providers: dict[str, Provider] = {}


def register(*facets: Facet) -> None:
    _facets.update((facet.code, facet) for facet in facets)


def register_provider(name: str, provider: Provider) -> None:
    _providers[name] = provider


def catalogue() -> dict[str, Facet]:
    """All facets by code, in the order of the apps; one query for each provider."""
    found = dict(_facets)
    for provider in _providers.values():
        found.update((facet.code, facet) for facet in provider())
    return found
