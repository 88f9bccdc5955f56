"""Lists one page at a time, by "the rows after this one": as quick on page 10,000 as on page 1.

A view names its order, ending in a unique column: `ordering = ("-occurred_at", "-id")`. The
cursor holds the last row's values of these columns; rows that arrive meanwhile are neither
skipped nor shown twice.
"""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from core.errors import DomainError

if TYPE_CHECKING:
    from rest_framework.views import APIView

Row = TypeVar("Row")

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200
_CURSOR_HELP = _("Where to go on: taken from the `next` of the page before.")


class CursorPagination(BasePagination):
    """Keyset paging over the view's `ordering`; answers `{"next", "results"}`."""

    def paginate_queryset(  # type: ignore[override]  # a list has no keys to go on from
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        self.ordering: Sequence[str] = getattr(view, "ordering", ("-id",))
        self.url = request.build_absolute_uri()
        size = _page_size(request.query_params.get("page_size"))
        rows = queryset.order_by(*self.ordering)
        if "cursor" in request.query_params:
            rows = self._after(rows, request.query_params["cursor"])
        found = list(rows[: size + 1])
        last: Model | None = found[size - 1] if len(found) > size else None
        names = [name.removeprefix("-") for name in self.ordering]
        self.following: list[Any] | None = None if last is None else [getattr(last, name) for name in names]
        return found[:size]

    def paginate_rows(
        self,
        request: Request,
        fetch: Callable[[list[Any] | None, int], list[Row]],
        key_of: Callable[[Row], Sequence[Any]],
    ) -> list[Row]:
        """Rows of a statement of its own: `fetch(after, limit)` gives those behind the key `after`, in their order."""
        self.url = request.build_absolute_uri()
        size = _page_size(request.query_params.get("page_size"))
        cursor = request.query_params.get("cursor")
        found = fetch(None if cursor is None else _load(cursor), size + 1)
        self.following = list(key_of(found[size - 1])) if len(found) > size else None
        return found[:size]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self._next_url(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        following = {
            "type": "string",
            "format": "uri",
            "nullable": True,
            "description": "The next page; null on the last one.",
        }
        return {"type": "object", "required": ["next", "results"], "properties": {"next": following, "results": schema}}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE}
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "schema": {"type": "string"},
                "description": str(_CURSOR_HELP),
            },
            {"name": "page_size", "in": "query", "required": False, "schema": size},
        ]

    def _next_url(self) -> str | None:
        if self.following is None:
            return None
        return str(replace_query_param(self.url, "cursor", _dump(self.following)))

    def _after(self, rows: QuerySet[Any], cursor: str) -> QuerySet[Any]:
        values = _load(cursor)
        if len(values) != len(self.ordering):
            raise invalid_cursor()
        try:
            return rows.filter(_beyond(self.ordering, values))
        except (ValidationError, FieldError, ValueError, TypeError, OverflowError):
            raise invalid_cursor() from None


def _beyond(ordering: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after these values; the first column alone bounds the index scan."""
    names = [name.removeprefix("-") for name in ordering]
    ways = ["lt" if name.startswith("-") else "gt" for name in ordering]
    steps = []
    for at, (name, way) in enumerate(zip(names, ways, strict=True)):
        ties = Q(**dict(zip(names[:at], values[:at], strict=True)))
        steps.append(ties & Q(**{f"{name}__{way}": values[at]}))
    return Q(**{f"{names[0]}__{ways[0]}e": values[0]}) & reduce(Q.__or__, steps)


def _page_size(text: str | None) -> int:
    if text is None:
        return PAGE_SIZE
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MAX_PAGE_SIZE):
        message = _("The page size is a number from 1 to %(most)s.") % {"most": MAX_PAGE_SIZE}
        raise DomainError("page_size_invalid", message, field="page_size")
    return int(text)


def _dump(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
    return urlsafe_b64encode(json.dumps(plain, default=str).encode()).decode().rstrip("=")


def _load(cursor: str) -> list[Any]:
    try:
        values = json.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise invalid_cursor() from None
    fits = isinstance(values, list) and all(_is_plain(value) for value in values)
    if not fits:
        raise invalid_cursor()
    return list(values)


def _is_plain(value: Any) -> bool:
    """Only what a column can hold: short text without NUL, whole numbers of 63 bits."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) < 2**63
    return isinstance(value, str) and len(value) <= 200 and "\0" not in value and value.isprintable()


def invalid_cursor() -> DomainError:
    return DomainError("cursor_invalid", _("This cursor was not made here; begin without one."), field="cursor")
