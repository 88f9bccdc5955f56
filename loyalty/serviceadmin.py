"""Django admin for what has a life of its own: a draft is edited here through the forms and services of the staff
pages, what is published is only looked at, and states move by services alone.

`ServiceAdmin` shows a `DraftForm`, which is a form of the staff pages that also speaks to the admin. The service is
tried before anything is saved, in a transaction that is undone: what it refuses stands at the field where it belongs,
with everything that was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.models import User
from customers.admin.base import CappedPaginator


class DraftForm:
    """Put before a `ServiceForm`: what the admin asks of a form, and the trial of the service.

    The subclass says `written(instance, actor)`: create or change by the service, and return the row.
    """

    instance: Any
    actor: User | None = None
    errors: Any
    add_error: Callable[..., None]
    fields: dict[str, Any]

    def written(self, instance: Any, actor: User | None) -> Any:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}  # type: ignore[misc]  # of the service form behind this
        if not self.errors:
            self._try(data)
        return data

    def _try(self, data: dict[str, Any]) -> None:
        self.cleaned_data = data
        try:
            with transaction.atomic():
                self.written(self.instance, self.actor)
                transaction.set_rollback(True)
        except DomainError as error:
            field = error.field if error.field in self.fields else None
            self.add_error(field, ValidationError(str(error), code=error.code))
        except ValidationError as error:
            faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for name, messages in faults.items():
                self.add_error(name if name in self.fields else None, messages)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # the admin's own signature
        """Nothing: the admin's `save_model` calls the service."""
        return self.instance

    def save_m2m(self) -> None:
        pass


class ServiceAdmin(admin.ModelAdmin[Any]):
    """`draft_form` while `is_draft(row)`; afterwards `shown`, to be read."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    actions = None
    draft_form: ClassVar[Any]
    texts: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    @staticmethod
    def is_draft(row: Any) -> bool:
        return bool(row.state == "draft")

    def address(self, row: Any) -> str:
        raise NotImplementedError

    def delete_draft(self, row: Any) -> None:
        raise NotImplementedError

    @admin.display(description=_("page"))
    def page(self, row: Any) -> str:
        if row is None or row.pk is None:
            return "–"
        return format_html('<a href="{}">{}</a>', self.address(row), _("Everything else is done on its page"))

    # --- Who may what ---------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.is_draft(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and obj is not None and self.is_draft(obj)

    # --- What is shown --------------------------------------------------------------------

    def _is_edited(self, request: HttpRequest, obj: Any) -> bool:
        return self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if not self._is_edited(request, obj):
            return [(title, {"fields": names}) for title, names in self.shown]
        translated = translated_names(self.texts)
        groups = [
            (title, {"fields": (*names, *(translated if number == 0 else ()))})
            for number, (title, names) in enumerate(self.draft_form.GROUPS)
        ]
        return [*groups, (None, {"fields": ("page",)})] if obj else groups

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            ("page",)
            if self._is_edited(request, obj)
            else tuple(name for _title, group in self.shown for name in group)
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        if not self._is_edited(request, obj):
            return super().get_form(request, obj, change=change, **options)
        meta = SimpleNamespace(labels=None, help_texts=None, model=self.model)
        return type("Form", (self.draft_form,), {"actor": request.user, "_meta": meta})

    # --- What is written ------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        row = form.written(obj if change else None, request.user)
        obj.__dict__.update(row.__dict__)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_draft(obj)


class DraftInline(admin.TabularInline[Any, Any]):
    """Rows of a draft, written one by one through `ServiceAdmin.save_formset`; with the parent's permissions."""

    extra = 0
    parent: ClassVar[str]

    def _may(self, request: HttpRequest, obj: Any) -> bool:
        if obj is None:
            return bool(request.user.has_perm(f"loyalty.add_{self.parent}"))
        return obj.state == "draft" and bool(request.user.has_perm(f"loyalty.change_{self.parent}"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm(f"loyalty.view_{self.parent}"))


def translated_names(texts: Iterable[str]) -> tuple[str, ...]:
    """The fields that `add_translations` adds for these texts."""
    from loyalty.draws.choices import other_languages

    wanted = list(texts)
    return tuple(f"{name}__{code}" for code in other_languages() for name in wanted)


def rows_of(formset: Any) -> tuple[list[Any], list[tuple[Any, Any]], list[Any]]:
    """(removed, changed with their forms, forms of new rows) of an inline, in the order of the page."""
    formset.save(commit=False)
    removed = list(formset.deleted_objects)
    touched = {row.pk for row, _fields in formset.changed_objects}
    changed = [(form.instance, form) for form in formset.initial_forms if form.instance.pk in touched]
    gone = set(formset.deleted_forms)
    new = [form for form in formset.extra_forms if form.has_changed() and form not in gone]
    return removed, changed, new
