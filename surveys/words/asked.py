"""Who was asked a question, as SQL over the answers: those whose earlier answers led to it (`questionnaire.branching`).

What was not asked is not among the kept answers, so that each condition can be read from them alone. A condition on
what is known of the customer cannot be read later: then there is no such number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from surveys.questionnaire import Condition, Question

_EMPTY = """coalesce({found} IN ('null'::jsonb, '""'::jsonb, '[]'::jsonb, '{{}}'::jsonb), true)"""
_ORDER = "coalesce(jsonb_typeof({found}) = jsonb_typeof({value}) AND {found} {sign} {value}, false)"
_AMONG = """EXISTS (
    SELECT FROM jsonb_array_elements(CASE jsonb_typeof({found}) WHEN 'array' THEN {found}
        ELSE jsonb_build_array(coalesce({found}, 'null'::jsonb)) END) AS one
    WHERE one IN (SELECT jsonb_array_elements({value})))"""
_TESTS: Mapping[str, str] = {
    "eq": "coalesce({found}, 'null'::jsonb) = {value}",
    "ne": "coalesce({found}, 'null'::jsonb) <> {value}",
    "lte": _ORDER.replace("{sign}", "<="),
    "gte": _ORDER.replace("{sign}", ">="),
    "in": _AMONG,
    "answered": f"NOT {_EMPTY}",
    "unanswered": _EMPTY,
}


def asked(question: Question) -> tuple[str, list[Any]] | None:
    """A condition on `answers`, with its values; None where it hangs on what is known of the customer."""
    if any(test.fact for test in question.show_if):
        return None
    sql: list[str] = []
    values: list[Any] = []
    for test in question.show_if:
        one, told = _test(test)
        sql.append(f"({one})")
        values += told
    return " AND ".join(sql) or "true", values


def _test(test: Condition) -> tuple[str, list[Any]]:
    """Each place of the pattern takes its value in turn."""
    pattern = _TESTS[test.op]
    value = test.value
    if test.op == "in" and not isinstance(value, list):
        value = [value]
    values = [test.question if place == "found" else json.dumps(value) for place in _places(pattern)]
    return pattern.format(found="(answers -> %s)", value="%s::jsonb"), values


def _places(pattern: str) -> list[str]:
    marks = [(at, name) for name in ("found", "value") for at in _all(pattern, f"{{{name}}}")]
    return [name for _at, name in sorted(marks)]


def _all(text: str, part: str) -> list[int]:
    places, at = [], text.find(part)
    while at >= 0:
        places.append(at)
        at = text.find(part, at + 1)
    return places
