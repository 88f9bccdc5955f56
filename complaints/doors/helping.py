"""Answered questions: read, searched in English and Chinese, and what was looked for in vain counted.

A search is found where at least half of its terms stand, stems of English words and pairs of Chinese characters;
the question counts twice. Where nothing stands, a question that is spelled nearly alike is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q, QuerySet, Sum

from complaints.models import HelpArticle, HelpSearch
from complaints.models.helping import LONGEST_TERM
from core import clock
from core.text import fold
from customers.search import grams
from surveys.words.stopwords import CHINESE

LONGEST, MOST = 200, 12
# Of a day so many different searches are told apart, the rest together; and they are kept so long.
TERMS_A_DAY, KEPT = 300, timedelta(days=180)
REPORTED = timedelta(days=90)
_WORDS = 6
# Chinese words that say nothing, the longest first, and signs that end sentences.
_STOPPED = re.compile(
    "|".join([*sorted((word for word in CHINESE if len(word) > 1), key=len, reverse=True), "[的了吗呢吧]"])
)
_PERSONAL = re.compile(r"@|\d{4,}")
_FOUND = """
SELECT id FROM (
    SELECT id, place, question,
           cardinality(ARRAY(SELECT unnest(asked_terms) INTERSECT SELECT unnest(%(terms)s::text[]))) AS in_question,
           cardinality(ARRAY(SELECT unnest(terms) INTERSECT SELECT unnest(%(terms)s::text[]))) AS anywhere
    FROM complaints_helparticle WHERE is_published
) AS rated
WHERE 2 * anywhere >= %(n)s AND anywhere > 0
ORDER BY in_question + anywhere DESC, in_question DESC, place, question LIMIT %(most)s"""
_NEARLY = """
SELECT id FROM complaints_helparticle WHERE is_published AND word_similarity(%(text)s, asked) >= 0.5
ORDER BY word_similarity(%(text)s, asked) DESC, place, question LIMIT %(most)s"""
_COUNT = """
INSERT INTO complaints_helpsearch (day, term, language, n) VALUES (%s, %s, %s, 1)
ON CONFLICT (day, term, language) DO UPDATE SET n = complaints_helpsearch.n + 1"""


@dataclass(frozen=True)
class Shown:
    """In one language; `language` says in which, where it is not the page's."""

    public_id: UUID
    question: str
    answer: str
    language: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    articles: list[Shown]


def search(text: str, language: str) -> list[Shown]:
    """The best first; nothing for what holds no word."""
    folded = fold(text.replace("\0", " "))[:LONGEST]
    terms = _terms(folded)
    ids = _ids(_FOUND, terms=terms, n=len(terms)) if terms else []
    if not ids and len(folded) >= 4:
        ids = _ids(_NEARLY, text=folded)
    rows = HelpArticle.objects.in_bulk(ids)
    return [_in(rows[pk], language) for pk in ids]


def _terms(folded: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(to_tsvector('english', %s))", [folded])
        stems = [stem for stem in cursor.fetchone()[0] if stem.isascii()]
    return sorted({*stems, *(grams(_STOPPED.sub(" ", folded)) or grams(folded))})


def _ids(query: str, **told: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, told | {"most": MOST})
        return [pk for (pk,) in cursor.fetchall()]


def by_topic(language: str) -> list[Group]:
    """All of them, below their topics; those without one come last."""
    groups: dict[int, Group] = {}
    rows = HelpArticle.objects.filter(is_published=True).select_related("topic")
    for row in sorted(rows, key=_topic_order):
        name = str(row.topic.translations.get(language) or row.topic.name) if row.topic else ""
        groups.setdefault(row.topic_id or 0, Group(name, [])).articles.append(_in(row, language))
    return list(groups.values())


def _topic_order(row: HelpArticle) -> tuple[bool, int, int]:
    return (row.topic is None, row.topic.place if row.topic else 0, row.topic_id or 0)


def find(public_id: UUID, language: str) -> Shown | None:
    row = HelpArticle.objects.filter(public_id=public_id, is_published=True).first()
    return _in(row, language) if row else None


def _in(row: HelpArticle, language: str) -> Shown:
    told = row.translations.get(language) or {}
    if told.get("question") and told.get("answer"):
        return Shown(row.public_id, told["question"], told["answer"])
    return Shown(row.public_id, row.question, row.answer, "" if language == "en" else "en")


# --- Looked for in vain -------------------------------------------------------------------


def count_unfound(text: str, language: str, *, now: datetime) -> None:
    """By day and term; never what names somebody: addresses and long numbers are left out."""
    day = clock.business_day(now)
    term = term_of(text)
    if not term:
        return
    today = HelpSearch.objects.filter(day=day)
    if not today.exists():
        HelpSearch.objects.filter(day__lt=day - KEPT).delete()
    if today.count() >= TERMS_A_DAY and not today.filter(term=term, language=language).exists():
        term = ""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [day, term, language])


def term_of(text: str) -> str:
    """As it is kept: a few words in small letters."""
    words = [word for word in fold(text.replace("\0", " ")).split() if not _PERSONAL.search(word)]
    return " ".join(words[:_WORDS])[:LONGEST_TERM].strip()


def unfound(today: date) -> QuerySet[HelpSearch, Any]:
    """Of the last ninety days, the most wanted first: `term`, `language`, `times`, `last`."""
    rows = HelpSearch.objects.filter(Q(day__gt=today - REPORTED)).values("term", "language")
    return rows.annotate(times=Sum("n"), last=Max("day")).order_by("-times", "-last", "term")
