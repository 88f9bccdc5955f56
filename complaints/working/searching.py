"""Finding cases: by number, by customer, by words in English and Chinese.

Doors are asked one after the other, as for customers (`customers.search`). Words are looked for among the newest cases
first: where they are common there, these are what is wanted, and no index need tell of all the others. Rare ones are
found through an index of trigrams (Latin) or of pairs of characters (Chinese).
"""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import F, Max

from complaints.models import Case, CaseWords
from complaints.querysets import CaseQuerySet
from core import clock
from customers.models import Customer
from customers.names import has_han
from customers.search import Among, grams, ids

LIMIT = 500
LONGEST = 100
# Among so many of the newest, so many hits make a word common.
WINDOW, COMMON = 5_000, 100
CUSTOMERS = 50
SHORTEST = 3
YEARS = 10
_NUMBER = re.compile(r"#?(?:(\d{4})-)?0*(\d{1,9})")
_NEWEST = """
SELECT case_id FROM complaints_casewords WHERE case_id > %(after)s
GROUP BY case_id HAVING {somewhere} ORDER BY case_id DESC LIMIT %(limit)s"""
# The fence keeps the planner from walking all cases from the newest on, which a rare word never ends.
_ALL = """
SELECT DISTINCT case_id FROM (SELECT case_id FROM complaints_casewords WHERE {holds} OFFSET 0) found
ORDER BY case_id DESC LIMIT %(limit)s"""
# Of a case with several rows each word may stand in another one.
_LONG = """
SELECT case_id FROM ({found}) found
WHERE (SELECT {somewhere} FROM complaints_casewords words WHERE words.case_id = found.case_id)
ORDER BY case_id DESC LIMIT %(limit)s"""
_HOLDING = "SELECT case_id FROM complaints_casewords WHERE is_long AND {holds}"


def search(rows: CaseQuerySet, text: str, user: Any) -> CaseQuerySet:
    """Of these cases at most `LIMIT` that the text finds; an empty text finds all of them."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST]
    if not text:
        return rows
    found = dict.fromkeys([*by_number(text), *_by_customer(text, user), *by_words(text)])
    return rows.filter(Among(F("pk"), ids(list(found)[:LIMIT])))


def by_number(text: str) -> list[int]:
    told = _NUMBER.fullmatch(text)
    if told is None:
        return []
    this_year = clock.today().year
    years = [int(told[1])] if told[1] else range(this_year - YEARS, this_year + 1)
    return list(
        Case.objects.filter(number__in=[f"{year}-{int(told[2]):06}" for year in years]).values_list("pk", flat=True)
    )


def _by_customer(text: str, user: Any) -> list[int]:
    if not user.has_perm("customers.view_customer"):
        return []
    whose = list(Customer.objects.visible_to(user).search(text, limit=CUSTOMERS).values_list("pk", flat=True))
    rows = Case.objects.filter(customer__in=whose).order_by("-received_at", "-pk")
    return list(rows.values_list("pk", flat=True)[:LIMIT]) if whose else []


def by_words(text: str) -> list[int]:
    """Every word of it, or run of Chinese, somewhere in the case; the newest first."""
    parts = _folded(text).split()
    newest = CaseWords.objects.aggregate(last=Max("case"))["last"]
    if not parts or newest is None:
        return []
    stands, values = _stand_there(parts)
    somewhere = " AND ".join(f"bool_or({holds})" for holds in stands)
    found = _ids(_NEWEST.format(somewhere=somewhere), values | {"after": newest - WINDOW})
    indexed, more = _indexed(parts)
    if len(found) >= COMMON or not indexed:
        return found
    values = values | more
    found = _ids(_ALL.format(holds=" AND ".join([*stands, *indexed])), values)
    if len(parts) > 1:
        each = " INTERSECT ".join(_HOLDING.format(holds=holds) for holds in indexed)
        found = [*found, *_ids(_LONG.format(found=each, somewhere=somewhere), values)]
    return sorted(set(found), reverse=True)[:LIMIT]


def _folded(text: str) -> str:
    """As the database folds what was said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaints_fold(%s)", [text])
        return str(cursor.fetchone()[0])


def _stand_there(parts: list[str]) -> tuple[list[str], dict[str, Any]]:
    return [f"strpos(folded, %(p{n})s) > 0" for n, _part in enumerate(parts)], {
        f"p{n}": part for n, part in enumerate(parts)
    }


def _indexed(parts: list[str]) -> tuple[list[str], dict[str, Any]]:
    """Of each that is long enough what an index answers; it may say yes too often, never no."""
    holds: list[str] = []
    values: dict[str, Any] = {}
    for n, part in enumerate(parts):
        if has_han(part):
            holds.append(f"customers_grams(folded) @> %(g{n})s::text[]")
            values[f"g{n}"] = grams(part)
        elif len(part) >= SHORTEST:
            holds.append(f"folded LIKE %(l{n})s")
            values[f"l{n}"] = f"%{_escaped(part)}%"
    return holds, values


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _ids(statement: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"limit": LIMIT})
        return [pk for (pk,) in cursor.fetchall()]
