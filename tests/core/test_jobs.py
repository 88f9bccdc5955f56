"""Jobs: claimed once, resumed after silence, stopped on request, honest about their end."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from celery.signals import before_task_publish
from django.db import connection

from core import clock, jobs, tasks
from core.errors import DomainError
from core.models import Job, User
from core.wording import word

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Callable[[jobs.Runner], None]:
    monkeypatch.setattr(jobs, "_runners", {})
    return lambda runner: jobs.register("count", runner)


def queue() -> Job:
    return jobs.start(kind="count", title="Count", arguments={"to": 3})


def count(progress: jobs.Progress) -> dict[str, Any]:
    start = progress.saved.get("next", 0)
    for number in range(start, progress.arguments["to"]):
        progress.report(number + 1, progress.arguments["to"], checkpoint={"next": number + 1})
    return {"counted": progress.arguments["to"]}


def test_a_job_runs_to_its_end(register: Callable[[jobs.Runner], None]) -> None:
    register(count)
    job = queue()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result) == ("done", 3, 3, {"counted": 3})
    assert job.finished_at


def test_running_twice_changes_nothing(register: Callable[[jobs.Runner], None]) -> None:
    register(count)
    job = queue()
    jobs.run(job.pk)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.attempts == 1


def test_an_unknown_kind_is_refused(register: Callable[[jobs.Runner], None]) -> None:
    with pytest.raises(DomainError, match="no such kind"):
        queue()


def test_a_refusal_is_told_in_words_a_crash_by_its_kind(register: Callable[[jobs.Runner], None]) -> None:
    def refuse(_progress: jobs.Progress) -> dict[str, Any]:
        raise DomainError("no", "The file is empty.")

    def crash(_progress: jobs.Progress) -> dict[str, Any]:
        raise ZeroDivisionError("secret of a customer")

    for runner, error in ((refuse, "The file is empty."), (crash, "mistake of ours")):
        register(runner)
        job = queue()
        jobs.run(job.pk)
        job.refresh_from_db()
        told = word(job.error)
        assert (job.state, error in told, "secret" in told) == ("failed", True, False)
    assert f"{job.pk} (ZeroDivisionError)" in told


def test_a_silent_job_goes_on_at_its_checkpoint(register: Callable[[jobs.Runner], None]) -> None:
    seen: list[int] = []

    def note(progress: jobs.Progress) -> dict[str, Any]:
        seen.append(progress.saved["next"])
        return count(progress)

    register(note)
    job = queue()
    long_ago = clock.now() - jobs.SILENCE - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1, beat_at=long_ago, checkpoint={"next": 2}, done=2)
    assert job.pk in jobs.claimable()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert seen == [2]
    assert (job.state, job.attempts) == ("done", 2)


def test_a_job_that_beats_is_left_alone(register: Callable[[jobs.Runner], None]) -> None:
    register(count)
    job = queue()
    Job.objects.filter(pk=job.pk).update(state="running", beat_at=clock.now())
    assert job.pk not in jobs.claimable()


def test_long_work_leaves_a_worker_free(register: Callable[[jobs.Runner], None]) -> None:
    register(count)
    running, waiting = queue(), queue()
    Job.objects.filter(pk=running.pk).update(state="running", beat_at=clock.now())
    jobs.run(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == "queued"
    Job.objects.filter(pk=running.pk).update(state="done")
    jobs.run(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == "done"


def test_whoever_lost_the_job_cannot_write_progress(register: Callable[[jobs.Runner], None]) -> None:
    def overtaken(progress: jobs.Progress) -> dict[str, Any]:
        Job.objects.filter(pk=progress.job.pk).update(attempts=2)  # somebody else claimed it meanwhile
        return count(progress)

    register(overtaken)
    job = queue()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == ("running", 0)


def test_cancelling_stops_at_the_next_report(register: Callable[[jobs.Runner], None]) -> None:
    def cancelled_by_somebody(progress: jobs.Progress) -> dict[str, Any]:
        progress.report(1, 3)
        jobs.request_cancel(job=progress.job)
        return count(progress)

    register(cancelled_by_somebody)
    job = queue()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == ("cancelled", 1)


def test_a_waiting_job_is_cancelled_at_once(register: Callable[[jobs.Runner], None]) -> None:
    register(count)
    job = queue()
    jobs.request_cancel(job=job)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("cancelled", 0)


def test_too_many_interruptions_end_it(register: Callable[[jobs.Runner], None]) -> None:
    register(count)
    job = queue()
    Job.objects.filter(pk=job.pk).update(attempts=9, fruitless_attempts=jobs.MAX_ATTEMPTS)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "interrupted" in job.error


def killed_while_running(job: Job) -> None:
    """Run it in a process of its own that dies by SIGKILL, and let the time pass after which that is noticed."""
    connection.close()
    child = os.fork()
    if child == 0:
        jobs.run(job.pk)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    Job.objects.filter(pk=job.pk).update(beat_at=clock.now() - jobs.SILENCE - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_a_long_job_that_gets_on_survives_any_number_of_kills(register: Callable[[jobs.Runner], None]) -> None:
    def one_step_and_dead(progress: jobs.Progress) -> dict[str, Any]:
        step = progress.saved.get("step", 0) + 1
        if step <= jobs.MAX_ATTEMPTS + 2:
            progress.report(step, checkpoint={"step": step})
            os.kill(os.getpid(), signal.SIGKILL)
        return {"steps": step}

    register(one_step_and_dead)
    job = queue()
    for _ in range(jobs.MAX_ATTEMPTS + 2):
        killed_while_running(job)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == ("done", jobs.MAX_ATTEMPTS + 3, {"steps": jobs.MAX_ATTEMPTS + 3})


@pytest.mark.django_db(transaction=True)
def test_a_job_that_dies_at_the_same_place_again_and_again_is_given_up(
    register: Callable[[jobs.Runner], None],
) -> None:
    def always_here(progress: jobs.Progress) -> dict[str, Any]:
        progress.report(progress.job.done + 1, checkpoint={"step": 1})  # the same place: nothing was kept
        os.kill(os.getpid(), signal.SIGKILL)
        return {}

    register(always_here)
    job = queue()
    killed_while_running(job)  # this one got somewhere
    for _ in range(jobs.MAX_ATTEMPTS):
        killed_while_running(job)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", jobs.MAX_ATTEMPTS + 2)


def test_what_a_sweep_sends_again_expires(
    register: Callable[[jobs.Runner], None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Read off the message that the broker gets: a worker drops it once it is too old."""
    sent: list[Any] = []
    register(count)
    with django_capture_on_commit_callbacks(execute=False):
        job = queue()
    with before_task_publish_received(sent), django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_jobs()
    assert [message["id"] for message in sent] == [job.pk]
    expires = datetime.fromisoformat(sent[0]["expires"])
    assert timedelta(0) < expires - clock.now() <= timedelta(seconds=tasks.SWEPT_EXPIRES)


