"""A tree of conditions as one statement with parameters, over all customers or over given ones.

Names of tables and columns come from facets in the code; whatever a rule says is a parameter. See
`docs/algorithms/segments.md` for the form of the statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core import clock
from customers.querysets import is_counted
from customers.segments.facets import Facet
from customers.segments.rules import Condition, Group, InSegment, Leaf, Node, Not, refusal

CUSTOMER = "c"
# Who can be a member of anything: whoever is in the figures by themselves, and not erased.
ELIGIBLE = f"({is_counted(CUSTOMER)} AND {CUSTOMER}.erased_at IS NULL)"

_WHOLE = "SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off"
_USUAL = "SET LOCAL work_mem = DEFAULT; SET LOCAL enable_nestloop = DEFAULT"


@contextmanager
def over_everybody(cursor: Any) -> Iterator[None]:
    """For statements over all customers: sets of a million keys are hashed in memory, and joined set by set.

    Where the planner takes a set for smaller than it is, going through it row by row would take many times as long.
    What the transaction does after it is planned as ever; after an error there is nothing more to plan in it.
    """
    cursor.execute(_WHOLE)
    yield
    cursor.execute(_USUAL)


@dataclass(frozen=True)
class Test:
    """A condition as SQL. `is_total`: it is never unknown. `shown`: SQL of the fact behind it, for explaining."""

    sql: str
    is_total: bool = False
    shown: str = ""


class Statement:
    """What grows while the conditions of a tree are built: joins and parameters.

    `day` and `now` are those of the run; `ids` are the customers to look at, None for all.
    """

    def __init__(self, facets: Mapping[str, Facet], *, now: datetime, ids: Sequence[int] | None = None) -> None:
        self.now = now
        self.day: date = clock.business_day(now)
        self._facets = facets
        self._joins: dict[str, str] = {}
        self._names: dict[tuple[str, Any], str] = {}
        self.parameters: dict[str, Any] = {} if ids is None else {"ids": list(ids)}
        self._is_scoped = ids is not None

    # --- For facets -----------------------------------------------------------------------

    def value(self, value: Any, cast: str) -> str:
        """A parameter; the same value is the same parameter, so that equal joins are one."""
        plain = tuple(value) if isinstance(value, list) else value
        name = self._names.setdefault((cast, plain), f"v{len(self._names)}")
        self.parameters[name] = value
        return f"%({name})s::{cast}"

    def scope(self, column: str) -> str:
        """A condition that keeps a subquery to the customers that are looked at."""
        return f"{column} = ANY (%(ids)s::bigint[])" if self._is_scoped else "TRUE"

    def exists(self, subquery: str) -> str:
        """Whether a subquery about each row (FROM … WHERE …) has any.

        Over a few customers it is asked row by row: as EXISTS the planner may join with all that the rest of its
        condition finds, however many customers those belong to.
        """
        return f"(SELECT TRUE {subquery} LIMIT 1)" if self._is_scoped else f"EXISTS (SELECT {subquery})"

    def join(self, source: str) -> str:
        """Join a table or a subquery that has each `customer_id` at most once; returns its alias."""
        return self._joins.setdefault(source, f"j{len(self._joins)}")

    def local_day(self, column: str) -> str:
        """The business day of an instant."""
        return f"({column} AT TIME ZONE {self.value(str(clock.business_zone()), 'text')})::date"

    # --- For the tree ---------------------------------------------------------------------

    def test(self, node: Node, *, is_exact: bool = False) -> str:
        """SQL of a node; exact ones are never unknown, as within NOT."""
        if isinstance(node, Group):
            joined = (" AND " if node.is_all else " OR ").join(
                self.test(child, is_exact=is_exact) for child in node.children
            )
            return f"({joined})"
        if isinstance(node, Not):
            return f"(NOT {self.test(node.child, is_exact=True)})"
        found = self.leaf(node)
        return f"coalesce({found.sql}, FALSE)" if is_exact and not found.is_total else f"({found.sql})"

    def leaf(self, leaf: Leaf) -> Test:
        if isinstance(leaf, InSegment):
            return self._member(leaf)
        return self._facet(leaf).build(self, leaf)

    def _facet(self, condition: Condition) -> Facet:
        facet = self._facets.get(condition.facet)
        if facet is None:
            raise refusal("segment_facet_unknown", condition.place, condition.facet)
        return facet

    def _member(self, leaf: InSegment) -> Test:
        alias = self.join(
            f"(SELECT customer_id FROM customers_segmentmember"
            f" WHERE segment_id = {self.value(leaf.segment, 'bigint')} AND {self.scope('customer_id')})"
        )
        return Test(f"{alias}.customer_id IS NOT NULL", is_total=True)

    def source(self) -> str:
        """FROM with everything that was joined."""
        joined = (
            f"LEFT JOIN {source} {alias} ON {alias}.customer_id = {CUSTOMER}.id"
            for source, alias in self._joins.items()
        )
        return "\n".join((f"FROM customers_customer {CUSTOMER}", *joined))


def select(
    node: Node, facets: Mapping[str, Facet], *, now: datetime, ids: Sequence[int] | None = None
) -> tuple[str, dict[str, Any]]:
    """The keys of all customers who fit, as one statement and its parameters."""
    statement = Statement(facets, now=now, ids=ids)
    test = statement.test(node)
    scope = statement.scope(f"{CUSTOMER}.id")
    sql = f"SELECT {CUSTOMER}.id AS customer_id\n{statement.source()}\nWHERE {ELIGIBLE} AND {scope} AND {test}"
    return sql, statement.parameters


def answers(
    leaves: Sequence[Leaf], facets: Mapping[str, Facet], *, now: datetime, customer_id: int
) -> tuple[str, dict[str, Any]]:
    """One row about one customer: can they be a member, then of each leaf whether it holds and the fact behind it."""
    statement = Statement(facets, now=now, ids=[customer_id])
    columns = [ELIGIBLE]
    for leaf in leaves:
        found = statement.leaf(leaf)
        columns += [f"coalesce({found.sql}, FALSE)", found.shown or "NULL"]
    joined = ",\n".join(columns)
    sql = f"SELECT {joined}\n{statement.source()}\nWHERE {statement.scope(f'{CUSTOMER}.id')}"
    return sql, statement.parameters
