"""Parts of admin pages that stay quick with a million rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from simple_history.admin import SimpleHistoryAdmin

from customers.models import Customer

CEILING = 10_000


class CappedPaginator(Paginator[Any]):
    """Counts no further than the ceiling: a full count of a large table takes seconds."""

    @cached_property
    def count(self) -> int:
        found: Any = self.object_list
        return int(found.order_by()[:CEILING].count())


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Everything may be looked at, nothing changed.

    `customers_at` are the ways from a row to whom it is about: who may not see every customer sees the rows of
    nobody's and their own customers, as on the pages.
    """

    customers_at: tuple[str, ...] = ()
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if request.user.has_perm("customers.view_all_customers"):
            return rows
        seen = Customer.objects.visible_to(request.user)
        for path in self.customers_at:
            rows = rows.filter(Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__in": seen}))
        return rows


class OneRowAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """Settings that are one row, with its history: added once, changed by whoever may, never deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(super().has_change_permission(request)) and not self.model.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: Any) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


class _Bounded:
    """A form that also asks the constraints about what it does not show: Django leaves out those that name a count."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # of the model form behind this
        form: Any = self
        if form.errors:
            return
        try:
            form.instance.validate_constraints()
        except ValidationError as error:
            form._update_errors(error)  # noqa: SLF001  # Django's, for exactly this


class KeepsCounts:
    """Put before an admin whose rows carry counts that sales move meanwhile.

    What is saved is what was typed and no more. The row is held from reading it to saving it, so that what the form
    checks (is the stock below what was given already?) is still true when it is written. Counts themselves are only
    shown.
    """

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)  # type: ignore[misc]  # of the admin behind this
        if found is not None and request.method == "POST" and connection.in_atomic_block:
            rows = type(found)._base_manager.select_for_update(of=("self",), no_key=True)  # noqa: SLF001  # Django's
            return rows.filter(pk=found.pk).first()
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        form = super().get_form(request, obj, change=change, **options)  # type: ignore[misc]
        return type(form.__name__, (_Bounded, form), {})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        obj._history_user = request.user  # noqa: SLF001  # as simple-history does
        obj.save(update_fields=_own_fields(obj, form.changed_data) if change else None)


def _own_fields(obj: Model, names: Iterable[str]) -> list[str]:
    columns = {field.name for field in obj._meta.concrete_fields}  # noqa: SLF001  # Django's documented API
    return [name for name in names if name in columns]
