"""How a job looks on its page: rate, remaining time, the report's lines and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import jobs
from core.models import Job, User
from core.wording import word

_TONES = {
    Job.State.QUEUED: "info",
    Job.State.RUNNING: "info",
    Job.State.DONE: "good",
    Job.State.FAILED: "bad",
    Job.State.CANCELLED: "warn",
}
# Keys of a result that are not lines of the report.
_FILES = ("errors_file", "file")
_HIDDEN = {*_FILES, "next_url"}
_labels: dict[str, str | Promise] = {
    "rows": _("Rows read"),
    "created": _("Created"),
    "changed": _("Changed"),
    "unchanged": _("Unchanged"),
    "rejected": _("Refused rows"),
    "seconds": _("Seconds"),
    "customers": _("Customers"),
}


def register_label(key: str, label: str | Promise) -> None:
    """Give a key of job results a name for people."""
    _labels[key] = label


def label(key: str) -> str | Promise:
    """The name of a key; one that was never registered is shown as it is."""
    return _labels.get(key, key.replace("_", " ").capitalize())


@dataclass(frozen=True)
class Line:
    key: str
    label: str | Promise
    value: Any
    is_number: bool


@dataclass(frozen=True)
class JobView:
    """A job with what its page shows beside the stored fields, and what this person may do with it."""

    job: Job
    now: datetime
    is_managed: bool = False
    takes_files: bool = False

    @property
    def tone(self) -> str:
        return _TONES[Job.State(self.job.state)]

    @property
    def error(self) -> str:
        """Why it failed, in the language of whoever reads it."""
        return word(self.job.error)

    @property
    def seconds(self) -> float | None:
        """How long it has run, or ran."""
        if self.job.started_at is None:
            return None
        return ((self.job.finished_at or self.now) - self.job.started_at).total_seconds()

    @property
    def rate(self) -> float | None:
        """Rows (or whatever is counted) per second."""
        seconds = self.seconds
        return self.job.done / seconds if seconds and seconds >= 1 and self.job.done else None

    @property
    def remaining(self) -> float | None:
        """Seconds to go at the rate so far; None while nobody can know."""
        rate = self.rate
        if self.job.is_over or not self.job.total or not rate:
            return None
        return max(0, self.job.total - self.job.done) / rate

    @property
    def share(self) -> float | None:
        return min(1.0, self.job.done / self.job.total) if self.job.total else None

    @property
    def lines(self) -> list[Line]:
        """The report: what the runner returned, in the order of the labels (the database keeps none)."""
        order = list(_labels)
        shown = [(key, value) for key, value in self.job.result.items() if key not in _HIDDEN]
        shown.sort(key=lambda item: order.index(item[0]) if item[0] in order else len(order))
        plain = [(key, value) for key, value in shown if isinstance(value, (int, float, str)) and value != ""]
        return [Line(key, label(key), value, not isinstance(value, (str, bool))) for key, value in plain]

    @property
    def has_errors_file(self) -> bool:
        return result_file(self.job, "errors_file") is not None

    @property
    def has_file(self) -> bool:
        return result_file(self.job, "file") is not None

    @property
    def next_url(self) -> str:
        """Only a path of this site: the result is data."""
        url = str(self.job.result.get("next_url", ""))
        return url if url.startswith("/") and not url.startswith("//") else ""


def visible_to(user: User) -> QuerySet[Job]:
    """One's own work; for those who may view jobs others' too, but imports only where they may import."""
    rows = Job.objects.select_related("created_by")
    if not user.has_perm("core.view_job"):
        return rows.filter(created_by=user)
    hidden = jobs.hidden_from(user)
    return rows.filter(Q(created_by=user) | ~Q(kind__in=hidden)) if hidden else rows


def may_manage(user: User, job: Job) -> bool:
    """Looking at work is not yet stopping it, nor taking the customers' rows that its files hold."""
    return job.created_by_id == user.pk or user.has_perm("core.change_job")


def may_take_files(user: User, job: Job) -> bool:
    """An export is for its owner only, while they may still export; other files for whoever manages the work."""
    permission = jobs.private_to(job.kind)
    if not permission:
        return may_manage(user, job)
    return job.created_by_id == user.pk and user.has_perm(permission)


def result_file(job: Job, which: str) -> Path | None:
    """The file that a job's result names, if it exists below the media folder."""
    named = job.result.get(which) if which in _FILES else None
    if not named:
        return None
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / str(named)).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None
