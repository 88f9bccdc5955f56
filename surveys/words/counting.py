"""The answers of a survey counted in PostgreSQL: a few statements, whatever their number, and little memory.

Counts are kept by version, because what a question asks may differ between them; putting them together is left to
`distributions`. All of it is plain data (JSON), so that a job can keep it (`results`).
"""

# ruff: noqa: S608  # statements are put together of parts written here; what was told goes in as values
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from loyalty.metrics import wallet
from surveys.models import Response, Survey, SurveyVersion
from surveys.questionnaire import Kind, Question, Questionnaire, Role, parsing
from surveys.questionnaire.records import PRICES
from surveys.words.asked import asked

Counts = dict[str, Any]
PLAIN = (Kind.SCORE, Kind.STARS, Kind.CSAT, Kind.CES, Kind.SINGLE, Kind.CONSENT)
LISTS = (Kind.MULTIPLE, Kind.RANKING)
AMOUNTS = (Kind.NUMBER, Kind.MONEY)
BINS = 10
# What they bought in so many days before.
YEAR = timedelta(days=365)

_COLUMNS = (
    "version_id", "answers", "finished_on", "finished_at", "customer_id",
)  # fmt: skip
_EACH = "picked, jsonb_each(picked.answers) AS said(key, value)"
_MINE = "(picked.version_id, said.key) IN (SELECT * FROM unnest(%s::bigint[], %s::text[]))"
_ANSWERED = f"""
SELECT version_id, key, count(*) FILTER (WHERE value <> 'null'), count(*) FILTER (WHERE value = 'null')
FROM {_EACH} WHERE {_MINE} GROUP BY 1, 2"""
_PLAIN = f"""
SELECT version_id, key, value #>> '{{}}', count(*) FROM {_EACH} WHERE {_MINE} AND value <> 'null' GROUP BY 1, 2, 3"""
_LISTS = f"""
SELECT version_id, key, one, place, count(*) FROM {_EACH},
    jsonb_array_elements_text(CASE jsonb_typeof(value) WHEN 'array' THEN value ELSE '[]' END)
    WITH ORDINALITY AS chosen(one, place)
WHERE {_MINE} GROUP BY 1, 2, 3, 4"""
_MATRICES = f"""
SELECT version_id, key, line, number::int, count(*) FROM {_EACH},
    jsonb_each_text(CASE jsonb_typeof(value) WHEN 'object' THEN value ELSE '{{}}' END) AS cell(line, number)
WHERE {_MINE} GROUP BY 1, 2, 3, 4"""
_WISHES = f"""
SELECT version_id, key, value ->> 'wants', count(*) FROM {_EACH} WHERE {_MINE} AND value <> 'null' GROUP BY 1, 2, 3"""
_MONTHS = f"""
SELECT version_id, key, left(value #>> '{{}}', 7), count(*) FROM {_EACH}
WHERE {_MINE} AND value <> 'null' GROUP BY 1, 2, 3 ORDER BY 3"""
_AMOUNTS = f"""
, told AS (SELECT key, (value #>> '{{}}')::numeric AS number FROM {_EACH} WHERE {_MINE} AND value <> 'null'),
borders AS (
    SELECT key, count(*) AS n, min(number) AS low, max(number) AS high, avg(number) AS mean,
        percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY number) AS quarters
    FROM told GROUP BY key),
bins AS (
    SELECT key, bin, count(*) AS n FROM (
        SELECT key, CASE WHEN high = low THEN 1
            ELSE least(width_bucket(number, low, high, {BINS}), {BINS}) END AS bin FROM told JOIN borders USING (key)
    ) AS placed GROUP BY key, bin)
SELECT key, borders.n, low, high, mean, quarters, jsonb_object_agg(bin, bins.n)
FROM borders JOIN bins USING (key) GROUP BY key, borders.n, low, high, mean, quarters"""


def questionnaires(survey: Survey) -> dict[int, Questionnaire]:
    """By key of the version, the newest first."""
    return {row.pk: parsing.read(row.form) for row in _versions(survey)}


def _versions(survey: Survey) -> Iterable[SurveyVersion]:
    return SurveyVersion.objects.filter(survey=survey).order_by("-number")


def count(rows: QuerySet[Response], forms: dict[int, Questionnaire]) -> Counts:
    """Of these answers, to these versions."""
    picked = _Picked(rows)
    counts: Counts = {
        "answers": picked.rows("SELECT version_id, count(*) FROM picked GROUP BY 1"),
        "days": picked.rows("SELECT min(finished_on)::text, max(finished_on)::text FROM picked")[0],
        "asked": [one for pk, form in forms.items() for one in _asked(picked, pk, form)],
        "answered": picked.of(_ANSWERED, forms, tuple(Kind)),
        "plain": picked.of(_PLAIN, forms, PLAIN),
        "lists": picked.of(_LISTS, forms, LISTS),
        "matrices": picked.of(_MATRICES, forms, (Kind.MATRIX,)),
        "wishes": picked.of(_WISHES, forms, (Kind.CONTACT,)),
        "months": picked.of(_MONTHS, forms, (Kind.DATE,)),
        "amounts": [_plain(row) for row in picked.of(_AMOUNTS, forms, AMOUNTS)],
    }
    newest = next(iter(forms.values()), None)
    return counts | (_special(picked, newest) if newest else {})


