"""The import as a job of the worker, as a foreground command, and as a rehearsal that leaves nothing."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation

from core import jobs
from core.errors import DomainError
from core.importing.staging import Stage
from core.importing.uploads import errors_path
from core.models import User
from core.tabular import sniff
from core.wording import worded as _
from surveys.importing.planning import Plan, find_version, make_plan
from surveys.importing.running import Run

KIND = "surveys.import_responses"


class Quiet:
    """A rehearsal has no job to report to."""

    saved: dict[str, Any] = {}  # noqa: RUF012  # never written

    def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None:
        return None


def describe(
    *, path: Path, given: dict[str, str], source: str, survey: str = "", no_answer: str = "", date_format: str = "",
    decimal: str = "", encoding: str = "", delimiter: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The arguments of a job: everything that has to be guessed is guessed here, once."""
    if not source.strip() or len(source) > 40:
        raise DomainError("source_invalid", _("A source has a name of at most 40 characters."), field="source")
    version = find_version(survey)
    plan = make_plan(
        path, sniff(path, encoding=encoding, delimiter=delimiter), given, version=version, date_format=date_format,
        decimal=decimal, no_answer=no_answer,
    )  # fmt: skip
    return {"path": str(path.resolve()), "plan": plan.dump(), "source": source.strip()}


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    user, token = progress.job.created_by, str(progress.job.pk)
    try:
        with translation.override((user.language if user else "") or translation.get_language()):
            return _run(progress.arguments, token, progress, user).run()
    except BaseException:
        if progress.is_current():
            Stage(token).drop()
        raise


def rehearse(arguments: dict[str, Any], limit: int = 0) -> dict[str, Any]:
    """What a run would do, rolled back."""
    with transaction.atomic():
        result = _run(arguments, f"try{secrets.token_hex(6)}", Quiet(), None, limit).run()
        transaction.set_rollback(True)
    return result


def _run(arguments: dict[str, Any], token: str, report: Any, user: User | None, limit: int = 0) -> Run:
    path = Path(arguments["path"])
    if not path.exists():
        raise DomainError("file_gone", _("The file is no longer there. Upload it again."))
    return Run(
        path=path, plan=Plan(**arguments["plan"]), source=arguments["source"], actor=user, token=token,
        errors=errors_path(token, arguments.get("name", path.name)), report=report, limit=limit,
    )  # fmt: skip
