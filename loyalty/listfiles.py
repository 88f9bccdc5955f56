"""Lists as files: CSV and XLSX of exactly what a list page shows, by the same filters and in the same order.

CSV streams at any size. A spreadsheet must be whole before its first byte can be sent: a large one is written by a
job into the room of exports and fetched by whoever started it, who must still be allowed to. Names of customers
whom somebody may not see are left out, as on the page. What concerns people needs the permission to export them,
and stands on the trail before its first row is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import clock, exportfiles, jobs
from core.errors import DomainError, NotFound
from core.models import Job, User
from core.paging import Column
from core.tabular import export_response, write_xlsx
from customers import exports, timeline
from customers.models import Customer

KIND = "loyalty.list"
EXPORT = "customers.export_customer"
VERB = "loyalty.list_exported"
FORMATS = ("csv", "xlsx")
# Up to here a spreadsheet takes about a second.
DIRECT_ROWS = 2_000
CHUNK = 1000

Asked = Mapping[str, str]


@dataclass(frozen=True)
class ListFile:
    """One list. `rows` are all that the filters leave of what this person may see, `cells` a row as the page shows it.

    `prepare` is given each chunk of rows, to attach what the page asks in statements of its own.
    """

    name: str
    title: str | Promise
    columns: Callable[[], Sequence[Column]]
    default: str
    permissions: tuple[str, ...]
    rows: Callable[[User, Asked], QuerySet[Any]]
    cells: Callable[[Any], Sequence[Any]]
    prepare: Callable[[list[Any], User], None] | None = None
    # Headings behind those of the page: what stands in its cells as a second line.
    more: tuple[str | Promise, ...] = ()
    filters: tuple[str, ...] = ("state", "q")
    is_personal: bool = True

    def header(self) -> list[str]:
        return [str(title) for title in (*(column.label for column in self.columns()), *self.more)]

    def may_export(self, user: Any) -> bool:
        return bool(user.has_perms([*self.permissions, *([EXPORT] if self.is_personal else [])]))

    def ordered(self, user: User, asked: Asked) -> QuerySet[Any]:
        """In the order of the page: by the chosen column, empty values last, then by key."""
        paths = {column.key: column.sort for column in self.columns() if column.sort}
        sort = asked.get("sort", "")
        chosen = sort if sort.removeprefix("-") in paths else self.default
        path = F(paths[chosen.removeprefix("-")])
        if chosen.startswith("-"):
            return self.rows(user, asked).order_by(path.desc(nulls_last=True), "-pk")
        return self.rows(user, asked).order_by(path.asc(nulls_last=True), "pk")

    def lines(self, found: QuerySet[Any], user: User) -> Iterator[Sequence[Any]]:
        every = found.iterator(chunk_size=CHUNK)
        while rows := list(islice(every, CHUNK)):
            if self.prepare:
                self.prepare(rows, user)
            yield from map(self.cells, rows)


_files: dict[str, ListFile] = {}


def declare(file: ListFile) -> ListFile:
    """Make a list known to the job; the same name again replaces."""
    _files[file.name] = file
    return file


def register() -> None:
    jobs.register(KIND, run_job, private_to=EXPORT)
    timeline.register({VERB: timeline.Verb(_exported, "download")})


def _exported(data: Mapping[str, Any]) -> str:
    title = str(_files[data["list"]].title) if data.get("list") in _files else _("List")
    return exports.wording(_("%(list)s exported") % {"list": title})(data)


# --- The answer of a page -------------------------------------------------------------------


def is_asked(request: HttpRequest) -> bool:
    return request.GET.get("format") in FORMATS


def answer(request: HttpRequest, file: ListFile, *, also: Asked | None = None) -> HttpResponseBase:
    """The file, or the page of the job that writes it. `also` adds what the address says: which code, which edition."""
    user, file_format = cast("User", request.user), request.GET["format"]
    if not file.may_export(user):
        raise PermissionDenied
    asked = {key: str(value) for key, value in request.GET.items() if key != "format"} | dict(also or {})
    found = file.ordered(user, asked)
    count = found.order_by().count()
    if file.is_personal:
        _record(file, user, asked, file_format, count)
    if file_format == "xlsx" and count > DIRECT_ROWS and file.is_personal:
        messages.info(request, _("The spreadsheet is being made. It can be fetched here, by you only, for three days."))
        return redirect("core:job_detail", _start(file, user, asked).pk)
    return export_response(file.name, file_format, file.header(), file.lines(found, user))


def _record(file: ListFile, user: User, asked: Asked, file_format: str, count: int) -> None:
    data = {
        "list": file.name, "format": file_format, "rows": count,
        "filters": sorted(name for name in file.filters if asked.get(name)),
    }  # fmt: skip
    timeline.record(customer=None, verb=VERB, actor=user, at=clock.now(), data=data)


# --- The job --------------------------------------------------------------------------------


def _start(file: ListFile, user: User, asked: Asked) -> Job:
    query = QueryDict(mutable=True)
    query.update(dict(asked))
    arguments = {"list": file.name, "query": query.urlencode(), "language": translation.get_language() or ""}
    return jobs.start(
        kind=KIND, title=_("%(list)s as a spreadsheet") % {"list": file.title}, user=user, arguments=arguments
    )


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    file, user = _files.get(progress.arguments["list"]), progress.job.created_by
    if file is None:
        raise NotFound("list_unknown", _("There is no such list."))
    if user is None or not user.is_active or not file.may_export(user):
        raise DomainError("forbidden", _("Whoever started this may not export any more."))
    with translation.override(progress.arguments["language"]):
        asked = {key: str(value) for key, value in QueryDict(progress.arguments["query"]).items()}
        found = file.ordered(user, asked)
        total = found.order_by().count()
        path = exportfiles.new_path(f"{file.name}-{clock.today():%Y-%m-%d}.xlsx")
        try:
            with path.open("wb") as target:
                write_xlsx(target, file.header(), _counted(file, found, user, progress, total), title=file.name)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    progress.report(total, total)
    return {"rows": total, "file": exportfiles.relative(path)}


def _counted(
    file: ListFile, found: QuerySet[Any], user: User, progress: jobs.Progress, total: int
) -> Iterator[Sequence[Any]]:
    progress.report(0, total)
    for done, row in enumerate(file.lines(found, user), start=1):
        yield row
        if done % CHUNK == 0:
            progress.report(min(done, total), total)


# --- What lists of people share -------------------------------------------------------------


def visible_ids(user: User, ids: Sequence[int | None]) -> set[int]:
    """Which of these customers this person may see: one statement for a chunk."""
    known = [pk for pk in ids if pk is not None]
    return set(Customer.objects.visible_to(user).filter(pk__in=known).values_list("pk", flat=True))
