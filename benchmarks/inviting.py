"""A hundred thousand invitations to a survey, written down; then asked, as the sweep asks."""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import dataclass
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

BAR_SECONDS, BAR_MB = 60, 300
ASKED = 2000
_CONSENTS = """
INSERT INTO customers_consent (customer_id, channel, purpose, state, source, text_version, address, changed_at)
SELECT id, 'email', 'survey', 'granted', 'bench', '', '', now() FROM customers_customer WHERE email <> ''
ON CONFLICT DO NOTHING"""


@dataclass(frozen=True)
class Times:
    """Seconds; `megabytes` is the peak of the whole process."""

    invited: int
    inviting: float
    asked: int
    asking: float
    megabytes: float


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    filled = databases.ensure(f"{scale.name}_reached", f"{scale.customers} {scale.customers}", fresh=fresh)
    database = f"{databases.PREFIX}_inviting"
    databases.copy(filled, database)
    out = databases.run([sys.executable, "-m", "benchmarks.inviting"], database)
    times = Times(**json.loads(out.strip().splitlines()[-1]))
    rate = times.asked / times.asking if times.asking else 0.0
    return [
        Row(
            "inviting", f"{times.invited:,} invitations to a survey", f"{times.inviting:.1f} s",
            f"then asked: {rate:,.0f}/s, judged and with a message in the outbox", times.inviting, BAR_SECONDS, "s",
        ),
        Row(
            "inviting_memory", "peak memory of that process", f"{times.megabytes:.0f} MB", "", times.megabytes,
            BAR_MB, "MB",
        ),
    ], []  # fmt: skip


# --- In the process of the database -------------------------------------------------------


def run_here() -> dict[str, Any]:
    from django.db import connection

    from core import clock
    from customers.models import Customer
    from surveys.asking import due, services
    from surveys.building.services import create_survey, open_survey
    from surveys.models import Invitation, Survey

    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_CONSENTS)
    survey = create_survey(kind="nps", name="Bench", actor=None, now=now)
    open_survey(survey=survey, actor=None, now=now)
    survey = Survey.objects.get(pk=survey.pk)
    customers = Customer.objects.order_by("pk").values_list("pk", flat=True)
    started = time.monotonic()
    invited = services.invite(
        survey=survey, customers=customers.iterator(chunk_size=services.BATCH), occasion="bench", due_at=now,
        actor=None, now=now,
    )  # fmt: skip
    inviting = time.monotonic() - started
    started, judged = time.monotonic(), 0
    while judged < ASKED and (some := due.ask_due(now=now)):
        judged += some
    asking = time.monotonic() - started
    if Invitation.objects.count() != invited:
        raise RuntimeError("Invitations are missing.")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"invited": invited, "inviting": inviting, "asked": judged, "asking": asking, "megabytes": megabytes}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(run_here()))
