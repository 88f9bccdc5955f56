"""Parts of admin pages that stay quick with a million rows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property

CEILING = 10_000


class CappedPaginator(Paginator[Any]):
    """Counts no further than the ceiling: a full count of a large table takes seconds."""

    @cached_property
    def count(self) -> int:
        found: Any = self.object_list
        return int(found.order_by()[:CEILING].count())


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Everything may be looked at, nothing changed."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
