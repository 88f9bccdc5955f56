"""Purchases imports as jobs of the worker, as a foreground command, and as a rehearsal that leaves nothing."""

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
from core.importing import rehearsals
from core.importing.uploads import errors_path
from core.models import User
from core.tabular import sniff
from sales.imports import reading
from sales.imports.gathering import Options
from sales.imports.reading import Plan
from sales.imports.running import Quiet, Report, Run, discard

KIND = "sales.import_purchases"
REHEARSAL = "sales.rehearse_purchases"


def describe(
    *,
    path: Path,
    given: dict[str, str],
    source: str,
    customer_source: str = "",
    date_format: str = "",
    decimal: str = "",
    encoding: str = "",
    delimiter: str = "",
    earn: bool = True,
    starts: bool = False,
) -> dict[str, Any]:
    """The arguments of a job: everything that has to be guessed is guessed here, once."""
    if not source.strip() or len(source) > 40:
        raise DomainError("source_invalid", _("A source has a name of at most 40 characters."), field="source")
    layout = sniff(path, encoding=encoding, delimiter=delimiter)
    plan = reading.make_plan(path, layout, given, date_format, decimal)
    return {
        "path": str(path.resolve()),
        "plan": plan.dump(),
        "source": source.strip(),
        "customer_source": customer_source.strip() or source.strip(),
        "earn": earn,
        "starts": starts,
    }


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    """The runner of the job."""
    user = progress.job.created_by
    token = str(progress.job.pk)
    try:
        with translation.override((user.language if user else "") or translation.get_language()):
            result = _run(progress.arguments, token, progress, actor=user).run()
            return result | {"next_url": _next_url(progress.job.pk, result)}
    except BaseException:
        # Over for good, unless another worker has taken the job over; a kill does not come through here.
        if progress.is_current():
            discard(token)
        raise


def _next_url(pk: int, result: dict[str, Any]) -> str:
    """Where the report leads: to what was refused, else to what there is now."""
    return reverse("sales:import_rejected", args=[pk]) if result["rejected"] else reverse("sales:purchases")


def rehearse(
    arguments: dict[str, Any], *, limit: int = 0, token: str = "", report: Report | None = None
) -> dict[str, Any]:
    """The same work in one transaction that is rolled back: what would happen, exactly.

    Nothing is announced to upper apps, so that no account is locked meanwhile. What is locked until the end: receipts
    that the file corrects or takes back, and the names (of receipts, customers, products …) that it makes.
    """
    with transaction.atomic():
        run = _run(arguments | {"rehearsal": True}, token or secrets.token_hex(6), report or Quiet(), limit)
        result = run.run()
        transaction.set_rollback(True)
    return result


def rehearse_job(progress: jobs.Progress) -> dict[str, Any]:
    """The runner of the job that says what a large file would do."""
    user, told = progress.job.created_by, progress.arguments
    with translation.override((user.language if user else "") or translation.get_language()):
        with jobs.aside(progress) as report:
            result = rehearse(told, token=str(progress.job.pk), report=rehearsals.Aside(report))
        progress.report(result["rows"], result["rows"])
    return result | {"next_url": told["next_url"]}


def run_inside(arguments: dict[str, Any], *, token: str) -> dict[str, Any]:
    """The same work in the caller's transaction and without a job: all of the file or nothing."""
    return _run(arguments, token, Quiet()).run()


def _run(arguments: dict[str, Any], token: str, report: Any, limit: int = 0, *, actor: User | None = None) -> Run:
    plan = Plan.load(arguments["plan"])
    path = Path(arguments["path"])
    if not path.exists():
        raise DomainError("file_gone", _("The file is no longer there. Upload it again."))
    errors = errors_path(token, arguments.get("name", path.name))
    options = Options(
        source=arguments["source"],
        customer_source=arguments["customer_source"],
        earn=arguments["earn"],
        is_quiet=not arguments.get("starts", False),
        mapped=frozenset(plan.mapped),
        is_rehearsal=arguments.get("rehearsal", False),
        actor=actor,
    )
    return Run(path=path, plan=plan, options=options, token=token, errors=errors, report=report, limit=limit)