@contextmanager
def before_task_publish_received(sent: list[Any]) -> Iterator[None]:
    def note(sender: str = "", headers: Any = None, body: Any = None, **_kwargs: Any) -> None:
        if sender == "core.tasks.run_job":
            sent.append({"id": body[0][0], "expires": headers["expires"]})

    before_task_publish.connect(note, weak=False)
    try:
        yield
    finally:
        before_task_publish.disconnect(note)


@pytest.mark.django_db(transaction=True)
def test_eight_workers_run_it_once(register: Callable[[jobs.Runner], None]) -> None:
    runs: list[int] = []

    def note(progress: jobs.Progress) -> dict[str, Any]:
        runs.append(progress.job.pk)
        return count(progress)

    register(note)
    job = queue()

    def work() -> None:
        try:
            jobs.run(job.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert runs == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_a_long_statement_is_not_taken_for_death(
    register: Callable[[jobs.Runner], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PULSE_SECONDS", 0.05)

    def long_statement(progress: jobs.Progress) -> dict[str, Any]:
        before = Job.objects.get(pk=progress.job.pk).beat_at
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.4)")
        after = Job.objects.get(pk=progress.job.pk).beat_at
        return {"beat": bool(before and after and after > before)}

    register(long_statement)
    job = queue()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result == {"beat": True}


@pytest.mark.parametrize("change", [{"is_superuser": False}, {"is_active": False}, {}])
def test_what_somebody_may_not_do_any_more_is_not_done(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, bool]
) -> None:
    monkeypatch.setattr(jobs, "_runners", {})
    monkeypatch.setattr(jobs, "_needed", {})
    jobs.register("count", count, needs=("core.view_job",))
    user = User.objects.create_superuser("lea@example.org", "x")
    job = jobs.start(kind="count", title="Count", arguments={"to": 3}, user=user)
    User.objects.filter(pk=user.pk).update(**(change or {"language": "en"}))
    jobs.run(job.pk)
    job.refresh_from_db()
    expected = (Job.State.FAILED, "You may not do this.", 0) if change else (Job.State.DONE, "", 3)
    assert (job.state, job.error, job.done) == expected
