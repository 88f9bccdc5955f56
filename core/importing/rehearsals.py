"""What the whole of a large file would do: a job of the worker. The preview page itself runs through the first rows.

It begins when the columns were chosen, and is stopped when the import itself begins, or the columns are chosen anew.
Which job it is lies beside the uploaded file. It writes nothing, so one that was killed simply begins again.
"""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core import jobpages, jobs
from core.importing import uploads
from core.importing.uploads import Upload
from core.models import Job, User
from core.tabular import Layout, open_table

_JOB = "rehearsal"


class Unsaved:
    """A job's progress for a run that leaves nothing: it begins anew after a kill, so nothing is remembered."""

    saved: dict[str, Any] = {}  # noqa: RUF012  # never written

    def __init__(self, progress: jobs.Progress) -> None:
        self._progress = progress

    def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None:
        self._progress.report(done, total)


class Aside(Unsaved):
    """The same for a run that is one long transaction; `report` is that of `jobs.aside`."""

    def __init__(self, report: Any) -> None:
        self._report = report

    def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None:
        self._report(done, total or 0)


def is_longer(path: Path, layout: Layout, rows: int) -> bool:
    """Whether the file has more than so many rows, lines that cannot be read among them."""
    with open_table(path, layout) as table:
        lines = chain.from_iterable([*batch.rows, *batch.bad] for batch in table.batches())
        return next(islice(lines, rows, None), None) is not None


def begin(kept: Upload, *, kind: str, page: str, user: User) -> Job:
    """Start it anew for what was chosen; `page` is where its report leads back to."""
    facts = stop(kept)
    title = _("Preview of %(name)s") % {"name": kept.name}
    arguments = facts["arguments"] | {"next_url": page}
    job = jobs.start(kind=kind, title=title[:200], arguments=arguments, user=user)
    uploads.remember(kept, facts | {_JOB: job.pk})
    return job


def stop(kept: Upload) -> dict[str, Any]:
    """Whoever still rehearses stops at the next step. Returns what was chosen."""
    facts = uploads.recall(kept)
    if pk := facts.pop(_JOB, None):
        for job in Job.objects.filter(pk=pk):
            jobs.request_cancel(job=job)
        uploads.remember(kept, facts)
    return facts


def found(facts: dict[str, Any], user: User) -> Job | None:
    """The job that was begun for what was chosen; None where there is none that this person may see."""
    pk = facts.get(_JOB)
    return jobpages.visible_to(user).filter(pk=pk).first() if pk else None
