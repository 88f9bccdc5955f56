"""The list of customers as a file: straight away while it is small, as a job when it is large.

CSV streams at any size. A spreadsheet must be whole before its first byte can be sent, so that
a large one would hold a web process for minutes: it is written by a job and fetched by whoever
started it. The job sees what its owner may see at the time, by the filters of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import F
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, exportfiles, jobs
from core.errors import DomainError
from core.models import Job, User
from core.paging import Column
from core.tabular import write_xlsx
from customers import listcolumns
from customers.forms import CustomerFilter
from customers.listparts import ListColumn
from customers.models import Customer
from customers.querysets import CustomerQuerySet

KIND = "customers.export"
PERMISSION = "customers.export_customer"
# Up to here a spreadsheet takes about a second.
DIRECT_ROWS = 2_000
CHUNK = 1000
REPORT_EVERY = 500
COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="sort_key"),
    Column("phone", gettext_lazy("Phone")),
    Column("email", gettext_lazy("E-mail")),
    Column("membership", gettext_lazy("Membership")),
    Column("groups", gettext_lazy("Groups and tags")),
    Column("assigned", gettext_lazy("Assigned to")),
    Column("created", gettext_lazy("Known since"), sort="created_at", first="-"),
)


def header(more: Sequence[ListColumn] = ()) -> list[str]:
    return [str(column.label) for column in (*COLUMNS, *listcolumns.headings(more))]


def chosen_rows(form: CustomerFilter, user: User, sort: str, more: Sequence[ListColumn] = ()) -> CustomerQuerySet:
    """Everything that the filters leave of what this person may see, in the order of the page: empty values last."""
    columns = (*COLUMNS, *listcolumns.headings(more))
    paths = {column.key: column.sort for column in columns if column.sort}
    path = F(paths.get(sort.removeprefix("-"), paths["name"]))
    order = (path.desc(nulls_last=True), "-pk") if sort.startswith("-") else (path.asc(nulls_last=True), "pk")
    return form.apply(Customer.objects.visible_to(user).current(), limit=None).order_by(*order)


def rows(found: CustomerQuerySet, more: Sequence[ListColumn] = (), user: User | None = None) -> Iterator[list[Any]]:
    """The columns of the page and those added to it, row by row, without holding more than a chunk."""
    queryset = found.select_related("membership", "assigned_to", "company").prefetch_related("groups", "tags")
    walk = queryset.iterator(chunk_size=CHUNK)
    while chunk := list(islice(walk, CHUNK)):
        for row, added in zip(chunk, listcolumns.cells(more, chunk, user), strict=True):
            yield [*_row(row), *added]


def _row(row: Customer) -> list[Any]:
    names = [group.name for group in row.groups.all()] + [tag.name for tag in row.tags.all()]
    membership = row.membership.get_state_display() if hasattr(row, "membership") else ""
    assigned = str(row.assigned_to) if row.assigned_to else ""
    return [row.display_name, row.phone, row.email, membership, "; ".join(names), assigned, row.created_at]


def start(*, query: QueryDict, sort: str, user: User) -> Job:
    """Queue the spreadsheet. The filters are kept with the job: what was typed goes when the job goes."""
    language = translation.get_language() or ""
    return jobs.start(
        kind=KIND, title=_("List of customers as a spreadsheet"), user=user,
        arguments={"query": query.urlencode(), "sort": sort, "language": language},
    )  # fmt: skip


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    user = progress.job.created_by
    if user is None or not user.is_active or not user.has_perms(["customers.view_customer", PERMISSION]):
        raise DomainError("forbidden", _("Whoever started this may not export any more."))
    with translation.override(progress.arguments["language"]):
        query = QueryDict(progress.arguments["query"])
        form = CustomerFilter(query, user=user)
        more = listcolumns.chosen(query, listcolumns.offered(user))
        found = chosen_rows(form, user, progress.arguments["sort"], more)
        total = found.order_by().count()
        path = exportfiles.new_path(f"customers-{clock.today():%Y-%m-%d}.xlsx")
        try:
            with path.open("wb") as target:
                counted = _counted(rows(found, more, user), progress, total)
                write_xlsx(target, header(more), counted, title="customers")
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    progress.report(total, total)
    return {"rows": total, "file": exportfiles.relative(path)}


def _counted(found: Iterator[list[Any]], progress: jobs.Progress, total: int) -> Iterator[list[Any]]:
    progress.report(0, total)
    for done, row in enumerate(found, start=1):
        yield row
        if done % REPORT_EVERY == 0:
            progress.report(min(done, total), total)
