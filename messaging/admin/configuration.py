"""Settings of messages, each with its history; two people who edit the same are told (`core.adminstale`)."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from customers.admin.base import OneRowAdmin
from messaging.models import Cap, CountryWording, MessagingSettings, Pace, Price, QuietHours, Template


@admin.register(MessagingSettings)
class MessagingSettingsAdmin(OneRowAdmin):
    list_display = ("__str__", "sender_name", "sender_email", "sms_sender", "sms_signature")
    fieldsets = (
        (None, {"fields": ("sender_name", "postal_address")}),
        (_("E-mail"), {"fields": ("sender_email", "reply_to", "confirm_email", "confirm_days", "soft_bounces")}),
        (_("Clicks"), {"fields": ("count_clicks", "count_opens")}),
        (
            _("SMS"),
            {
                "fields": ("sms_sender", "sms_signature", "sms_opt_out"),
                "description": _("Signature and way out count: an SMS in Chinese has 70 places, then 67 each."),
            },
        ),
    )


@admin.register(QuietHours)
class QuietHoursAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    """What this changes: messages that wait are asked again when they are due."""

    list_display = ("channel", "begins", "ends")
    fieldsets = (
        (
            None,
            {
                "fields": ("channel", "begins", "ends"),
                "description": _(
                    "By the customer’s own clock; 21:00 to 09:00 goes across midnight. What they asked for just now, "
                    "such as a confirmation, goes at any hour."
                ),
            },
        ),
    )


@admin.register(Pace)
class PaceAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    list_display = ("channel", "per_minute")
    fields = ("channel", "per_minute")


@admin.register(Price)
class PriceAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    """What this changes: previews tell what a campaign costs, and the profit and loss what was sent."""

    list_display = ("channel", "since", "amount")
    list_filter = ("channel",)
    fieldsets = (
        (
            None,
            {
                "fields": ("channel", "since", "amount"),
                "description": _(
                    "What your provider takes, or paper and postage. Campaigns then say what they will cost, and every "
                    "night what was sent the day before goes into the profit and loss. Leave a channel out if you enter"
                    " its bills by hand: it would count twice."
                ),
            },
        ),
    )


@admin.register(Cap)
class CapAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    list_display = ("channel", "purpose", "messages", "days")
    fieldsets = (
        (
            None,
            {
                "fields": ("channel", "purpose", "messages", "days"),
                "description": _(
                    "At most so many messages in so many days to one customer. What has no place waits for one, and is "
                    "listed as not sent when it would come too late."
                ),
            },
        ),
    )


class CountryWordingForm(forms.ModelForm[CountryWording]):
    class Meta:
        model = CountryWording
        fields = ("country", "email_mark", "sms_mark", "sms_opt_out")


@admin.register(CountryWording)
class CountryWordingAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    form = CountryWordingForm
    list_display = ("country", "email_mark", "sms_mark", "sms_opt_out")
    fieldsets = (
        (
            None,
            {
                "fields": ("country", "email_mark", "sms_mark", "sms_opt_out"),
                "description": _(
                    "Only news and offers are marked. For SMS the country of the number decides, for e-mails that of "
                    "the customer’s address, else the shop’s. Have it checked by somebody who knows the law there."
                ),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: CountryWording | None = None) -> tuple[str, ...]:
        return ("country",) if obj else ()


@admin.register(Template)
class TemplateAdmin(admin.ModelAdmin[Template]):
    """Only what carriers call it: what it says is written on its own pages, in versions."""

    fields = ("name", "channel", "approved_id")
    readonly_fields = ("name", "channel")
    list_display = ("name", "channel", "approved_id")
    list_filter = ("channel",)
    search_fields = ("name", "approved_id")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Template | None = None) -> bool:
        return False
