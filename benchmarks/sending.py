"""A campaign by e-mail to a sink on loopback: one worker, two workers, a bare loop, and two mail queues of Django.

All in one run against the same sink. The bare loop sends the same finished bytes over one connection of `smtplib`.
"""

from __future__ import annotations

import contextlib
import json
import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from email import message_from_bytes, policy
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

BARE_BAR, MAILER_BAR, TWO_BAR, MEMORY_BAR_MB = 50, 3, 1.6, 300
# Enough for a rate; the yardsticks are slower.
SAMPLE, QUEUED = 20_000, 3_000
MAILERS = {
    "django-mailer": "with its defaults, rendered before it was queued.",
    # What makes the distance small: it keeps both processors busy, and keeps no promise per message.
    "django-post-office": "with its defaults, rendered before it was queued: five threads and connections at once,"
    " and what came of a whole batch is written down at its end, so one that is killed sends the batch again.",
}
SUBJECT = "{{ customer.given_name }}, new on our shelves"
BODY = (
    "Hello {{ customer.given_name }},",
    "this week we have something for you: **three new roasts**, and [the old favourites](https://example.com/new).",
    "- from Ethiopia, light and full of flowers\n- from Brazil, dark, for milk\n- from Yunnan, our own",
    "Come by and taste them. See you soon!",
)
_CONSENT = """
INSERT INTO customers_consent (customer_id, channel, purpose, state, source, text_version, address, changed_at)
SELECT id, 'email', 'marketing', 'granted', 'bench', '', '', now() FROM customers_customer"""
_numbers = count(1)


@dataclass(frozen=True)
class Sent:
    """What a worker did: `rate` per second from its first claim to its last answer."""

    messages: int
    seconds: float
    megabytes: float

    @property
    def rate(self) -> float:
        return self.messages / self.seconds


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    filled = databases.ensure(f"{scale.name}_reached", f"{scale.customers} {scale.customers}", fresh=fresh)
    database = f"{databases.PREFIX}_sending"
    databases.copy(filled, database)
    with _sink() as port:
        os.environ["MAIL_URL"] = f"smtp://127.0.0.1:{port}"
        os.environ["BENCH_SINK"] = str(port)
        databases.use(database)
        _prepare()
        wanted = _queue()
        path = Path(os.environ["REGULARS_VAR"]) / "messages.jsonl"
        finished = _finished(min(SAMPLE, wanted))
        _write(path, finished)
        bare = _bare(port, finished)
        one = _work(database, 1)[0]
        _check(wanted)
        mailers = {name: _mailer(name, min(QUEUED, wanted), path) for name in MAILERS}
        enqueued = _timed(_queue)
        two = _work(database, 2)
        _check(wanted)
    return _rows(bare, one, two, mailers), [
        f"Putting {wanted:,} messages into the outbox took {enqueued:.1f} s; it is not in the rates.",
        f"A finished message has {sum(map(len, finished)) // len(finished):,} bytes: plain part and page.",
    ]


def _rows(bare: float, one: Sent, two: list[Sent], mailers: dict[str, float]) -> list[Row]:
    both = sum(sent.messages for sent in two) / max(sent.seconds for sent in two)
    work = f"{one.messages:,} e-mails of a campaign, one worker, with ledger and rendering"
    rows = [
        Row(
            "sending", work, f"{one.rate:,.0f}/s", f"bare smtplib, the same bytes {bare:,.0f}/s",
            100 * one.rate / bare, BARE_BAR, "%", is_upper=False,
        )
    ]  # fmt: skip
    for name, rate in mailers.items():
        rows.append(
            Row(
                f"sending_{name}", f"the same against {name}", f"{one.rate:,.0f}/s", f"{rate:,.0f}/s",
                one.rate / rate, MAILER_BAR, "×", is_upper=False,
                note=MAILERS[name],
            )
        )  # fmt: skip
    memory = max(sent.megabytes for sent in (one, *two))
    return [
        *rows,
        Row(
            "sending_two", "two workers against one", f"{both:,.0f}/s", f"{one.rate:,.0f}/s", both / one.rate, TWO_BAR,
            "×", is_upper=False, note=f"{os.cpu_count()} processors for workers, PostgreSQL and sink together.",
        ),
        Row("sending_memory", "peak memory of such a worker", f"{memory:.0f} MB", "", memory, MEMORY_BAR_MB, "MB"),
    ]  # fmt: skip


@contextmanager
def _sink() -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sink"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(10)


# --- The campaign ---------------------------------------------------------------------------------


