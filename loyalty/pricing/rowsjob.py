"""A large file of price rows as a job: one transaction, so one that was killed simply begins again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import jobs
from core.errors import DomainError
from core.importing import uploads
from loyalty.models import PriceList
from loyalty.pricing.rowsimport import import_rows

KIND = "pricing.rows"
PERMISSIONS = ("loyalty.change_pricelist", "loyalty.change_pricerow")


def run(progress: jobs.Progress) -> dict[str, Any]:
    user, told = progress.job.created_by, progress.arguments
    with translation.override((user.language if user else "") or translation.get_language()):
        return _run(progress, told)


def _run(progress: jobs.Progress, told: dict[str, Any]) -> dict[str, Any]:
    kept = uploads.find(told["token"], KIND)
    if kept is None:
        raise DomainError("file_gone", _("The file is no longer there. Upload it again."))
    found = PriceList.objects.get(pk=told["price_list"])
    with jobs.aside(progress) as report:
        done = import_rows(
            price_list=found, path=kept.path, decimal=told["decimal"], report=report, actor=progress.job.created_by
        )
    progress.report(done.read, done.read)
    errors = uploads.errors_path("", "").parent / done.errors if done.errors else None
    return {
        "rows": done.read, "created": done.new, "changed": done.changed, "unchanged": done.same,
        "rejected": done.total, "errors_file": str(Path(errors)) if errors else None,
        "next_url": reverse("loyalty:price_lists"),
    }  # fmt: skip
