"""Lists as files: CSV and XLSX of exactly what a list page shows, by the same filters and in the same order.

Short ones are sent at once. A spreadsheet must be whole before its first byte can be sent, and a long CSV holds a web
process as long as it is read: beyond so many rows (`DIRECT_ROWS`, `DIRECT_LINES`) a job writes the file into the room
of exports, for a day, and whoever started it fetches it, who must still be allowed to. The job sees what they may see
at the time, by the filters of the page.

What concerns people needs the permission to export it, names only customers whom somebody may see, and stands on the
trail before its first row is sent. A list is declared once, with `page_file` where its columns are those of its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
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
from core.tabular import csv_chunks, export_response
from customers import exports, timeline
from customers.models import Customer

EXPORT = "customers.export_customer"
VERB = "list.exported"
FORMATS = ("csv", "xlsx")
# Up to here a spreadsheet takes about a second.
DIRECT_ROWS = 2_000
# Up to here a CSV does.
DIRECT_LINES = 20_000
CHUNK = 1000
REPORT_EVERY = 500

Asked = Mapping[str, str]
Row = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """What a list holds for one person by certain filters; nothing of it is read before it is asked for."""

    header: Sequence[str]
    count: Callable[[], int]
    lines: Callable[[], Iterator[Row]]
    # Names of the filters that were set.
    filters: Sequence[str] = ()
    # Whose list it is, and what the file is called, where that is not the list's own name.
    customer: Customer | None = None
    name: str = ""


@dataclass(frozen=True)
class ListFile:
    """One list. `sheet` is given who asks, and the parameters of the page with what its address says."""

    name: str
    title: str | Promise
    permissions: tuple[str, ...]
    sheet: Callable[[User, QueryDict], Sheet]
    # Besides looking; empty where the list says nothing about people.
    export: str = EXPORT
    verb: str = VERB
    is_personal: bool = True

    def may_export(self, user: Any) -> bool:
        return bool(user.has_perms([*self.permissions, *([self.export] if self.export else [])]))


_files: dict[str, ListFile] = {}


def declare(file: ListFile) -> ListFile:
    """Make a list known to the job; the same name again replaces."""
    _files[file.name] = file
    return file


def kind_of(export: str) -> str:
    """The kind of job that writes lists under this permission, whose files are for whoever has it."""
    return f"list:{export}" if export else "list"


def register() -> None:
    for export in ("", EXPORT):
        register_kind(export)
    timeline.register({VERB: timeline.Verb(_exported, "download")})


def register_kind(export: str) -> None:
    jobs.register(kind_of(export), run_job, private_to=export)


def _exported(data: Mapping[str, Any]) -> str:
    title = str(_files[data["list"]].title) if data.get("list") in _files else _("List")
    return exports.wording(_("%(list)s exported") % {"list": title})(data)


# --- Lists whose columns are those of their page --------------------------------------------


def page_file(
    *,
    name: str,
    title: str | Promise,
    columns: Callable[[], Sequence[Column]],
    default: str,
    permissions: tuple[str, ...],
    rows: Callable[[User, Asked], QuerySet[Any]],
    cells: Callable[[Any], Row],
    prepare: Callable[[list[Any], User], None] | None = None,
    more: tuple[str | Promise, ...] = (),
    header: Callable[[], Sequence[str]] | None = None,
    filters: tuple[str, ...] = ("state", "q"),
    is_personal: bool = True,
    export: str | None = None,
    verb: str = VERB,
) -> ListFile:
    """`rows` are all that the filters leave of what this person may see, `cells` a row as the page shows it.

    `prepare` is given each chunk of rows, to attach what the page asks in statements of its own; `more` are headings
    behind those of the page, of what stands in its cells as a second line; a file that tells more than its page has a
    `header` of its own.
    """

    def sheet(user: User, asked: QueryDict) -> Sheet:
        found = ordered(rows(user, asked), columns(), asked.get("sort") or "", default)

        def lines() -> Iterator[Row]:
            for chunk in in_chunks(found):
                if prepare:
                    prepare(chunk, user)
                yield from map(cells, chunk)

        headings = header() if header else (*(column.label for column in columns()), *more)
        return Sheet(
            [str(heading) for heading in headings], count_of(found), lines, [one for one in filters if asked.get(one)]
        )

    needed = export if export is not None else (EXPORT if is_personal else "")
    return declare(ListFile(name, title, permissions, sheet, needed, verb, is_personal))


def ordered(rows: QuerySet[Any], columns: Sequence[Column], sort: str, default: str) -> QuerySet[Any]:
    """In the order of the page: by the chosen column, empty values last, then by key."""
    paths = {column.key: column.sort for column in columns if column.sort}
    chosen = sort if sort.removeprefix("-") in paths else default
    path = paths[chosen.removeprefix("-")]
    last = True if _may_be_empty(rows, path) else None
    if chosen.startswith("-"):
        return rows.order_by(F(path).desc(nulls_last=last), "-pk")
    return rows.order_by(F(path).asc(nulls_last=last), "pk")


def _may_be_empty(rows: QuerySet[Any], path: str) -> bool:
    """Where it cannot, the order is said as indexes have it: millions of rows are walked along one, not sorted."""
    try:
        return bool(getattr(rows.model._meta.get_field(path), "null", True))  # noqa: SLF001  # Django's documented API
    except FieldDoesNotExist:  # computed, or of another table
        return True


def count_of(found: QuerySet[Any]) -> Callable[[], int]:
    return lambda: found.order_by().count()


def in_chunks(found: QuerySet[Any]) -> Iterator[list[Any]]:
    """All rows without ever holding more than a chunk of them."""
    every = found.iterator(chunk_size=CHUNK)
    while rows := list(islice(every, CHUNK)):
        yield rows


# --- The answer of a page -------------------------------------------------------------------


def is_asked(request: HttpRequest) -> bool:
    return request.GET.get("format") in FORMATS


def answer(request: HttpRequest, file: ListFile, *, also: Asked | None = None) -> HttpResponseBase:
    """The file, or the page of the job that writes it. `also` adds what the address says: which code, which edition."""
    user, file_format = cast("User", request.user), request.GET["format"]
    if not file.may_export(user):
        raise PermissionDenied
    asked = _asked(request, also or {})
    sheet = file.sheet(user, asked)
    count = sheet.count()
    if file.is_personal:
        _record(file, sheet, user, file_format, count)
    if count > (DIRECT_ROWS if file_format == "xlsx" else DIRECT_LINES):
        messages.info(request, _("The file is being made. It can be fetched here, by you only, for a day."))
        return redirect("core:job_detail", _start(file, user, asked, file_format).pk)
    return export_response(sheet.name or file.name, file_format, sheet.header, sheet.lines())


def _asked(request: HttpRequest, also: Asked) -> QueryDict:
    asked = request.GET.copy()
    for name in ("format", "cursor"):
        asked.pop(name, None)
    for name, value in also.items():
        asked[name] = value
    return asked


def _record(file: ListFile, sheet: Sheet, user: User, file_format: str, count: int) -> None:
    data = {"format": file_format, "rows": count, "filters": sorted(sheet.filters)}
    if file.verb == VERB:
        data["list"] = file.name
    timeline.record(customer=sheet.customer, verb=file.verb, actor=user, at=clock.now(), data=data)


# --- The job --------------------------------------------------------------------------------


def _start(file: ListFile, user: User, asked: QueryDict, file_format: str) -> Job:
    """The filters are kept with the job: what was typed goes when the job goes."""
    arguments = {"list": file.name, "query": asked.urlencode(), "language": translation.get_language() or ""}
    arguments["format"] = file_format
    text = _("%(list)s as a spreadsheet") if file_format == "xlsx" else _("%(list)s as CSV")
    title = text % {"list": file.title}
    return jobs.start(kind=kind_of(file.export), title=title, user=user, arguments=arguments)


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    file, user = _known(progress.arguments["list"]), progress.job.created_by
    if user is None or not user.is_active or not file.may_export(user):
        raise DomainError("forbidden", _("Whoever started this may not export any more."))
    with translation.override(progress.arguments["language"]):
        sheet = file.sheet(user, QueryDict(progress.arguments["query"]))
        total = sheet.count()
        # Jobs of an older release name no format.
        file_format = progress.arguments.get("format", "xlsx")
        name = f"{sheet.name or file.name}-{clock.today():%Y-%m-%d}.{file_format}"
        path = exportfiles.new_path(name, days=exportfiles.LIST_DAYS)
        try:
            with path.open("wb") as target:
                _write(target, file_format, file.name, sheet, _counted(sheet, progress, total))
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    progress.report(total, total)
    return {"rows": total, "file": exportfiles.relative(path)}


def _write(target: BinaryIO, file_format: str, title: str, sheet: Sheet, lines: Iterator[Row]) -> None:
    if file_format == "csv":
        target.writelines(csv_chunks(sheet.header, lines))
        return
    from core.tabular.sheetwriting import write_xlsx  # openpyxl is slow to import, and every process has this module

    write_xlsx(target, sheet.header, lines, title=title)


def _known(name: str) -> ListFile:
    """Lists are declared beside their pages, and a worker serves none: the map of addresses brings them."""
    if name not in _files:
        import_module(settings.ROOT_URLCONF)
    if name not in _files:
        raise NotFound("list_unknown", _("There is no such list."))
    return _files[name]


def _counted(sheet: Sheet, progress: jobs.Progress, total: int) -> Iterator[Row]:
    progress.report(0, total)
    for done, row in enumerate(sheet.lines(), start=1):
        yield row
        if done % REPORT_EVERY == 0:
            progress.report(min(done, total), total)


# --- What lists of people share -------------------------------------------------------------


def visible_ids(user: User, ids: Sequence[int | None]) -> set[int]:
    """Which of these customers this person may see: one statement for a chunk."""
    known = [pk for pk in ids if pk is not None]
    return set(Customer.objects.visible_to(user).filter(pk__in=known).values_list("pk", flat=True))
