"""Django admin, entered through the log-in that knows rate limits, TOTP and passkeys."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core.adminstale import guarded


class AdminSite(admin.AdminSite):
    site_title = _("Regulars")
    site_header = _("Regulars: configuration")
    index_title = _("Configuration")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        super().register(model_or_iterable, guarded(admin_class or admin.ModelAdmin), **options)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        guarded = secure_admin_login(super().login)
        answer: HttpResponse = guarded(request, extra_context=extra_context)
        return answer
