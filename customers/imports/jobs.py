"""Customers imports as jobs of the worker, as a foreground command, and as a rehearsal that leaves nothing."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import jobs
from core.errors import DomainError
from core.importing.rehearsals import Unsaved
from core.importing.staging import Stage
from core.importing.uploads import errors_path
from core.models import User
from core.tabular import sniff
from customers.imports.rehearsing import Rehearsal
from customers.imports.running import Plan, Quiet, Run, make_plan

KIND = "customers.import_customers"
REHEARSAL = "customers.rehearse_customers"


def describe(
    *, path: Path, given: dict[str, str], source: str, date_format: str = "", encoding: str = "", delimiter: str = "",
    starts: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The arguments of a job: everything that has to be guessed is guessed here, once."""
    if not source.strip() or len(source) > 40:
        raise DomainError("source_invalid", _("A source has a name of at most 40 characters."), field="source")
    layout = sniff(path, encoding=encoding, delimiter=delimiter)
    plan = make_plan(path, layout, given, date_format)
    return {"path": str(path.resolve()), "plan": plan.dump(), "source": source.strip(), "starts": starts}


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    """The runner of the job."""
    user = progress.job.created_by
    token = str(progress.job.pk)
    try:
        with translation.override((user.language if user else "") or translation.get_language()):
            result = _run(progress.arguments, token, progress, user).run()
            return result | {"next_url": _next_url(progress.job.pk, result)}
    except BaseException:
        # Over for good, unless another worker has taken the job over; a kill does not come through here.
        if progress.is_current():
            Stage(token).drop()
        raise


def rehearse_job(progress: jobs.Progress) -> dict[str, Any]:
    """The runner of the job that says what a large file would do, see `rehearsing`."""
    user, told, token = progress.job.created_by, progress.arguments, str(progress.job.pk)
    try:
        with translation.override((user.language if user else "") or translation.get_language()):
            result = _run(told, token, Unsaved(progress), user, made=Rehearsal).run()
    except BaseException:
        if progress.is_current():
            Stage(token).drop()
        raise
    return result | {"next_url": told["next_url"]}


def _next_url(pk: int, result: dict[str, Any]) -> str:
    """Where the report leads: to what was refused, else to what there is now."""
    return reverse("customers:import_rejected", args=[pk]) if result["rejected"] else reverse("customers:list")


def rehearse(arguments: dict[str, Any], *, limit: int = 0, actor: User | None = None) -> dict[str, Any]:
    """The same work in one transaction that is rolled back: what would happen if this person did it, exactly."""
    with transaction.atomic():
        result = _run(arguments, secrets.token_hex(6), Quiet(), actor, limit=limit).run()
        transaction.set_rollback(True)
    return result


def _run(
    arguments: dict[str, Any], token: str, report: Any, user: User | None, *, limit: int = 0, made: type[Run] = Run
) -> Run:
    path = Path(arguments["path"])
    if not path.exists():
        raise DomainError("file_gone", _("The file is no longer there. Upload it again."))
    return made(
        path=path,
        plan=Plan.load(arguments["plan"]),
        source=arguments["source"],
        actor=user,
        token=token,
        errors=errors_path(token, arguments.get("name", path.name)),
        report=report,
        limit=limit,
        is_quiet=not arguments.get("starts", False),
    )
