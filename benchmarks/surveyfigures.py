"""The dashboard of scores with its four breakdowns, over many answers and over a tenth of them; and counting them.

Answers of three years by customers who answered about ten times each, so that most are not the latest of their
customer; two in ten without a name. What pages read was counted in full before, a batch more by what changed.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

LIMIT_MS, RATIO = 300, 1.5
WARM_UP, VISITS = 6, 60
BATCH = 5_000
_FILL = """
INSERT INTO surveys_response (
    public_id, survey_id, version_id, customer_id, origin, language, answers, metric, scale, score, outcome, comment,
    weight, store_id, channel_id, product_id, started_at, finished_at, finished_on)
SELECT gen_random_uuid(), %(survey)s, %(version)s,
    CASE WHEN random() < 0.8 THEN (SELECT min(id) FROM customers_customer) + floor(random() * %(people)s)::bigint END,
    'link', 'en', jsonb_build_object('score', score), 'nps', '0-10', score,
    CASE WHEN score >= 9 THEN 'high' WHEN score >= 7 THEN 'middle' ELSE 'low' END, '', 1,
    (SELECT min(id) FROM sales_store) + number %% (SELECT count(*) FROM sales_store),
    (SELECT min(id) FROM sales_channel) + number %% (SELECT count(*) FROM sales_channel),
    (SELECT min(id) FROM sales_product) + number * 7 %% (SELECT count(*) FROM sales_product), at, at, at::date
FROM (
    SELECT number, floor(11 * sqrt(random()))::int AS score, now() - random() * interval '1095 days' AS at
    FROM generate_series(1, %(n)s) number
) told"""


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    database = databases.ensure(f"{scale.name}_surveys", f"{scale.customers} {scale.few_orders} --ledger", fresh=fresh)
    answers = scale.large_customers
    out = databases.run([sys.executable, "-m", "benchmarks.surveyfigures", str(answers)], database)
    found = json.loads(out.strip().splitlines()[-1])
    return _rows(answers, found), [
        f"Counting {answers:,} answers in full took {found['full']:.0f} s and made {found['cells']:,} sums."
    ]


def _rows(answers: int, found: dict[str, float]) -> list[Row]:
    many, few = found["many"], found["few"]
    return [
        Row(
            "surveys_dashboard", f"dashboard of scores with four breakdowns, p95 at {answers:,} answers",
            f"{many:.0f} ms", f"{few:.0f} ms at {answers // 10:,}", many, LIMIT_MS, "ms",
        ),
        Row(
            "surveys_dashboard_growth", f"the same, {answers:,} answers against {answers // 10:,}",
            f"{many:.0f} ms", f"{few:.0f} ms", many / few, RATIO, "×",
        ),
        Row(
            "surveys_fold", f"{BATCH:,} further answers counted, {answers:,} being there", f"{found['fold']:.1f} s",
            "the minute after which the next sweep comes", found["fold"], 60, "s",
        ),
    ]  # fmt: skip


# --- In the process of the database -------------------------------------------------------


def run_here(answers: int) -> dict[str, Any]:
    from surveys.figures import counting
    from surveys.models import FigureCell

    _empty()
    survey, version = _survey()
    _fill(survey, version, answers // 10)
    _recount()
    few = _p95()
    _fill(survey, version, answers - answers // 10)
    full = _timed(_recount)
    many, cells = _p95(), FigureCell.objects.count()
    _fill(survey, version, BATCH)
    fold = _timed(lambda: counting.fold(now=_now(), limit=BATCH))
    _empty()
    return {"few": few, "many": many, "full": full, "fold": fold, "cells": cells}


def _now() -> Any:
    from core import clock

    return clock.now()


def _recount() -> None:
    from surveys.figures import counting

    counting.recount(now=_now())
    _query("VACUUM ANALYZE surveys_response, surveys_responsefigure, surveys_figurecell")


def _survey() -> tuple[int, int]:
    from surveys.models import Survey, SurveyVersion

    made = Survey.objects.create(
        name="Bench", kind="nps", relation="relational", state="open", created_at=_now(), opened_at=_now()
    )
    form = {"questions": [{"key": "score", "kind": "score", "role": "main", "title": {"en": "Would you?"}}]}
    version = SurveyVersion.objects.create(
        survey=made, number=1, form=form, metric="nps", scale="0-10", created_at=_now()
    )
    return made.pk, version.pk


def _fill(survey: int, version: int, n: int) -> None:
    from customers.models import Customer

    _query(_FILL, {"survey": survey, "version": version, "n": n, "people": Customer.objects.count()})


def _p95() -> float:
    from django.urls import reverse

    from benchmarks.pages import _clients

    client, path = _clients()[0], reverse("surveys:dashboard")
    timed = [_timed(lambda: _visit(client, path)) for _ in range(WARM_UP + VISITS)][WARM_UP:]
    return 1000 * statistics.quantiles(timed, n=20)[-1]


def _visit(client: Any, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _empty() -> None:
    """Past the guards, which keep every single answer."""
    _query("TRUNCATE surveys_survey CASCADE")
    _query("TRUNCATE surveys_figurecell, surveys_figuretouch, surveys_figurestudy")


def _timed(work: Callable[[], Any]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def _query(statement: str, values: dict[str, Any] | None = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(statement, values)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(run_here(int(sys.argv[1]))))
