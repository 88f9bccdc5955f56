"""In Settings: the trees of categories and root causes, listed as the trees that they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from simple_history.admin import SimpleHistoryAdmin

from complaints.learning import ready, trees
from complaints.models import Category, Cause
from core import clock


class NodeForm(forms.ModelForm):  # type: ignore[type-arg]  # of either tree
    chinese = forms.CharField(max_length=80, required=False, label=gettext_lazy("name in Chinese"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chinese"].initial = (self.instance.translations or {}).get(ready.ZH, "")
        parents: Any = self.fields.get("parent")
        if parents:
            self._offer(parents)

    def _offer(self, field: Any) -> None:
        """As a tree, without what lies below the node itself."""
        rows = trees.sorted_tree(type(self.instance))
        below = [row for row in rows if self.instance.pk not in trees.above(row)]
        names = trees.whole_names(rows)
        field.queryset = type(self.instance).objects.filter(pk__in=[row.pk for row in below])
        field.choices = [("", "–"), *((row.pk, names[row.pk]) for row in below)]

    def clean_parent(self) -> Any:
        parent = self.cleaned_data["parent"]
        if parent and len(trees.above(parent)) >= ready.MOST_DEEP:
            raise forms.ValidationError(_("The tree is deep enough: eight steps are the most."), code="tree_deep")
        return parent

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        told = {code: text for code, text in (self.instance.translations or {}).items() if code != ready.ZH}
        chinese = cleaned.get("chinese", "").strip()
        self.instance.translations = told | ({ready.ZH: chinese} if chinese else {})
        return cleaned


class NodeAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history ships no types
    """Moved by another parent: everything below comes along."""

    form = NodeForm
    list_display = ("place", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name",)
    list_per_page = 500
    show_full_result_count = False
    change_list_template = "complaints/learning_nodes.html"

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["path"]

    @admin.display(description=gettext_lazy("name"))
    def place(self, node: Any) -> str:
        return "\u2003" * (len(trees.above(node)) - 1) + str(node)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Cases point to it: what is not used any more is no longer active."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        trees.place(obj)

    def get_urls(self) -> list[URLPattern]:
        name = f"complaints_{self.opts.model_name}_ready"
        own = path("ready/", self.admin_site.admin_view(require_POST(self.plant)), name=name)
        return [own, *super().get_urls()]

    def plant(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        made = ready.plant(clock.now())
        messages.success(request, _("%(n)s names are there now. Change them as you like.") % {"n": made})
        return redirect(reverse(f"admin:complaints_{self.opts.model_name}_changelist"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        is_empty = self.has_add_permission(request) and not self.model.objects.exists()
        ready_url = reverse(f"admin:complaints_{self.opts.model_name}_ready") if is_empty else ""
        told: HttpResponse = super().changelist_view(request, {"ready_url": ready_url, **(extra_context or {})})
        return told


@admin.register(Category)
class CategoryAdmin(NodeAdmin):
    fields = (
        "name", "chinese", "parent", "severity", "team", "is_safety", "is_legal", "is_confidential", "is_internal",
        "is_active",
    )  # fmt: skip


@admin.register(Cause)
class CauseAdmin(NodeAdmin):
    fields = ("name", "chinese", "parent", "is_active")
