"""Long work: register a runner for a kind, start a job, report progress, resume after a kill.

A runner is `run(progress) -> dict`. It must be resumable: whatever it commits, it commits
together with `progress.report(..., checkpoint=...)`, so that a second worker goes on exactly there.
While it works, a pulse of its own shows life, so that one long statement is not taken for death.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import clock
from core.errors import DomainError
from core.locks import advisory_lock
from core.models import Job, User
from core.tasks import run_job, wake
from core.wording import pack, worded

log = structlog.get_logger(__name__)
PULSE_SECONDS = 10
# Silence for longer means that the worker is gone.
SILENCE = timedelta(seconds=60)
# So often in a row may the work be interrupted without having got any further.
MAX_ATTEMPTS = 5


class Cancelled(Exception):  # noqa: N818  # not an error: somebody asked for it
    """Raised inside a runner at the next progress report after somebody asked to stop."""


class Progress:
    """The runner's view of its job."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @property
    def arguments(self) -> dict[str, Any]:
        return dict(self.job.arguments)

    @property
    def saved(self) -> dict[str, Any]:
        """The last checkpoint, empty on a first run."""
        return dict(self.job.checkpoint)

    def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None:
        """Write progress (and the checkpoint, in the caller's transaction); stop if asked to."""
        values: dict[str, Any] = {"done": done, "beat_at": clock.now()}
        if total is not None:
            values["total"] = total
        if checkpoint is not None:
            values["checkpoint"] = checkpoint
            if checkpoint != self.job.checkpoint:
                # Kept work: whoever goes on after a kill begins further on, so it is no fruitless attempt.
                values["fruitless_attempts"] = 0
        claimed = Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, attempts=self.job.attempts)
        if not claimed.filter(cancel_requested=False).update(**values):
            raise Cancelled
        for name, value in values.items():
            setattr(self.job, name, value)

    def is_current(self) -> bool:
        """Whether this run still has its job, and no later one took it over."""
        return Job.objects.filter(pk=self.job.pk, attempts=self.job.attempts).exists()


_TOLD = """
UPDATE core_job SET done = %s, total = %s, beat_at = clock_timestamp()
WHERE id = %s AND state = 'running' AND attempts = %s AND NOT cancel_requested"""


@contextmanager
def aside(progress: Progress) -> Iterator[Callable[[int, int], None]]:
    """Gives `report(done, total)` for work that is one long transaction.

    On a connection of its own: what the transaction itself wrote nobody would see before its end, and the row
    of the job would be locked meanwhile. Raises `Cancelled` as any report, and the transaction is undone.
    """
    own = connection.copy()

    def report(done: int, total: int) -> None:
        with own.cursor() as cursor:
            cursor.execute(_TOLD, [done, total, progress.job.pk, progress.job.attempts])
            if not cursor.rowcount:
                raise Cancelled

    try:
        yield report
    finally:
        own.close()


Runner = Callable[[Progress], dict[str, Any]]
_runners: dict[str, Runner] = {}
# Kinds whose file is for whoever started the work, as long as they hold the permission.
_private: dict[str, str] = {}
# What whoever started the work must still be allowed when it runs.
_needed: dict[str, tuple[str, ...]] = {}
# Kinds whose page tells of rows: besides whoever started it, only for those who might have started it.
_shown: dict[str, str] = {}


def register(
    kind: str, runner: Runner, *, needs: tuple[str, ...] = (), private_to: str = "", shown_to: str = ""
) -> None:
    """Permissions, if the kind needs them.

    `needs`: looked at again when the work runs or goes on, for whoever started it; commands have nobody.

    `private_to`: with it the one who started the work, and nobody else, gets its file.
    `shown_to`: without it nobody sees the work of others, whether or not they may view jobs.
    """
    _runners[kind] = runner
    _needed[kind] = needs
    if private_to:
        _private[kind] = private_to
    if shown_to:
        _shown[kind] = shown_to


def private_to(kind: str) -> str:
    return _private.get(kind, "")


def hidden_from(user: User) -> list[str]:
    """Kinds of work of which this person sees only their own."""
    return [kind for kind, permission in _shown.items() if not user.has_perm(permission)]


def start(*, kind: str, title: str, arguments: dict[str, Any], user: User | None = None) -> Job:
    """Queue a job; it runs after the surrounding transaction has committed."""
    if kind not in _runners:
        raise DomainError("job_unknown", _("There is no such kind of work."))
    job = Job.objects.create(kind=kind, title=title, arguments=arguments, created_by=user)
    wake(run_job, job.pk)
    return job


