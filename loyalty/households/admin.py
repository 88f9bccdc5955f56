"""Households in the admin: to be looked at; they are changed on their page."""

from __future__ import annotations

from django.contrib import admin

from customers.admin.base import ReadOnlyAdmin
from loyalty.models import Household, HouseholdMember


@admin.register(Household)
class HouseholdAdmin(ReadOnlyAdmin):
    customers_at = ("holder",)
    list_display = ("name", "holder", "daily_limit", "daily_money_limit", "created_at")
    list_select_related = ("holder",)
    ordering = ("-id",)


@admin.register(HouseholdMember)
class HouseholdMemberAdmin(ReadOnlyAdmin):
    customers_at = ("customer", "holder", "household__holder")
    list_display = ("customer", "household", "role", "since")
    list_select_related = ("customer", "household")
    ordering = ("-id",)
