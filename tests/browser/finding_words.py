"""Surveys whose words and results the browser looks at: of the demo, else made through the services."""

from __future__ import annotations

from typing import Any

from core import clock
from surveys.models import CommentWords, CompetitorPrice, Response, Survey, Theme
from surveys.words import themes


def _survey() -> Survey:
    """One with answers that name who gave them, and words that are read."""
    answered = Survey.objects.filter(is_anonymous=False, responses__finished_at__isnull=False)
    found = answered.exclude(responses__comment="").order_by("pk").first() or _made()
    while themes.read_some(now=clock.now()):
        pass
    return found


def _made() -> Survey:
    from tests.surveys.factories import answer, survey
    from tests.surveys.factories_words import EVERY_KIND

    of = survey(EVERY_KIND, created_at=clock.now())
    for n in range(12):
        raw = {"why": "价格太贵" if n % 2 else "Prices are fair, the staff is kind", "liked": ["tea"]}
        answer(of, n % 11, raw=raw, now=clock.now())
    return of


def _theme() -> Theme:
    themes.add_ready(actor=None, now=clock.now())
    return Theme.objects.order_by("pk")[0]


def find_survey() -> tuple[Any, ...]:
    return (_survey().public_id,)


def find_theme() -> tuple[Any, ...]:
    _survey()
    return (_theme().public_id,)


def find_comment() -> tuple[Any, ...]:
    """Of an answer that can be tagged."""
    survey = _survey()
    _theme()
    response = CommentWords.objects.filter(survey=survey).order_by("-pk").values_list("response", flat=True)[0]
    return (Response.objects.get(pk=response).public_id,)


def note_price() -> tuple[Any, ...]:
    from sales.models import Product
    from surveys.words import pricing

    if not CompetitorPrice.objects.exists():
        product = Product.objects.order_by("pk")[0]
        pricing.note_price(
            product=product, seller="Corner shop", price=1990, seen_on=clock.today(), actor=None, now=clock.now()
        )
    return ()
