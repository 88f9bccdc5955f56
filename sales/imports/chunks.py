"""Who writes which receipts: chunks of the run, each claimed by one worker and written once.

Receipts are ordered by customer and a chunk ends where a customer ends, so that two workers
never wait for the same account. A chunk is marked done in the transaction that wrote it: a
killed run finds exactly what is left.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection
from django.utils import translation

from core.importing.staging import Stage, fetch, run, value
from sales.imports.applying import Counts

CHUNK = 9_000
# One customer's receipts stay together up to this; then it is a counter, not a customer.
LONGEST = 2


def cut(stage: Stage, receipts: int) -> None:
    """Table `chunks`: `first <= seq < last`, all receipts, each once."""
    table, first, number = stage.name("chunks"), 1, 0
    run(f"""CREATE UNLOGGED TABLE {table} (no int PRIMARY KEY, first bigint NOT NULL, last bigint NOT NULL,
        done bool NOT NULL DEFAULT false, created int, changed int, unchanged int, refused int)""")
    while first <= receipts:
        last = _end(stage, first, receipts)
        run(f"INSERT INTO {table} VALUES (%s, %s, %s)", [number, first, last])  # noqa: S608  # own name
        first, number = last, number + 1


def _end(stage: Stage, first: int, receipts: int) -> int:
    last = first + CHUNK
    if last > receipts:
        return receipts + 1
    found = value(
        f"""SELECT seq FROM {stage.name("receipts")} WHERE seq >= %(last)s AND (customer_id IS NULL OR customer_id <>
                (SELECT customer_id FROM {stage.name("receipts")} WHERE seq = %(last)s - 1))
            ORDER BY seq LIMIT 1""",  # noqa: S608
        {"last": last},
    )
    return min(found or receipts + 1, first + CHUNK * LONGEST)


def claim(stage: Stage) -> tuple[int, int, int] | None:
    """The next chunk that nobody is writing, locked until the transaction ends: (number, first, last)."""
    rows = fetch(
        f"SELECT no, first, last FROM {stage.name('chunks')} WHERE NOT done ORDER BY no LIMIT 1 FOR UPDATE SKIP LOCKED"  # noqa: S608
    )
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None


def mark_done(stage: Stage, number: int, counts: Counts) -> None:
    run(
        f"UPDATE {stage.name('chunks')} SET done = true, created = %(created)s, changed = %(changed)s,"  # noqa: S608
        " unchanged = %(unchanged)s, refused = %(refused)s WHERE no = %(number)s",
        counts.dump() | {"number": number},
    )


def written(stage: Stage) -> int:
    """Receipts of finished chunks."""
    return int(value(f"SELECT coalesce(sum(last - first), 0) FROM {stage.name('chunks')} WHERE done"))  # noqa: S608


def counted(stage: Stage) -> Counts:
    rows = fetch(f"SELECT sum(created), sum(changed), sum(unchanged), sum(refused) FROM {stage.name('chunks')}")  # noqa: S608
    return Counts(*(int(count or 0) for count in rows[0]))


def run_parallel(work: Callable[[], bool], workers: int) -> None:
    """Call `work` from several threads until it answers False in each; the first error stops all.

    Each thread has its own connection to the database. Inside a transaction (a rehearsal) others
    would not see what it wrote, so there one thread does everything.
    """
    if workers < 2 or connection.in_atomic_block:
        while work():
            pass
        return
    errors: list[BaseException] = []
    stop = threading.Event()
    language = translation.get_language()

    def loop() -> None:
        try:
            while not stop.is_set() and work():
                pass
        except BaseException as error:  # noqa: BLE001  # raised again by the caller
            errors.append(error)
            stop.set()

    def helper() -> None:
        try:
            with translation.override(language):
                loop()
        finally:
            connection.close()

    threads = [threading.Thread(target=helper, daemon=True) for _ in range(workers - 1)]
    for thread in threads:
        thread.start()
    try:
        loop()
    finally:
        # Ctrl-C included: nobody goes on writing after the caller has left.
        if errors:
            stop.set()
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]
