"""Every page that a person can open, for the walks (axe, content policy, phone width) and for `make screens`.

Add a page here when you build one. `arguments` finds the record that the address names; it runs
when the walk starts, on data that `seed_demo` (or the test's own factories) made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class ScreenPage:
    name: str
    url_name: str
    arguments: Callable[[], tuple[Any, ...]] = tuple
    query: str = ""
    is_public: bool = False

    def path(self) -> str:
        return reverse(self.url_name, args=self.arguments()) + self.query


def _job() -> tuple[Any, ...]:
    """The last job, or one made up: a report with everything that a report can show."""
    from core import clock
    from core.models import Job

    job = Job.objects.order_by("-pk").first()
    if job is None:
        now = clock.now()
        job = Job.objects.create(
            kind="example",
            title="purchases.csv",
            state=Job.State.DONE,
            done=1200,
            total=1200,
            started_at=now,
            finished_at=now,
            result={"rows": 1200, "created": 1150, "unchanged": 40, "rejected": 10},
        )
    return (job.pk,)


PAGES = [
    ScreenPage("login", "account_login", is_public=True),
    ScreenPage("job-list", "core:job_list"),
    ScreenPage("job", "core:job_detail", _job),
    ScreenPage("profile", "core:profile"),
    ScreenPage("security", "mfa_index"),
    ScreenPage("password", "account_change_password"),
    ScreenPage("settings", "admin:index"),
]
