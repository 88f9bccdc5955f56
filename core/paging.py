"""List pages that stay fast: keyset paging, sorting by named columns, counts with a ceiling.

A page is found by "the rows after this one", never by OFFSET, and the total is counted only
up to a ceiling; so the time of a page does not grow with the table. Rows are ordered by one
column and the primary key, empty values last. A view calls `build_page`, its template extends
`ui/list.html`; the same URL answers htmx with the table alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django.utils.functional import Promise

PAGE_SIZE = 50
COUNT_CEILING = 1000
_SALT = "core.paging"
_Text = str | Promise
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Column:
    """A column of a list. `sort` is the database path it sorts by; empty means it does not sort.

    `first` is the direction of the first click: `"-"` for figures and dates, where people look
    for the most. `css` are classes for the heading cell (`"text-end"` for numbers).
    """

    key: str
    label: _Text
    sort: str = ""
    first: str = ""
    css: str = ""
    hint: _Text = ""


@dataclass(frozen=True)
class Count:
    """How many rows there are, counted no further than the ceiling."""

    value: int
    is_capped: bool

    def __str__(self) -> str:
        return number_format(self.value, force_grouping=True) + ("+" if self.is_capped else "")

    def __int__(self) -> int:
        return self.value


def capped_count(queryset: QuerySet[Any], ceiling: int = COUNT_CEILING) -> Count:
    """Count, but read at most `ceiling + 1` rows: `Count(1000, is_capped=True)` prints `1,000+`."""
    found = queryset.order_by()[: ceiling + 1].count()
    return Count(min(found, ceiling), found > ceiling)


@dataclass(frozen=True)
class _Cursor:
    """A place in the list: the sort order it belongs to, the row's value and key, which way to go."""

    sort: str
    value: Any
    pk: Any
    is_backward: bool = False

    def dump(self) -> str:
        # Signed, so that a page URL cannot be used to probe columns that are not shown.
        value = self.value.isoformat() if hasattr(self.value, "isoformat") else self.value
        plain = value if isinstance(value, (str, int, type(None))) else str(value)
        pk = self.pk if isinstance(self.pk, (str, int)) else str(self.pk)
        return signing.dumps([self.sort, plain, pk, int(self.is_backward)], salt=_SALT, compress=True)

    @classmethod
    def load(cls, text: str, sort: str) -> _Cursor | None:
        """None for a cursor that is damaged, of an old key, or of another sort order."""
        try:
            given, value, pk, is_backward = signing.loads(text, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(sort, value, pk, bool(is_backward)) if given == sort else None


@dataclass(frozen=True)
class Heading:
    """A column heading as the template shows it."""

    column: Column
    url: str
    state: str  # "ascending", "descending" or ""


@dataclass
class Page(Generic[M]):
    """One page of a list: rows, headings, and the addresses of what can be done next."""

    rows: list[M]
    count: Count
    headings: list[Heading]
    sort: str
    next_url: str = ""
    previous_url: str = ""
    query: str = ""
    columns: Sequence[Column] = field(default_factory=tuple)

    def __iter__(self) -> Iterator[M]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def csv_url(self) -> str:
        return _with(self.query, format="csv")

    @property
    def xlsx_url(self) -> str:
        return _with(self.query, format="xlsx")


def chosen_sort(request: HttpRequest, columns: Iterable[Column], default: str) -> str:
    """The sort parameter if it names a sortable column, else the default; e.g. `"-revenue"`."""
    asked = request.GET.get("sort", "")
    known = {column.key for column in columns if column.sort}
    return asked if asked.removeprefix("-") in known else default


def build_page(
    request: HttpRequest,
    queryset: QuerySet[M],
    *,
    columns: Sequence[Column],
    default: str,
    size: int = PAGE_SIZE,
    ceiling: int = COUNT_CEILING,
    count_from: QuerySet[Any] | None = None,
    decorate: Callable[[list[M]], None] | None = None,
) -> Page[M]:
    """The page of `queryset` that the request asks for by `sort` and `cursor`.

    `count_from` is a cheaper queryset with the same rows; `decorate` may attach to the rows of
    the page what would be too dear for all. A cursor that fits no longer shows the first page.
    """
    sort = chosen_sort(request, columns, default)
    cursor = _Cursor.load(request.GET.get("cursor", ""), sort)
    path = next(column.sort for column in columns if column.key == sort.removeprefix("-"))
    walk = _Walk(queryset, path, sort.startswith("-"), cursor)
    try:
        found = walk.rows(size + 1)
    except (ValidationError, ValueError, TypeError):
        walk = _Walk(queryset, path, sort.startswith("-"), None)
        found = walk.rows(size + 1)
    has_more, rows = len(found) > size, found[:size]
    if walk.is_backward:
        rows.reverse()
    if decorate:
        decorate(rows)
    page = Page(
        rows=rows,
        count=capped_count(queryset if count_from is None else count_from, ceiling),
        headings=_headings(request, columns, sort),
        sort=sort,
        query=request.GET.urlencode(),
        columns=columns,
    )
    has_previous = has_more if walk.is_backward else walk.cursor is not None
    _link(page, sort, has_next=has_more or walk.is_backward, has_previous=has_previous)
    return page


def render_list(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page whose URL also answers htmx with a fragment (see `core.context.frame`)."""
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


@dataclass(frozen=True)
class _Walk(Generic[M]):
    """Reading along (column, pk) from a cursor on: rows with a value, then those without.

    Two plain range scans instead of one condition with OR, so that an index on (column, id)
    serves every page. Empty values are last in either direction.
    """

    queryset: QuerySet[M]
    path: str
    is_descending: bool
    cursor: _Cursor | None

    @property
    def is_backward(self) -> bool:
        return bool(self.cursor and self.cursor.is_backward)

    @property
    def is_reverse(self) -> bool:
        return self.is_descending != self.is_backward

    def rows(self, limit: int) -> list[M]:
        first, second = (self._empty(), self._valued()) if self.is_backward else (self._valued(), self._empty())
        rows = list(first[:limit])
        return rows if len(rows) == limit else rows + list(second[: limit - len(rows)])

    def _ordered(self) -> QuerySet[M]:
        order = (F(self.path).desc(), "-pk") if self.is_reverse else (F(self.path).asc(), "pk")
        ordered: QuerySet[Any] = self.queryset.annotate(sort_value=F(self.path)).order_by(*order)
        return ordered

    def _valued(self) -> QuerySet[M]:
        rows = self._ordered().filter(**{f"{self.path}__isnull": False})
        if self.cursor is None or (self.is_backward and self.cursor.value is None):
            return rows
        return rows.none() if self.cursor.value is None else rows.filter(self._beyond(self.cursor))

    def _empty(self) -> QuerySet[M]:
        """In the order of the key alone: all of them are equal, which the planner does not see by itself."""
        rows: QuerySet[Any] = self.queryset.annotate(sort_value=F(self.path)).order_by(
            "-pk" if self.is_reverse else "pk"
        )
        rows = rows.filter(**{f"{self.path}__isnull": True})
        if self.cursor is not None and self.cursor.value is None:
            return rows.filter(**{"pk__lt" if self.is_reverse else "pk__gt": self.cursor.pk})
        return rows.none() if self.is_backward else rows

    def _beyond(self, cursor: _Cursor) -> Q:
        """`(column, pk)` beyond the cursor; the first half alone bounds the index scan."""
        way = "lt" if self.is_reverse else "gt"
        tie = Q(**{self.path: cursor.value, f"pk__{way}": cursor.pk})
        return Q(**{f"{self.path}__{way}e": cursor.value}) & (Q(**{f"{self.path}__{way}": cursor.value}) | tie)


def _link(page: Page[Any], sort: str, *, has_next: bool, has_previous: bool) -> None:
    if not page.rows:
        return
    if has_next:
        page.next_url = _with(page.query, cursor=_at(page.rows[-1], sort, is_backward=False))
    if has_previous:
        page.previous_url = _with(page.query, cursor=_at(page.rows[0], sort, is_backward=True))


def _at(row: Any, sort: str, *, is_backward: bool) -> str:
    return _Cursor(sort, row.sort_value, row.pk, is_backward).dump()


def _headings(request: HttpRequest, columns: Iterable[Column], sort: str) -> list[Heading]:
    query = request.GET.urlencode()
    return [_heading(column, query, sort) for column in columns]


def _heading(column: Column, query: str, sort: str) -> Heading:
    if not column.sort:
        return Heading(column, "", "")
    is_current = sort.removeprefix("-") == column.key
    is_descending = sort.startswith("-")
    following = ("" if is_descending else "-") if is_current else column.first
    state = ("descending" if is_descending else "ascending") if is_current else ""
    return Heading(column, _with(query, sort=f"{following}{column.key}"), state)


def _with(query: str, **changes: str) -> str:
    """The query string with some parameters replaced; the cursor survives only when it is set."""
    parameters = QueryDict(query, mutable=True)
    parameters.pop("cursor", None)
    parameters.pop("format", None)
    for name, value in changes.items():
        parameters[name] = value
    return "?" + parameters.urlencode()
