"""The usual ways in which a facet becomes SQL. Names given here are of tables and columns, from the code alone.

`column` asks a fact of which everybody has one at most, `many` a table with a row for each value that somebody
has, `event` one with a row (and a day) for each time that something happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from customers.segments.compiling import CUSTOMER, Statement, Test
from customers.segments.facets import Build
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition

# SQL of the fact, given the statement (to join what it is read from).
Fact = Callable[[Statement], str]

_CASTS = {Kind.NUMBER: "numeric", Kind.MONEY: "bigint", Kind.TEXT: "text", Kind.CHOICE: "text", Kind.DATE: "date"}
_SIGNS = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_OPPOSITES = {"ne": "eq", "is_not": "is", "not_in": "in"}


def own(column: str) -> Fact:
    """A column of the customer."""
    return lambda _statement: f"{CUSTOMER}.{column}"


def of(table: str, column: str) -> Fact:
    """A column of a table with one row, at most, for each `customer_id`."""
    return lambda statement: f"{statement.join(table)}.{column}"


def day_of(fact: Fact) -> Fact:
    """The business day of an instant."""
    return lambda statement: statement.local_day(fact(statement))


def column(kind: Kind, fact: Fact, *, is_text: bool = False) -> Build:
    """`is_text`: of a choice kept as a text, where an empty one says that nothing is known; else NULL says it."""
    has_empty = is_text or kind is Kind.TEXT

    def build(statement: Statement, condition: Condition) -> Test:
        known = f"nullif({fact(statement)}, '')" if has_empty else fact(statement)
        return compare(statement, kind, known, condition)

    return build


def compare(statement: Statement, kind: Kind, fact: str, condition: Condition) -> Test:
    """The operators of all kinds but events and yearly days, for SQL of a fact that is NULL when it is not known."""
    op = condition.op
    if op in {"empty", "filled"}:
        return Test(f"{fact} IS {'NOT ' if op == 'filled' else ''}NULL", is_total=True, shown=fact)
    if op in {"yes", "no"}:
        return Test(f"{fact} IS {'NOT ' if op == 'no' else ''}TRUE", is_total=True, shown=fact)
    positive = _OPPOSITES.get(op, op)
    sql = _positive(statement, kind, fact, positive, condition.value)
    return Test(sql if op == positive else f"({sql}) IS NOT TRUE", is_total=op != positive, shown=fact)


def _positive(statement: Statement, kind: Kind, fact: str, op: str, value: Any) -> str:
    cast = _CASTS[kind]
    if op == "between":
        return f"{fact} BETWEEN {statement.value(value[0], cast)} AND {statement.value(value[1], cast)}"
    if kind is Kind.DATE:
        return _on_days(statement, fact, op, value)
    if kind is Kind.CHOICE:
        return f"{fact}::text = ANY ({statement.value(list(value), 'text[]')})"
    if kind is Kind.TEXT:
        return _worded(statement, fact, op, value)
    return f"{fact} {_SIGNS[op]} {statement.value(value, cast)}"


def _worded(statement: Statement, fact: str, op: str, value: str) -> str:
    """Whatever the case; no pattern of LIKE, whose signs people may type."""
    told = f"lower({statement.value(value, 'text')})"
    if op == "is":
        return f"lower({fact}) = {told}"
    return f"starts_with(lower({fact}), {told})" if op == "starts" else f"strpos(lower({fact}), {told}) > 0"


def _on_days(statement: Statement, fact: str, op: str, value: Any) -> str:
    day = statement.day
    if op == "last_days":
        first = statement.value(day - timedelta(days=value), "date")
        return f"({fact} > {first} AND {fact} <= {statement.value(day, 'date')})"
    if op == "next_days":
        end = statement.value(day + timedelta(days=value), "date")
        return f"({fact} >= {statement.value(day, 'date')} AND {fact} < {end})"
    if op == "days_ago":
        return f"{fact} <= {statement.value(day - timedelta(days=value), 'date')}"
    return f"{fact} {'<' if op == 'before' else '>='} {statement.value(value, 'date')}"


def flag(condition_sql: str) -> Build:
    """Yes or no: whether a row of a table, given as FROM … WHERE …, is there. `{scope}` stands for the restriction."""

    def build(statement: Statement, condition: Condition) -> Test:
        source = condition_sql.replace("{scope}", statement.scope("customer_id"))
        alias = statement.join(f"(SELECT DISTINCT customer_id {source})")
        return presence(f"{alias}.customer_id", is_wanted=condition.op == "yes")

    return build


def many(table: str, value: str, *, cast: str = "bigint", where: str = "TRUE") -> Build:
    """Who has one of these values: `table` has `customer_id` and `value` (SQL), several rows for a customer."""

    def build(statement: Statement, condition: Condition) -> Test:
        conditions = [where, statement.scope("customer_id")]
        if condition.op in {"in", "not_in"}:
            told = statement.value(typed(condition.value, cast), f"{cast}[]")
            conditions.append(f"{value} = ANY ({told})")
        alias = statement.join(f"(SELECT DISTINCT customer_id FROM {table} WHERE {' AND '.join(conditions)})")
        return presence(f"{alias}.customer_id", is_wanted=condition.op in {"in", "filled"})

    return build


def typed(values: Sequence[str], cast: str) -> list[Any]:
    """Values of a rule as the column has them; of numbers what is none fits nobody."""
    return [int(value) for value in values if value.isdecimal()] if cast == "bigint" else list(values)


def presence(key: str, *, is_wanted: bool) -> Test:
    return Test(f"{key} IS {'NOT ' if is_wanted else ''}NULL", is_total=True)


def happened(
    statement: Statement, condition: Condition, *, source: str, customer: str, day: str, narrowed: Sequence[str] = ()
) -> Test:
    """An event: at least so often within the last days. `source` is what follows FROM, `day` SQL of its day.

    `narrowed` are further conditions; one row for each time, so that rows are counted.
    """
    told: EventValue = condition.value
    conditions = [f"{customer} IS NOT NULL", *narrowed, statement.scope(customer)]
    if told.days is not None:
        first = statement.value(statement.day - timedelta(days=told.days), "date")
        conditions += [f"{day} > {first}", f"{day} <= {statement.value(statement.day, 'date')}"]
    often = f"HAVING count(*) >= {statement.value(told.times, 'bigint')}" if told.times > 1 else ""
    alias = statement.join(
        f"(SELECT {customer} AS customer_id FROM {source} WHERE {' AND '.join(conditions)} GROUP BY {customer} {often})"
    )
    return presence(f"{alias}.customer_id", is_wanted=condition.op == "has")
