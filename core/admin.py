"""Administration of what belongs to no other app: API integrations."""

from __future__ import annotations

from copy import copy
from typing import Any

import allauth.mfa.admin  # noqa: F401  # registers the table, whose place ours takes
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core import integrations
from core.models import Integration
from core.webhooks import admin as webhooks

__all__ = ["IntegrationAdmin", "webhooks"]


def _scope_choices() -> list[tuple[str, str]]:
    return [(scope.code, f"{scope.label} ({scope.code})") for scope in integrations.all_scopes()]


class IntegrationForm(forms.ModelForm[Integration]):
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=lazy(_scope_choices, list)(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What this integration may do. Give as few as it needs."),
    )

    class Meta:
        model = Integration
        fields = ("name", "scopes", "is_active")


@admin.register(Integration)
class IntegrationAdmin(admin.ModelAdmin[Integration]):
    """The token is shown on one page, right after it was made; only its hash is stored."""

    form = IntegrationForm
    list_display = ("name", "token_hint", "scope_list", "is_active", "last_used_on", "created_at")
    list_filter = ("is_active",)
    search_fields = ("name",)
    readonly_fields = ("token_hint", "last_used_on", "created_at", "documentation")
    actions = ("replace_tokens",)

    def get_readonly_fields(self, request: HttpRequest, obj: Integration | None = None) -> tuple[str, ...]:
        return self.readonly_fields if obj else ("documentation",)

    @admin.display(description=_("What it can call"))
    def documentation(self, integration: Integration) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("docs"), _("API documentation"))

    @admin.display(description=_("Scopes"))
    def scope_list(self, integration: Integration) -> str:
        return ", ".join(integration.scopes)

    def save_model(self, request: HttpRequest, obj: Integration, form: Any, change: Any) -> None:
        if change:
            obj.save(update_fields=["name", "scopes", "is_active"])
            return
        made, token = integrations.create_integration(name=obj.name, scopes=obj.scopes, is_active=obj.is_active)
        obj.__dict__.update(made.__dict__)
        request.new_token = token  # type: ignore[attr-defined]  # for the answer to this very request

    def response_add(
        self, request: HttpRequest, obj: Integration, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._show_token(request, obj, request.new_token)  # type: ignore[attr-defined]

    @admin.action(description=_("Replace the token of the selected integration"), permissions=["change"])
    def replace_tokens(self, request: HttpRequest, queryset: QuerySet[Integration]) -> HttpResponse | None:
        if len(chosen := list(queryset[:2])) != 1:
            self.message_user(request, _("Choose exactly one integration."), messages.ERROR)
            return None
        token = integrations.replace_token(integration=chosen[0])
        self.log_change(request, chosen[0], str(_("Token replaced")))
        return self._show_token(request, chosen[0], token)

    def _show_token(self, request: HttpRequest, integration: Integration, token: str) -> HttpResponse:
        """Not through a message: those pass a cookie or the session table."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Token of “%(name)s”") % {"name": integration.name},
            "opts": self.opts,
            "integration": integration,
            "token": token,
        }
        response = TemplateResponse(request, "admin/core/integration/token.html", context)
        response["Cache-Control"] = "no-store"
        return response


class _SecondFactorList(ChangeList):
    """Django's list, under our name."""

    def __init__(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().__init__(request, *arguments, **options)
        self.title, self.opts = str(_("Second factors")), self.model_admin.opts


admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class SecondFactorAdmin(admin.ModelAdmin[Authenticator]):
    """Removed for somebody who lost their phone; nobody makes one here, and nobody reads its secret."""

    fields = ("user", "type", "created_at", "last_used_at")
    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")
    ordering = ("-created_at",)

    def __init__(self, model: type[Authenticator], site: admin.AdminSite) -> None:
        super().__init__(model, site)
        # The package's table has no name that could be translated, and its migrations are not ours to write.
        self.opts = copy(model._meta)  # noqa: SLF001
        self.opts.verbose_name, self.opts.verbose_name_plural = _("second factor"), _("second factors")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return _SecondFactorList

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Authenticator | None = None) -> bool:
        return False
