"""Why a customer is in a segment or out of it, condition by condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from core.errors import NotFound
from customers.models import Customer, Segment, SegmentMember
from customers.segments import compiling, facets, rules
from customers.segments.refreshing import tree_of
from customers.segments.rules import Group, InSegment, Leaf, Node, Not
from customers.segments.words import Wording


@dataclass(frozen=True)
class Line:
    """A node in words: how deep it stands, whether it holds, and the fact that a condition looked at."""

    depth: int
    text: str
    holds: bool
    fact: str = ""


@dataclass(frozen=True)
class Explanation:
    """`fits` is by the rule as of this moment, `is_member` what the last refresh wrote."""

    fits: bool
    is_eligible: bool
    is_member: bool
    since: datetime | None
    lines: list[Line]

    @property
    def is_settled(self) -> bool:
        return self.fits == self.is_member


def explain(segment: Segment, customer: Customer, *, now: datetime) -> Explanation:
    """By the same conditions, in the same SQL, as the refresh."""
    catalogue = facets.catalogue()
    tree = tree_of(segment, catalogue)
    leaves = list(rules.leaves(tree))
    sql, parameters = compiling.answers(leaves, catalogue, now=now, customer_id=customer.pk)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    if row is None:
        raise NotFound("customer_unknown", _("There is no such customer."))
    told = {id(leaf): (bool(row[1 + 2 * n]), row[2 + 2 * n]) for n, leaf in enumerate(leaves)}
    member = SegmentMember.objects.filter(segment=segment, customer=customer).first()
    lines = list(_Lines(told, Wording(catalogue), catalogue, is_snapshot=segment.is_snapshot).of(tree, 0))
    return Explanation(
        fits=bool(row[0]) and _holds(tree, told), is_eligible=bool(row[0]), is_member=member is not None,
        since=member.since if member else None, lines=lines,
    )  # fmt: skip


def describe(segment: Segment) -> list[Line]:
    """The rule in words, of nobody in particular."""
    catalogue = facets.catalogue()
    tree = tree_of(segment, catalogue)
    told = {id(leaf): (False, None) for leaf in rules.leaves(tree)}
    return list(_Lines(told, Wording(catalogue), catalogue, is_snapshot=segment.is_snapshot).of(tree, 0))


Told = dict[int, tuple[bool, Any]]


def _holds(node: Node, told: Told) -> bool:
    if isinstance(node, Group):
        each = (_holds(child, told) for child in node.children)
        return all(each) if node.is_all else any(each)
    if isinstance(node, Not):
        return not _holds(node.child, told)
    return told[id(node)][0]


@dataclass(frozen=True)
class _Lines:
    told: Told
    wording: Wording
    catalogue: dict[str, facets.Facet]
    is_snapshot: bool

    def of(self, node: Node, depth: int) -> Iterator[Line]:
        holds = _holds(node, self.told)
        if isinstance(node, Group):
            yield Line(depth, _("All of these hold:") if node.is_all else _("At least one of these holds:"), holds)
            for child in node.children:
                yield from self.of(child, depth + 1)
        elif isinstance(node, Not):
            yield Line(depth, _("This does not hold:"), holds)
            yield from self.of(node.child, depth + 1)
        else:
            yield self._leaf(node, depth, holds=holds)

    def _leaf(self, leaf: Leaf, depth: int, *, holds: bool) -> Line:
        if isinstance(leaf, InSegment):
            text = _("was a member when the snapshot was taken") if self.is_snapshot else self.wording.leaf(leaf)
            return Line(depth, text, holds)
        facet, value = self.catalogue[leaf.facet], self.told[id(leaf)][1]
        has_fact = value is not None or facet.kind in facets.SCALAR
        return Line(depth, self.wording.leaf(leaf), holds, self.wording.fact(facet, value) if has_fact else "")
