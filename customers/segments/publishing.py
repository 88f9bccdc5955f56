"""Segments that prices and units may depend on: published in words, and by nothing that is concluded about a person.

Upper apps that make what customers pay or earn depend on segments register who of theirs needs one (`register`); such
a segment keeps its published words, keeps to facts that customers know of themselves, and is not deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from customers.models import Segment
from customers.segments import facets, ordering, rules
from customers.segments.facets import Facet
from customers.segments.rules import Node

PUBLISHED_LENGTH = 120
# Names of what needs a segment, as its owner knows them; at most a few.
Users = Callable[[int], list[str]]
_users: dict[str, Users] = {}


def register(name: str, users: Users) -> None:
    _users[name] = users


def users_of(segment: int) -> list[str]:
    """What would cost or give something else without it."""
    return [name for users in _users.values() for name in users(segment)]


def read(text: str) -> str:
    """The words as typed, in one line."""
    told = " ".join(text.split())
    if len(told) > PUBLISHED_LENGTH or "\0" in told:
        raise DomainError(
            "published_invalid", _("At most %(n)d characters.") % {"n": PUBLISHED_LENGTH}, field="published_as"
        )
    return told


def check(published_as: str, tree: Node | None, catalogue: Mapping[str, Facet]) -> None:
    """Refused: a snapshot, which has no rule that anybody could read, and whatever looks at a profile."""
    if not published_as:
        return
    if tree is None:
        raise DomainError(
            "segment_not_publishable",
            _("A snapshot has no rule to publish. For people chosen by hand there are customer groups."),
            field="published_as",
        )
    found = list(profiles_of(tree, catalogue))
    if found:
        raise DomainError(
            "segment_not_publishable",
            _("What customers pay must not depend on what is concluded or noted about them: %(facts)s")
            % {"facts": ", ".join(dict.fromkeys(found))},
            field="published_as",
        )


def profiles_of(tree: Node, catalogue: Mapping[str, Facet]) -> Iterator[str]:
    """What in a rule, or in those of the segments that it uses, a customer could not tell of themselves."""
    yield from (
        str(catalogue[condition.facet].label)
        for condition in rules.conditions_of(tree)
        if catalogue[condition.facet].is_profile
    )
    for used in Segment.objects.filter(pk__in=rules.segments_of(tree)).order_by("name"):
        if used.is_snapshot:
            yield _("the snapshot “%(name)s”") % {"name": used.name}
        else:
            yield from profiles_of(rules.parse(used.rule, catalogue), catalogue)


def check_change(segment: Segment, published_as: str) -> None:
    """Conflict `segment_in_use` when words are taken away on which prices or units depend."""
    if segment.published_as and not published_as and (users := users_of(segment.pk)):
        raise Conflict("segment_in_use", _("Prices or units depend on it: %(names)s") % {"names": ", ".join(users[:5])})


def check_above(segment: int, ways: Mapping[int, Iterable[int]]) -> None:
    """A changed rule: every published segment that uses it still keeps to what may be published."""
    above = ordering.reached_from([segment], {pk: list(found) for pk, found in ways.items()}) - {segment}
    catalogue = facets.catalogue()
    for row in Segment.objects.filter(pk__in=above, rule__isnull=False).exclude(published_as="").order_by("name"):
        try:
            check(row.published_as, rules.parse(row.rule, catalogue), catalogue)
        except DomainError as error:
            raise Conflict(
                "segment_in_use", _("“%(name)s” uses it and is published. %(why)s") % {"name": row.name, "why": error}
            ) from error
