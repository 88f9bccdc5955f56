"""Figures in Django admin: plans for moves between stages, sizes of wallets, and the fits to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from loyalty.models import AreaSpend, ModelFit, StageMove, StatedSpend


@admin.register(StageMove)
class StageMoveAdmin(admin.ModelAdmin[StageMove]):
    list_display = ("from_stage", "to_stage", "owner", "target_share", "action")
    list_select_related = ("owner",)
    ordering = ("from_stage", "to_stage")


@admin.register(AreaSpend)
class AreaSpendAdmin(admin.ModelAdmin[AreaSpend]):
    list_display = ("country", "city", "yearly_amount")
    search_fields = ("country", "city")
    ordering = ("country", "city")


@admin.register(StatedSpend)
class StatedSpendAdmin(admin.ModelAdmin[StatedSpend]):
    list_display = ("customer", "yearly_amount", "stated_on")
    list_select_related = ("customer",)
    raw_id_fields = ("customer",)
    search_fields = ("customer__display_name",)


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
