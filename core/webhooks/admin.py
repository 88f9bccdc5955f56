"""Webhooks in the admin: where to, which events; the secret is shown on one page, right after it was made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from core import clock
from core.errors import DomainError
from core.webhooks import delivering, endpoints, events
from core.webhooks.addresses import find_target
from core.webhooks.models import WebhookEndpoint


def _event_choices() -> list[tuple[str, str]]:
    return [(kind.code, f"{kind.title} ({kind.code})") for kind in events.event_types() if kind.code != endpoints.TEST]


class WebhookEndpointForm(forms.ModelForm[WebhookEndpoint]):
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"),
        choices=lazy(_event_choices, list)(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What this address is told from now on. Nothing is kept for events nobody chose."),
    )

    class Meta:
        model = WebhookEndpoint
        fields = ("name", "url", "events", "is_active")
        field_classes = {"url": forms.CharField}  # noqa: RUF012  # Django's way; the address is judged below

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            find_target(url)
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from error
        return url


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    form = WebhookEndpointForm
    list_display = ("name", "url", "event_list", "is_active", "failures", "rests_until")
    list_filter = ("is_active",)
    search_fields = ("name", "url")
    readonly_fields = ("failures", "rests_until", "previous_until", "created_at")
    actions = ("replace_secrets", "send_tests", "replay_given_up")

    def get_readonly_fields(self, request: HttpRequest, obj: WebhookEndpoint | None = None) -> tuple[str, ...]:
        return self.readonly_fields if obj else ()

    @admin.display(description=gettext_lazy("Events"))
    def event_list(self, endpoint: WebhookEndpoint) -> str:
        return ", ".join(endpoint.events)

    def save_model(self, request: HttpRequest, obj: WebhookEndpoint, form: Any, change: Any) -> None:
        if change:
            obj.save(update_fields=["name", "url", "events", "is_active"])
            return
        made, secret = endpoints.create_endpoint(
            name=obj.name, url=obj.url, events_wanted=obj.events, is_active=obj.is_active
        )
        obj.__dict__.update(made.__dict__)
        request.new_secret = secret  # type: ignore[attr-defined]  # for the answer to this very request

    def response_add(
        self, request: HttpRequest, obj: WebhookEndpoint, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._show_secret(request, obj, request.new_secret)  # type: ignore[attr-defined]

    @admin.action(description=gettext_lazy("Replace the secret of the selected webhook"), permissions=["change"])
    def replace_secrets(self, request: HttpRequest, queryset: QuerySet[WebhookEndpoint]) -> HttpResponse | None:
        if len(chosen := list(queryset[:2])) != 1:
            self.message_user(request, _("Choose exactly one webhook."), messages.ERROR)
            return None
        secret = endpoints.replace_secret(endpoint=chosen[0], now=clock.now())
        self.log_change(request, chosen[0], "Secret replaced")
        return self._show_secret(request, chosen[0], secret)

    @admin.action(description=gettext_lazy("Send a test event"), permissions=["change"])
    def send_tests(self, request: HttpRequest, queryset: QuerySet[WebhookEndpoint]) -> None:
        for endpoint in queryset:
            endpoints.send_test(endpoint=endpoint, now=clock.now())
        self.message_user(request, _("The test is on its way; the page “Webhooks” shows what came of it."))

    @admin.action(description=gettext_lazy("Send again what was given up"), permissions=["change"])
    def replay_given_up(self, request: HttpRequest, queryset: QuerySet[WebhookEndpoint]) -> None:
        count = sum(delivering.replay_given_up(endpoint_id=row.pk, now=clock.now()) for row in queryset)
        self.message_user(request, _("%(count)d deliveries are sent again.") % {"count": count})

    def _show_secret(self, request: HttpRequest, endpoint: WebhookEndpoint, secret: str) -> HttpResponse:
        """Not through a message: those pass a cookie or the session table."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Secret of “%(name)s”") % {"name": endpoint.name},
            "opts": self.opts,
            "endpoint": endpoint,
            "secret": secret,
        }
        response = TemplateResponse(request, "admin/core/webhookendpoint/secret.html", context)
        response["Cache-Control"] = "no-store"
        return response
