"""In Settings: what each role may give after a complaint without a second person."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from complaints.models import AmendLimit
from core.money import format_money
from loyalty.admin.fields import MoneyField

_HOW = _("As an amount, such as 100.00. 0: everything that costs needs a second person.")


class AmendLimitForm(forms.ModelForm[AmendLimit]):
    per_case = MoneyField(label=_("at most in a case"), help_text=_HOW)
    per_customer = MoneyField(label=_("at most for a customer in 12 months"), help_text=_HOW)

    class Meta:
        model = AmendLimit
        fields = ("role", "per_case", "per_customer")


@admin.register(AmendLimit)
class AmendLimitAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """Of several roles of one person the higher limit holds; superusers have none."""

    form = AmendLimitForm
    list_display = ("role", "in_case", "for_customer")
    list_select_related = ("role",)

    @admin.display(description=_("at most in a case"), ordering="per_case")
    def in_case(self, row: AmendLimit) -> str:
        return format_money(row.per_case)

    @admin.display(description=_("at most for a customer in 12 months"), ordering="per_customer")
    def for_customer(self, row: AmendLimit) -> str:
        return format_money(row.per_customer)