class _Picked:
    """Statements over the picked answers."""

    def __init__(self, rows: QuerySet[Response]) -> None:
        self.sql, self.values = rows.order_by().values(*_COLUMNS).query.sql_with_params()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[list[Any]]:
        """`sql` may go on with further parts of the WITH: it then begins with a comma."""
        with connection.cursor() as cursor:
            cursor.execute(f"WITH picked AS NOT MATERIALIZED ({self.sql}) {sql}", [*self.values, *values])
            return [list(row) for row in cursor.fetchall()]

    def of(self, sql: str, forms: dict[int, Questionnaire], kinds: Sequence[Kind]) -> list[list[Any]]:
        """Of the questions of these kinds; no statement when there are none."""
        pairs = [(pk, one.key) for pk, form in forms.items() for one in form.questions if one.kind in kinds]
        return self.rows(sql, [[pk for pk, _key in pairs], [key for _pk, key in pairs]]) if pairs else []


def _asked(picked: _Picked, version: int, form: Questionnaire) -> list[list[Any]]:
    """[version, key, how many were asked]; None where nobody can tell any more."""
    tests = [(question.key, asked(question)) for question in form.questions]
    known = [(key, *test) for key, test in tests if test is not None]
    parts = "".join(f", count(*) FILTER (WHERE {sql})" for _key, sql, _values in known)
    values = [value for _key, _sql, told in known for value in told]
    numbers = picked.rows(f"SELECT count(*){parts} FROM picked WHERE version_id = %s", [*values, version])[0][1:]
    found = dict(zip((key for key, _sql, _values in known), numbers, strict=True))
    return [[version, key, found.get(key)] for key, _test in tests]


def _plain(row: list[Any]) -> list[Any]:
    key, n, low, high, mean, quarters, bins = row
    numbers = [float(one) for one in (low, high, mean, *quarters)]
    return [key, n, *numbers, bins if isinstance(bins, dict) else json.loads(bins)]


# --- Of the special kinds -----------------------------------------------------------------


def _special(picked: _Picked, form: Questionnaire) -> Counts:
    """By the questions of the newest version; keys are the same in all."""
    counts: Counts = {}
    four = [form.of_role(role) for role in PRICES]
    if all(four):
        counts["prices"] = _prices(picked, [one for one in four if one])
    if lost := form.of_role(Role.LOST):
        counts["lost"] = picked.rows(_LOST.format(bought=_bought("last.at")), [lost.key])
    if spend := form.of_role(Role.SPEND):
        sql = _WALLET.format(bought=_bought("picked.finished_on"), share=wallet.share("bought", "stated"))
        counts["wallet"] = picked.rows(sql, [spend.key, spend.key])[0]
    return counts


def _amount(name: str) -> str:
    return f"CASE jsonb_typeof(answers -> %s) WHEN 'number' THEN (answers ->> %s)::bigint END AS {name}"


_TOLD = f"""
, told AS (
    SELECT {_amount("a")}, {_amount("b")}, {_amount("c")}, {_amount("d")} FROM picked),
whole AS (
    SELECT a, b, c, d, a < b AND b < c AND c < d AS fits FROM told
    WHERE a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL AND d IS NOT NULL)"""
_PRICES = f"""{_TOLD}
SELECT name, price, count(*) FROM whole, LATERAL (
    VALUES ('too_cheap', a), ('cheap', b), ('expensive', c), ('too_expensive', d)) AS named(name, price)
WHERE fits GROUP BY 1, 2 ORDER BY 1, 2"""
_LEFT_OUT = f"""{_TOLD}
SELECT (SELECT count(*) FROM told WHERE num_nonnulls(a, b, c, d) > 0), (SELECT count(*) FROM whole),
    (SELECT count(*) FROM whole WHERE fits)"""


def _prices(picked: _Picked, four: list[Question]) -> Counts:
    keys = [question.key for question in four for _twice in range(2)]
    some, whole, fits = picked.rows(_LEFT_OUT, keys)[0]
    return {"named": picked.rows(_PRICES, keys), "unfinished": some - whole, "unordered": whole - fits}


def _bought(until: str) -> str:
    """Net of the year up to a day."""
    return f"""(
    SELECT coalesce(sum(p.amount - p.returned), 0) FROM sales_purchase p
    WHERE p.customer_id = picked.customer_id AND p.state <> 'cancelled'
        AND p.occurred_on <= {until} AND p.occurred_on > {until} - {YEAR.days})"""


# The value that went with somebody: what they bought in the year up to their last purchase before they answered.
_LOST = """
, worth AS (
    SELECT picked.answers -> %s AS why, picked.customer_id, {bought} AS bought
    FROM picked LEFT JOIN LATERAL (
        SELECT max(occurred_on) AS at FROM sales_purchase p
        WHERE p.customer_id = picked.customer_id AND p.state <> 'cancelled' AND p.occurred_on <= picked.finished_on
    ) AS last ON true)
SELECT reason, count(*), count(customer_id), sum(bought)::bigint FROM worth,
    jsonb_array_elements_text(CASE jsonb_typeof(why) WHEN 'array' THEN why WHEN 'string' THEN jsonb_build_array(why)
        ELSE '[]' END) AS reason
GROUP BY 1 ORDER BY 4 DESC, 2 DESC, 1"""
# Of who told what they spend and is known: what of it they spent here, in the year up to their answer.
_WALLET = """
, told AS (
    SELECT (answers ->> %s)::bigint AS stated, customer_id, {bought} AS bought FROM picked
    WHERE jsonb_typeof(answers -> %s) = 'number')
SELECT count(*), coalesce(sum(stated), 0)::bigint,
    coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY stated), 0)::bigint,
    count(*) FILTER (WHERE customer_id IS NOT NULL AND stated > 0),
    coalesce(sum(bought) FILTER (WHERE customer_id IS NOT NULL AND stated > 0), 0)::bigint,
    avg({share}) FILTER (WHERE customer_id IS NOT NULL AND stated > 0)
FROM told"""
