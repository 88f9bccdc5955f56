"""Mailboxes in Settings: where mail is fetched. The password is typed here, kept encrypted, and never shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from complaints.mail import hooks, proving
from complaints.models import Mailbox
from core.webhooks.secrets import seal
from messaging.tracking import secrets


class MailboxForm(forms.ModelForm[Mailbox]):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Kept encrypted and never shown again. Leave it empty to keep the one that is set."),
    )

    class Meta:
        model = Mailbox
        fields = (
            *("name", "address", "way", "host", "port", "security", "login", "folder", "first_days", "team"),
            *("vouchers", "needs_proof", "is_active"),
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("way") != Mailbox.Way.IMAP:
            return found
        for name in ("host", "login"):
            if not found.get(name):
                self.add_error(name, _("Needed to fetch mail over IMAP."))
        if not found.get("password") and not self.instance.sealed:
            self.add_error("password", _("Needed to fetch mail over IMAP."))
        return found

    def clean_vouchers(self) -> str:
        return " ".join(proving.names_of(self.cleaned_data["vouchers"]))

    def save(self, commit: bool = True) -> Mailbox:  # noqa: FBT001, FBT002  # Django's signature
        if told := self.cleaned_data.get("password"):
            self.instance.sealed = seal(told)
        if {"host", "folder", "login"} & set(self.changed_data):
            # Another place is read from its own beginning.
            self.instance.uid_validity = self.instance.last_uid = self.instance.looked_at = None
        self.instance.rests_until, self.instance.failures = None, 0
        saved: Mailbox = super().save(commit)
        return saved


@admin.register(Mailbox)
class MailboxAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """What this changes: the next look, within a minute; mail that was fetched stays."""

    form = MailboxForm
    list_display = ("name", "address", "way", "is_active", "looked_at", "error")
    list_filter = ("is_active", "way")
    readonly_fields = ("looked_at", "error", "doors")
    fieldsets = (
        (None, {"fields": ("name", "address", "way", "team", "vouchers", "needs_proof", "is_active")}),
        ("IMAP", {"fields": ("host", "port", "security", "login", "password", "folder", "first_days")}),
        (gettext_lazy("How it goes"), {"fields": ("looked_at", "error", "doors")}),
    )

    @admin.display(description=gettext_lazy("Addresses for providers"))
    def doors(self, mailbox: Mailbox) -> str:
        """Whoever may change the mailbox copies them to the provider: they hold the key."""
        if mailbox.way != Mailbox.Way.HOOK:
            return "—"
        return format_html("<ul>{}</ul>", format_html_join("", "<li><code>{}</code></li>", self._addresses()))

    def _addresses(self) -> list[tuple[str]]:
        scheme, _sep, rest = settings.SITE_URL.partition("://")
        found = []
        for code in hooks.VIEWS:
            login = f"{secrets.USER}:{secrets.password(hooks.door(code))}"
            found.append((f"{scheme}://{login}@{rest}{reverse('inbound:mail', args=[code])}",))
        return found

    def get_fieldsets(self, request: HttpRequest, obj: Mailbox | None = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        # Who may only look does not see the key.
        return shown if obj and self.has_change_permission(request, obj) else shown[:2]
