"""A copy of everything on file about one customer, for the customer: a ZIP of one JSON file for each section.

Each app names its tables: `register(Section("purchases", _("Purchases"), Purchase, "customer"))`. A row is told
field by field under the names of the API; whom of the staff it names is none of the customer's data, and other
customers are told by nothing but the fact that there is one. Records that were merged into this one belong to it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import clock, exportfiles, jobs
from core.errors import Conflict, DomainError
from core.models import Job, User
from customers import timeline
from customers.merging import merged_ids
from customers.models import Customer

KIND = "customers.copy"
PERMISSION = "customers.copy_customer"
CHUNK = 500
# Keys that only our own tables know, and stored forms of what is told beside them.
_INNER = frozenset(
    {"id", "email_key", "sort_key", "search_key", "initials", "phone_reversed", "fingerprint", "version"}
)


@dataclass(frozen=True)
class Section:
    """Rows of a table: `path` leads from them to the customer; `hides` are fields that are not about the customer.

    `only`: the rest of the rows are none of theirs (what staff note among themselves).
    """

    name: str
    title: str | Promise
    model: type[models.Model]
    path: str
    hides: frozenset[str] = frozenset()
    only: models.Q = models.Q()  # noqa: RUF009  # never changed


_sections: dict[str, Section] = {}


def register(*sections: Section) -> None:
    for section in sections:
        _sections[section.name] = section


def sections() -> list[Section]:
    return list(_sections.values())


def start(*, customer: Customer, user: User, now: datetime) -> Job:
    """Queue the copy; that it was made, by whom and when is on the timeline before its first byte."""
    if not user.has_perm(PERMISSION):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if customer.erased_at is not None:
        raise Conflict("customer_erased", _("This customer was erased on request."))
    timeline.record(customer=customer, verb="customer.copied", actor=user, at=now)
    return jobs.start(
        kind=KIND, title=_("Copy of a customer’s data"), user=user,
        arguments={"customer": str(customer.public_id), "language": translation.get_language() or ""},
    )  # fmt: skip


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    """What whoever started it may see of customers is looked at again: the work may have waited."""
    user = progress.job.created_by
    seen = Customer.objects.visible_to(user) if user else Customer.objects.none()
    customer = seen.filter(public_id=progress.arguments["customer"], erased_at__isnull=True).first()
    if customer is None:
        raise DomainError("customer_unknown", _("There is no such customer."))
    path = exportfiles.new_path(f"customer-data-{clock.today():%Y-%m-%d}.zip")
    try:
        with translation.override(progress.arguments["language"]):
            rows = write(path, customer, progress)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return {"rows": rows, "file": exportfiles.relative(path)}


def write(path: Path, customer: Customer, progress: jobs.Progress | None = None) -> int:
    ids, count, all_sections = merged_ids(customer), 0, sections()
    about: dict[str, Any] = {"made_at": clock.now(), "customer": customer.public_id, "sections": []}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, section in enumerate(all_sections):
            rows = list(told(section, ids))
            if progress:
                progress.report(done, len(all_sections))
            if rows:
                count += len(rows)
                file = f"{section.name}.json"
                about["sections"].append({"title": str(section.title), "file": file, "rows": len(rows)})
                archive.writestr(file, _json(rows))
        archive.writestr("index.json", _json(about))
    return count


def told(section: Section, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    fields = [field for field in section.model._meta.concrete_fields if not _is_hidden(section, field)]  # noqa: SLF001  # Django's documented API
    several: list[Any] = [field for field in section.model._meta.many_to_many if field.name not in section.hides]  # noqa: SLF001
    named = [field.name for field in fields if field.is_relation]
    found = section.model._default_manager.filter(section.only, **{f"{section.path}__in": ids}).order_by("pk")  # noqa: SLF001
    found = found.select_related(*named) if named else found
    for row in found.prefetch_related(*(field.name for field in several)).iterator(chunk_size=CHUNK):
        facts = {field.name: _value(row, field) for field in fields}
        yield facts | {field.name: [str(one) for one in getattr(row, field.name).all()] for field in several}


def _is_hidden(section: Section, field: Any) -> bool:
    if field.name in _INNER | section.hides or field.name == section.path.partition("__")[0]:
        return True
    return bool(field.is_relation and field.related_model in {User, Customer})


def _value(row: models.Model, field: Any) -> Any:
    """Of a relation what it is called; the rest as it is kept."""
    if not field.is_relation:
        return field.value_from_object(row)
    other = getattr(row, field.name)
    return None if other is None else str(other)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
