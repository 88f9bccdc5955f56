"""Figures in Django admin: plans for moves between stages, sizes of wallets, and the fits to look at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from core import clock
from core.money import format_money
from customers import timeline
from customers.models import Customer
from loyalty.admin.fields import MoneyField
from loyalty.models import AreaSpend, ModelFit, StageMove, StatedSpend
from loyalty.naming import CustomerField


@admin.register(StageMove)
class StageMoveAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    list_display = ("from_stage", "to_stage", "owner", "target_share", "action")
    list_select_related = ("owner",)
    ordering = ("from_stage", "to_stage")


class _SpendForm(forms.ModelForm[Any]):
    yearly_amount = MoneyField(label=_("spend a year"), help_text=_("As an amount, such as 1200.00."))

    def clean_yearly_amount(self) -> int:
        if not (amount := int(self.cleaned_data["yearly_amount"])):
            raise ValidationError(_("Enter an amount above zero."), code="not_positive")
        return amount


@admin.register(AreaSpend)
class AreaSpendAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    form = _SpendForm
    list_display = ("country", "city", "a_year")
    search_fields = ("country", "city")
    ordering = ("country", "city")

    @admin.display(description=_("spend a year"), ordering="yearly_amount")
    def a_year(self, row: AreaSpend) -> str:
        return format_money(row.yearly_amount)


@admin.register(StatedSpend)
class StatedSpendAdmin(admin.ModelAdmin[StatedSpend]):
    form = _SpendForm
    list_display = ("customer", "a_year", "stated_on")
    list_select_related = ("customer",)
    search_fields = ("customer__display_name",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The customer by what is known of them; their number in the database stands on no page."""
        if db_field.name != "customer":
            return super().formfield_for_dbfield(db_field, request, **options)
        field = CustomerField(label=_("Customer"))
        field.seen = Customer.objects.visible_to(request.user)
        return field

    def save_model(self, request: HttpRequest, obj: StatedSpend, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        super().save_model(request, obj, form, change)
        self._note(request, obj, obj.yearly_amount)

    def delete_model(self, request: HttpRequest, obj: StatedSpend) -> None:
        customer = obj.customer_id
        super().delete_model(request, obj)
        self._note(request, StatedSpend(customer_id=customer), None)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            self.delete_model(request, row)

    def _note(self, request: HttpRequest, row: StatedSpend, amount: int | None) -> None:
        """Of a person: on their timeline, which erasing knows, instead of a history of its own."""
        user: Any = request.user
        timeline.record(
            customer=row.customer_id, verb="loyalty.stated_spend", actor=user, at=clock.now(), data={"amount": amount}
        )

    def get_readonly_fields(self, request: HttpRequest, obj: StatedSpend | None = None) -> tuple[str, ...]:
        return ("customer",) if obj else ()

    @admin.display(description=_("spend a year"), ordering="yearly_amount")
    def a_year(self, row: StatedSpend) -> str:
        return format_money(row.yearly_amount)


@admin.register(ModelFit)
class ModelFitAdmin(admin.ModelAdmin[ModelFit]):
    """Written by the nightly run only."""

    list_display = ("kind", "as_of", "has_converged", "n", "log_likelihood", "message")
    list_filter = ("kind", "has_converged")
    date_hierarchy = "as_of"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