def _prepare() -> None:
    """Everybody says yes to news, at any hour and as often."""
    from django.db import connection

    from messaging.models import Cap, QuietHours

    with connection.cursor() as cursor:
        cursor.execute(_CONSENT)
        cursor.execute("ANALYZE customers_consent")
    QuietHours.objects.all().delete()
    Cap.objects.all().delete()


def _queue() -> int:
    """A campaign to everybody, put into the outbox; how many."""
    from campaigns import lifecycle, sending, starting
    from core import clock
    from customers.models import Segment

    now, number = clock.now(), next(_numbers)
    segment = Segment.objects.create(
        name=f"Bench {number}", rule=None, is_due=False, refreshed_at=now, created_at=now, updated_at=now
    )
    _everybody(segment.pk)
    told = {"name": f"Bench {number}", "segment": segment, "holdout_percent": 0, "valid_days": 90}
    made = lifecycle.create(told=told, templates=[_template(number)], actor=None, now=now)
    lifecycle.approve(campaign=made, starts_at=None, actor=None, now=now)
    starting.start_due(now=now)
    while sending.send_some(made.pk, now=now):
        pass
    return made.recipients.count()


def _everybody(segment: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_segmentmember (segment_id, customer_id, since)"
            " SELECT %s, id, now() FROM customers_customer",
            [segment],
        )


def _template(number: int) -> Any:
    from campaigns import letters
    from core import clock
    from messaging import templating

    text = letters.text("en", SUBJECT, BODY)
    return templating.create(name=f"Bench {number}", channel=letters.CHANNEL, texts=[text], actor=None, now=clock.now())


def _check(wanted: int) -> None:
    """A rate counts only if everything has left."""
    from messaging.models import Message

    left = Message.objects.exclude(state="sent").count()
    if left:
        raise RuntimeError(f"{left} of {wanted} messages were not sent")


# --- Yardsticks -----------------------------------------------------------------------------------


def _finished(number: int) -> list[bytes]:
    """As our worker would send them; they go back into the outbox."""
    from core import clock
    from messaging.outbox import claiming, working

    found: list[bytes] = []
    leases = []
    while len(found) < number:
        claimed = claiming.claim("email", now=clock.now())
        leases.append(claimed.lease)
        parcels, _broken = working._compose("email", claimed.rows)
        found += [parcel.content for parcel in parcels]
    for lease in leases:
        claiming.give_back(lease, is_down=False, detail="", now=clock.now())
    return found[:number]


def _write(path: Path, finished: list[bytes]) -> None:
    """For those that take parts instead of bytes."""
    with path.open("w") as file:
        for content in finished[:QUEUED]:
            message: Any = message_from_bytes(content, policy=policy.default)
            parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
            told = {
                "to": str(message["To"]), "sender": str(message["From"]), "subject": str(message["Subject"]),
                "text": parts["text/plain"], "html": parts["text/html"],
            }  # fmt: skip
            file.write(json.dumps(told) + "\n")


def _bare(port: int, finished: list[bytes]) -> float:
    """Messages per second over one connection."""
    with smtplib.SMTP("127.0.0.1", port) as line:
        started = time.monotonic()
        for content in finished:
            line.sendmail("shop@example.com", ["somebody@example.com"], content)
        return len(finished) / (time.monotonic() - started)


def _mailer(name: str, number: int, path: Path) -> float:
    database = f"{databases.PREFIX}_mailers"
    databases.copy("template1", database)
    out = databases.run([sys.executable, "-m", "benchmarks.mailers", name, str(number), str(path)], database)
    told = json.loads(out.strip().splitlines()[-1])
    if told["left"]:
        raise RuntimeError(f"{name} left {told['left']} of {number} messages")
    return float(told["rate"])


def _timed(work: Any) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


# --- A worker -------------------------------------------------------------------------------------


def _work(database: str, number: int) -> list[Sent]:
    """So many worker processes at once, each until nothing waits; started before the clock runs."""
    command = [sys.executable, "-m", "benchmarks.sending"]
    environment = os.environ | {"BENCH_DATABASE": database}
    with contextlib.ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _number in range(number)
        ]
        for worker in workers:
            assert worker.stdout
            worker.stdout.readline()
        return [Sent(**json.loads(told)) for told in _go(workers)]


def _go(workers: list[subprocess.Popen[str]]) -> list[str]:
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    return [worker.communicate()[0].strip().splitlines()[-1] for worker in workers]


def work_here() -> Sent:
    from messaging.outbox import working

    print("ready", flush=True)
    sys.stdin.readline()
    started = time.monotonic()
    messages = working.send_due("email", seconds=3000)
    seconds = time.monotonic() - started
    return Sent(messages, seconds, _high_water())


def _high_water() -> float:
    """Megabytes; `getrusage` would tell that of the process that we were forked from, if it was larger."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(asdict(work_here())))
