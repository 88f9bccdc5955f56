"""The queue of complaints, the search for cases and the page of one, over many cases and over a tenth of them.

Cases of three years in two languages, one in ten still open; filled past the guards and clocks, which other parts have.
What pages read stands beside: words for search, messages, a clock of each open case.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from itertools import cycle
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

LIMIT_MS, RATIO = 300, 1.5
# Below this many milliseconds a ratio measures the clock.
FLOOR_MS = 25
# Of `Scale.visits`: each page is asked for as often, by two people.
SHARE = 84
QUEUES = (
    "?show=mine", "?show=team", "?show=unassigned", "?show=waiting", "?show=overdue", "?show=all",
    "?show=all&state=closed", "?show=all&flag=safety", "?show=all&store={store}",
    "?show=unassigned&category={category}",
    "?show=all&priority=high&door=email", "?show=all&sort=due", "?show=unassigned&sort=-rank",
)  # fmt: skip
# Common and rare words, both languages, what nobody said, a number, parts of words.
SEARCHES = (
    "broken",
    "kettle",
    "unicorn7",
    "坏了",
    "水壶",
    "麒麟",
    "nowhere",
    "broken lid",
    "2024-000077",
    "ettl",
    "ke",
)
_FILL = """
INSERT INTO complaints_case (
    number, public_id, state, door, language, customer_id, contact_name, contact_email, contact_phone, subject, text,
    category_id, severity, urgency, priority, is_safety, is_legal, is_confidential, is_legal_hold, lot, store_id,
    team_id, assignee_id, policy_reason, received_at, created_at, resolved_at, closed_at, reopened, due_at, outcome,
    explanation, cause_id, told_how, not_told_why, version)
SELECT extract(year FROM at) || '-' || lpad((%(from)s + n)::text, 9, '0'), gen_random_uuid(),
    state, (ARRAY['email', 'form', 'phone', 'counter', 'member'])[1 + n %% 5],
    CASE WHEN n %% 2 = 0 THEN 'en' ELSE 'zh-hans' END,
    CASE WHEN n %% 3 > 0 THEN (SELECT min(id) FROM customers_customer) + (n::bigint * 7919) %% %(people)s END,
    '', '', '',
    CASE WHEN n %% 2 = 0 THEN 'The kettle is broken' ELSE '水壶坏了' END,
    CASE WHEN n %% 2 = 0 THEN 'It was broken on arrival, and the lid ' ELSE '收到的时候就坏了 ' END || md5(n::text)
        || CASE WHEN n %% 5003 = 0 THEN ' unicorn7 麒麟' ELSE '' END,
    (SELECT min(id) FROM complaints_category) + n %% 20, 1 + n %% 4, 1 + n %% 3,
    CASE WHEN n %% 200 = 0 THEN 99 ELSE (1 + n %% 4) * (1 + n %% 3) END, n %% 200 = 0, false, n %% 100 = 1, false, '',
    (SELECT min(id) FROM sales_store) + n %% (SELECT count(*) FROM sales_store),
    (SELECT min(id) FROM complaints_team) + n %% 5,
    CASE WHEN state <> 'open' OR n %% 20 < 10 THEN %(agent)s END, '', at, at,
    CASE WHEN state = 'closed' THEN at END, CASE WHEN state = 'closed' THEN at END, 0,
    CASE WHEN state = 'open' THEN now() + (n %% 400 - 100) * interval '1 hour' END,
    CASE WHEN state = 'closed' THEN 'justified' ELSE '' END, '', CASE WHEN state = 'closed' THEN %(cause)s END,
    CASE WHEN state = 'closed' THEN 'by mail' ELSE '' END, '', 1
FROM (
    SELECT n, now() - (%(from)s + n) * interval '95 seconds' AS at,
        CASE WHEN n %% 10 <> 5 THEN 'closed' WHEN n %% 40 = 5 THEN 'waiting_customer' ELSE 'open' END AS state
    FROM generate_series(1, %(n)s) n
) told"""
_WORDS = """
INSERT INTO complaints_casewords (case_id, folded)
SELECT id, complaints_fold(concat_ws(' ', number, subject, text)) FROM complaints_case
WHERE NOT EXISTS (SELECT FROM complaints_casewords WHERE case_id = complaints_case.id)"""
_MESSAGES = """
INSERT INTO complaints_casemessage (case_id, direction, means, at, text, html, sender, is_foreign, key, proof)
SELECT id, CASE WHEN n = 1 THEN 'in' ELSE 'out' END, 'email', received_at + n * interval '1 hour', subject, '', '',
    false, '', ''
