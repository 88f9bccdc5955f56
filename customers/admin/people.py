"""Customers and the trail, to look at. The link leads to the page where things are done."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from customers import timeline
from customers.admin.base import ReadOnlyAdmin
from customers.models import Customer, TimelineEntry


@admin.register(Customer)
class CustomerAdmin(ReadOnlyAdmin):
    list_display = ("display_name", "kind", "email", "phone", "assigned_to", "page")
    list_filter = ("kind", "is_test", "is_staff_customer")
    list_select_related = ("assigned_to",)
    search_fields = ("display_name",)
    search_help_text = _("Name, pinyin initials, phone, e-mail")
    ordering = ("sort_key", "pk")
    exclude = ("tags", "groups")
    readonly_fields = ("page",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Customer.objects.visible_to(request.user)

    def get_exclude(self, request: HttpRequest, obj: Customer | None = None) -> tuple[str, ...]:
        """Not the company of a contact person that is none of this user's."""
        is_hidden = obj is not None and obj.company is not None and not obj.company.is_visible_to(request.user)
        return (*self.exclude, "company") if is_hidden else self.exclude

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The same search as everywhere, through its indexes, among what the filters leave."""
        found: Any = queryset
        return (found.search(search_term) if search_term else found), False

    @admin.display(description=_("Page"))
    def page(self, customer: Customer) -> SafeString:
        url = reverse("customers:detail", args=[customer.public_id])
        return format_html('<a href="{}">{}</a>', url, _("Open"))


@admin.register(TimelineEntry)
class TimelineEntryAdmin(ReadOnlyAdmin):
    """Also what concerns no single customer, such as an export."""

    list_display = ("at", "what", "customer", "by", "reason")
    list_select_related = ("customer", "actor")
    ordering = ("-at", "-pk")
    fields = ("at", "what", "customer", "actor", "verb", "data", "reason", "target")
    readonly_fields = ("what",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        entries: QuerySet[Any] = timeline.seen(super().get_queryset(request), request.user)
        if request.user.has_perm("customers.view_all_customers"):
            return entries
        return entries.filter(customer__in=Customer.objects.visible_to(request.user))

    @admin.display(description=_("what"))
    def what(self, entry: TimelineEntry) -> str:
        return timeline.sentence(entry.verb, entry.data)

    @admin.display(description=_("by"))
    def by(self, entry: TimelineEntry) -> str:
        return timeline.by_whom(entry)
