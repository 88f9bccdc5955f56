"""What administrators define: circles, topics, fields, settings. Every change is kept in a history."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from core import clock
from core.models import User
from customers.admin.base import OneRowAdmin
from customers.custom_fields import pattern_error
from customers.models import CustomerGroup, CustomerSettings, CustomField, Tag, Topic
from customers.services import delete_group
from customers.topictree import in_tree, indented

MAX_DEPTH = 6


@admin.register(Tag)
class TagAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history ships no types
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(CustomerGroup)
class CustomerGroupAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    # One at a time: its members are told of it.
    actions = None

    def delete_model(self, request: HttpRequest, obj: CustomerGroup) -> None:
        delete_group(group=obj, actor=cast("User", request.user), now=clock.now())

    list_display = ("name", "description")
    search_fields = ("name",)


class TopicForm(forms.ModelForm[Topic]):
    class Meta:
        model = Topic
        fields = ("name", "code", "parent")

    def clean_parent(self) -> Topic | None:
        """A tree, not a ring, and not deeper than anybody can read."""
        parent: Topic | None = self.cleaned_data["parent"]
        above, depth = parent, 1
        while above is not None:
            if above.pk == self.instance.pk:
                raise ValidationError(_("A topic cannot lie below itself."), code="topic_ring")
            above, depth = above.parent, depth + 1
            if depth > MAX_DEPTH:
                raise ValidationError(_("At most %(n)s levels."), code="topic_deep", params={"n": MAX_DEPTH})
        return parent


class _TreeList(ChangeList):
    """In the order of the tree, whatever Django would sort by."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        return ["branch", "pk"]


@admin.register(Topic)
class TopicAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    """Listed as the tree that they are."""

    form = TopicForm
    list_display = ("place", "code")
    search_fields = ("name", "code")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        found: QuerySet[Topic] = super().get_queryset(request)
        return in_tree(found)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return _TreeList

    @admin.display(description=_("name"))
    def place(self, topic: Topic) -> str:
        return indented(topic)

    prepopulated_fields = {"code": ("name",)}  # noqa: RUF012  # as Django's admin reads it


class CustomFieldForm(forms.ModelForm[CustomField]):
    choices = SimpleArrayField(
        forms.CharField(max_length=60, required=False),
        label=_("choices"),
        required=False,
        delimiter="\n",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line; only for “One of a list”."),
    )

    class Meta:
        model = CustomField
        fields = ("code", "label", "kind", "choices", "is_required", "pattern", "minimum", "maximum", "order")

    def clean_choices(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["choices"])
        return list(dict.fromkeys(line for line in lines if line))

    def clean_pattern(self) -> str:
        pattern = str(self.cleaned_data["pattern"])
        problem = pattern_error(pattern) if pattern else ""
        if problem:
            raise ValidationError(_("This is not a regular expression: %(problem)s"), params={"problem": problem})
        return pattern

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == CustomField.Kind.CHOICE and not data.get("choices"):
            self.add_error("choices", _("Name at least one choice."))
        minimum, maximum = data.get("minimum"), data.get("maximum")
        if minimum is not None and maximum is not None and minimum > maximum:
            self.add_error("maximum", _("The maximum lies below the minimum."))
        return data


@admin.register(CustomField)
class CustomFieldAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    form = CustomFieldForm
    list_display = ("label", "code", "kind", "is_required", "order")

    def get_readonly_fields(self, request: HttpRequest, obj: CustomField | None = None) -> tuple[str, ...]:
        """Customers' values are kept under the code and have the kind: both stay as they were made."""
        return ("code", "kind") if obj else ()


@admin.register(CustomerSettings)
class CustomerSettingsAdmin(OneRowAdmin):
    list_display = ("__str__", "leap_day_rule", "consent_text_version", "follow_up_days")