FROM complaints_case, generate_series(1, 2) n WHERE id > %(after)s"""
_CLOCKS = """
INSERT INTO complaints_caseclock (case_id, kind, n, promised, started_at, due_at, is_late)
SELECT id, kind, 1, 28800, received_at, due_at, false
FROM complaints_case, unnest(ARRAY['respond', 'resolve']) kind WHERE state = 'open' AND id > %(after)s"""


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    database = databases.ensure(f"{scale.name}_surveys", f"{scale.customers} {scale.few_orders} --ledger", fresh=fresh)
    cases = scale.large_customers
    out = databases.run([sys.executable, "-m", "benchmarks.cases", str(cases), str(scale.visits)], database)
    found = json.loads(out.strip().splitlines()[-1])
    return [row for kind in found["many"] for row in _rows(kind, cases, found)], _notes(found)


def _rows(kind: str, cases: int, found: dict[str, Any]) -> list[Row]:
    many, few = found["many"][kind]["p95"], found["few"][kind]["p95"]
    told = f"{few:.0f} ms at {cases // 10:,}"
    work = {"queue": "queue of cases", "search": "search for cases", "case": "page of a case"}[kind]
    growth = max(many, FLOOR_MS) / max(few, FLOOR_MS)
    return [
        Row(f"cases_{kind}", f"{work}, p95 at {cases:,} cases", f"{many:.0f} ms", told, many, LIMIT_MS, "ms"),
        Row(
            f"cases_{kind}_growth", f"the same, {cases:,} cases against {cases // 10:,}", f"{many:.0f} ms",
            f"{few:.0f} ms", growth, RATIO, "×",
        ),
    ]  # fmt: skip


def _notes(found: dict[str, Any]) -> list[str]:
    slowest = [f"{kind} {told['slowest']} ({told['most']:.0f} ms)" for kind, told in found["many"].items()]
    return [f"The slowest by median: {', '.join(slowest)}."]


# --- In the process of the database -------------------------------------------------------


def run_here(cases: int, rounds: int) -> dict[str, Any]:
    _empty()
    about = _about()
    _fill(about, 0, cases // 10)
    few = _visited(rounds)
    _fill(about, cases // 10, cases - cases // 10)
    many = _visited(rounds)
    _empty()
    return {"few": few, "many": many}


def _about() -> dict[str, Any]:
    """Teams, categories, a cause, and an agent, whose are half of the open cases."""
    from benchmarks.pages import _clients
    from complaints.models import Category, Cause, Team, TeamMember, WorkCalendar
    from core.models import User
    from customers.models import Customer

    _clients()
    calendar = WorkCalendar.objects.create(name="Bench")
    teams = [Team.objects.create(name=f"Bench {n}", calendar=calendar) for n in range(5)]
    rows = [Category.objects.create(name=f"Bench {n}") for n in range(20)]
    for row in rows:
        row.path = f"/{row.pk}/"
        row.save(update_fields=["path"])
    agent = User.objects.get(email="owner@bench.example")
    TeamMember.objects.create(team=teams[0], user=agent)
    return {"agent": agent.pk, "people": Customer.objects.count(), "cause": Cause.objects.create(name="Bench").pk}


def _fill(about: dict[str, Any], start: int, n: int) -> None:
    from django.db.models import Max

    from complaints.models import Case

    after = Case.objects.aggregate(last=Max("pk"))["last"] or 0
    _query("ALTER TABLE complaints_case DISABLE TRIGGER USER; ALTER TABLE complaints_casemessage DISABLE TRIGGER USER")
    _query(_FILL, about | {"from": start, "n": n})
    _query(_WORDS)
    _query(_MESSAGES, {"after": after})
    _query(_CLOCKS, {"after": after})
    _query("ALTER TABLE complaints_case ENABLE TRIGGER USER; ALTER TABLE complaints_casemessage ENABLE TRIGGER USER")
    _query("VACUUM ANALYZE complaints_case, complaints_casewords, complaints_casemessage, complaints_caseclock")


def _visited(rounds: int) -> dict[str, Any]:
    from benchmarks.pages import _clients

    paths, clients = _paths(), _clients()
    found = {}
    for kind, asked in paths.items():
        turns = cycle(clients)
        for path in asked:
            _visit(next(turns), path)
        timed: dict[str, list[float]] = {path: [] for path in asked}
        for _n in range(rounds):
            for path in asked:
                for client in clients:
                    timed[path].append(_timed(lambda client=client, path=path: _visit(client, path)))  # type: ignore[misc]
        found[kind] = _summary(timed)
    return found


def _summary(timed: dict[str, list[float]]) -> dict[str, Any]:
    taken = [seconds for seconds_of in timed.values() for seconds in seconds_of]
    medians = {path: statistics.median(seconds) for path, seconds in timed.items()}
    slowest = max(medians, key=lambda path: medians[path])
    p95 = 1000 * statistics.quantiles(taken, n=20)[-1]
    return {"p95": p95, "slowest": slowest, "most": 1000 * medians[slowest]}


def _paths() -> dict[str, list[str]]:
    from django.db.models import Min
    from django.urls import reverse

    from complaints.models import Case, Category
    from sales.models import Store

    queue = reverse("complaints:queue")
    told = {
        "store": Store.objects.aggregate(first=Min("pk"))["first"],
        "category": Category.objects.aggregate(first=Min("pk"))["first"],
    }
    rows = (
        Case.objects.filter(is_confidential=False, customer__assigned_to=None)
        .order_by("pk")
        .values_list("public_id", flat=True)
    )
    n = rows.count()
    return {
        "queue": [queue + query.format(**told) for query in QUEUES],
        "search": [f"{queue}?q={text}" for text in SEARCHES],
        "case": [reverse("complaints:case", args=[rows[n * k // 12]]) for k in range(12)],
    }


def _visit(client: Any, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _empty() -> None:
    """Past the guards, which keep every single case."""
    _query(
        "TRUNCATE complaints_case, complaints_category, complaints_cause, complaints_team, complaints_workcalendar"
        " CASCADE"
    )


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
    print(json.dumps(run_here(int(sys.argv[1]), max(1, int(sys.argv[2]) // SHARE))))