def run_here(*, kind: str, title: str, arguments: dict[str, Any], user: User | None = None) -> Job:
    """Run a job in this process, for commands. Should the process die, a worker goes on with it."""
    now = clock.now()
    job = Job.objects.create(
        kind=kind, title=title, arguments=arguments, created_by=user,
        state=Job.State.RUNNING, started_at=now, beat_at=now, attempts=1, fruitless_attempts=1,
    )  # fmt: skip
    try:
        _execute(job)
    except BaseException:
        # Ctrl-C: whoever runs a command and stops it does not want a worker to go on.
        _finish(job, Job.State.CANCELLED)
        raise
    job.refresh_from_db()
    return job


def request_cancel(*, job: Job) -> None:
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested=True)
    Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(
        cancel_requested=True, state=Job.State.CANCELLED, finished_at=clock.now()
    )


def claimable() -> list[int]:
    """Jobs that wait, and running ones whose worker has fallen silent."""
    silent = Q(state=Job.State.RUNNING, beat_at__lt=clock.now() - SILENCE)
    return list(Job.objects.filter(Q(state=Job.State.QUEUED) | silent).order_by("pk").values_list("pk", flat=True)[:20])


def run(job_id: int) -> None:
    """Claim and run one job; does nothing when another worker has it, or as many run as may.

    What must wait stays queued and is woken when a job ends: workers keep a free hand for the
    short sweeps, on which expiry, figures and the heartbeat depend.
    """
    if not _claim(job_id, clock.now()):
        return
    job = Job.objects.get(pk=job_id)
    if job.fruitless_attempts > MAX_ATTEMPTS:
        _finish(job, Job.State.FAILED, error=_("The work was interrupted too often."))
    else:
        _execute(job)
    for waiting in claimable()[:1]:
        wake(run_job, waiting)


def _claim(job_id: int, now: datetime) -> bool:
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, beat_at__lt=now - SILENCE)
    alive = Job.objects.filter(state=Job.State.RUNNING, beat_at__gte=now - SILENCE).exclude(pk=job_id)
    with transaction.atomic():
        advisory_lock("jobs.claim")  # or two workers would both see the last free place
        if alive.count() >= settings.JOBS_AT_ONCE:
            return False
        claimed = Job.objects.filter(free, pk=job_id).update(
            state=Job.State.RUNNING, beat_at=now, started_at=now, attempts=F("attempts") + 1,
            fruitless_attempts=F("fruitless_attempts") + 1,
        )  # fmt: skip
    return bool(claimed)


@contextmanager
def _pulse(job: Job) -> Iterator[None]:
    """Beat from a thread with its own connection while the work runs."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(PULSE_SECONDS):
                try:
                    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(beat_at=clock.now())
                except DatabaseError as error:  # a row locked for long, a server that restarts: the next beat may do
                    log.warning("pulse_failed", job=job.pk, error=type(error).__name__)
                    connection.close()
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


_OUR_MISTAKE = gettext_noop(
    "The work stopped because of a mistake of ours; what was done until then stays. Try again. If it stops again, tell"
    " your administrator the number of this work: %(number)d (%(error)s)."
)


def _execute(job: Job) -> None:
    try:
        _check_still_allowed(job)
        with _pulse(job):
            result = _runners[job.kind](Progress(job))
    except Cancelled:
        _finish(job, Job.State.CANCELLED)
    except DomainError as error:
        _finish(job, Job.State.FAILED, error=pack(error.message))
    except Exception as error:
        log.exception("job_failed", job=job.pk, kind=job.kind)
        _finish(
            job, Job.State.FAILED, error=pack(worded(_OUR_MISTAKE) % {"number": job.pk, "error": type(error).__name__})
        )
    else:
        _finish(job, Job.State.DONE, result=result)


def _check_still_allowed(job: Job) -> None:
    """Hours may lie between; a right that was taken away, or an account that was closed, ends the work."""
    if job.created_by is not None and not job.created_by.has_perms(_needed[job.kind]):
        raise DomainError("forbidden", _("You may not do this."), status=403)


def _finish(job: Job, state: str, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    with transaction.atomic():
        Job.objects.filter(pk=job.pk, attempts=job.attempts).update(
            state=state, result=result or {}, error=error, finished_at=clock.now()
        )
