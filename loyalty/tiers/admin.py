"""Levels and settings in the admin, with what a change will do; members' levels are only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import clock
from core.templatetags.regulars import integer
from customers.admin.base import ReadOnlyAdmin
from loyalty.admin.configuration import AsksFirst, ConfirmedForm, Fixed
from loyalty.admin.ended import RunningOffersForm, WarnsOfEnded
from loyalty.admin.fields import UNITS_HOW, MoneyField, UnitsForm, UnitsLimitField
from loyalty.models import TierLevel, TierMembership, TierPeriod, TierSettings
from loyalty.tiers import reports, wording
from loyalty.tiers.terms import COUNTING, as_policy

_ASKS = ("min_spend", "min_units", "min_purchases", "needs_all", "is_active", "rank")


class OptionalMoneyField(MoneyField):
    """Empty asks nothing."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


class TierLevelForm(RunningOffersForm, ConfirmedForm, UnitsForm):
    offers = ("gift",)
    counted = ("min_units",)
    min_units = UnitsLimitField(gettext_lazy("Earned units from"), UNITS_HOW)
    min_spend = OptionalMoneyField(
        label=gettext_lazy("Spend from"),
        required=False,
        help_text=gettext_lazy("In the window of the tier settings; exactly this is enough. Empty: not asked."),
    )
    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=40, required=False)
    benefits_zh = forms.CharField(
        label=gettext_lazy("In words in Chinese"), max_length=600, required=False, widget=forms.Textarea
    )

    class Meta:
        model = TierLevel
        fields = (
            "code", "name", "rank", "is_active", "min_spend", "min_units", "min_purchases", "needs_all", "multiplier",
            "early_access_hours", "has_free_delivery", "contact", "gift", "benefits",
        )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        texts = self.instance.translations.get("zh-hans", {})
        self.fields["name_zh"].initial = texts.get("name", "")
        self.fields["benefits_zh"].initial = texts.get("benefits", "")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        texts = {"name": data.get("name_zh", ""), "benefits": data.get("benefits_zh", "")}
        self.instance.translations = self.instance.translations | {
            "zh-hans": {key: text for key, text in texts.items() if text}
        }
        return data

    def currency_of(self, name: str, data: dict[str, Any]) -> str:
        return TierSettings.objects.values_list("units_currency", flat=True).get(pk=1)

    def preview(self, old: TierLevel, new: TierLevel, data: dict[str, Any]) -> str:
        """Counted over everybody before anything is saved."""
        if not set(self.changed_data) & set(_ASKS):
            return ""
        touched = reports.touched_by(new, clock.now())
        keeping = ngettext(
            "%(n)s member holds this level without reaching the new thresholds and keeps it to the end of the period.",
            "%(n)s members hold this level without reaching the new thresholds and keep it to the end of their period.",
            touched.keeping,
        ) % {"n": integer(touched.keeping)}
        rising = ngettext(
            "%(n)s member reaches it at once, within minutes.", "%(n)s members reach it at once, within minutes.",
            touched.rising,
        ) % {"n": integer(touched.rising)}  # fmt: skip
        never = [wording.never_reached(*pair) for pair in reports.never_reached(new)]
        return " ".join([f"{wording.thresholds(old)} → {wording.thresholds(new)}.", keeping, rising, *never])


class _Touching(AsksFirst):
    """A change of what levels ask begins now: levels reached by it begin no earlier."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        super().save_model(request, obj, form, change)
        TierSettings.objects.filter(pk=1).update(terms_since=clock.now())


@admin.register(TierLevel)
class TierLevelAdmin(WarnsOfEnded, _Touching):
    form = TierLevelForm
    list_display = ("name", "rank", "asks", "multiplier", "gives", "is_active")
    ordering = ("-rank",)
    fieldsets = (
        (None, {"fields": ("code", "name", "name_zh", "rank", "is_active")}),
        (
            gettext_lazy("What it asks"),
            {
                "fields": ("min_spend", "min_units", "min_purchases", "needs_all"),
                "description": gettext_lazy(
                    "Nothing filled in: every member has it. Redeeming units never lowers a level; returns count"
                    " against the period of their sale."
                ),
            },
        ),
        (
            gettext_lazy("What it gives"),
            {
                "fields": (
                    "multiplier", "early_access_hours", "has_free_delivery", "contact", "gift", "benefits",
                    "benefits_zh",
                ),
                "description": gettext_lazy(
                    "Prices: make a price list and name this level as its target. One row for everything with a"
                    " percentage is a running discount card."
                ),
            },
        ),
        (gettext_lazy("What this changes"), {"fields": ("confirmed",)}),
    )  # fmt: skip

    @admin.display(description=gettext_lazy("Asks"))
    def asks(self, level: TierLevel) -> str:
        return wording.thresholds(level)

    @admin.display(description=gettext_lazy("Gives"))
    def gives(self, level: TierLevel) -> str:
        return "; ".join(wording.benefits(level)) or "–"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("contact", "gift")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        """A new level asks nobody to confirm: what it makes unreachable is said after."""
        super().save_model(request, obj, form, change)
        for pair in reports.never_reached(obj) if not change else ():
            messages.warning(request, wording.never_reached(*pair))


class TierSettingsForm(ConfirmedForm):
    class Meta:
        model = TierSettings
        fields = (
            "window", "window_months", "units_currency", "crossing", *COUNTING.values(), "keeps", "keeps_n",
            "grace_days", "notice_days", "downgrade", "comes_back", "close_percent",
        )  # fmt: skip

    def preview(self, old: TierSettings, new: TierSettings, data: dict[str, Any]) -> str:
        if set(self.changed_data) <= {"notice_days", "close_percent", "confirmed"}:
            return ""
        before, after = (_in_words(row) for row in (old, new))
        kept = _(
            "Everybody keeps their level to the day that they were told; whoever reaches more by the new terms rises."
        )
        touched = reports.touched_by_settings(new, clock.now())
        keeping = ngettext(
            "%(n)s member holds a level that they do not reach by the new terms, and keeps it to that day.",
            "%(n)s members hold a level that they do not reach by the new terms, and keep it to that day.",
            touched.keeping,
        ) % {"n": integer(touched.keeping)}
        rising = ngettext(
            "%(n)s member rises at once, within minutes.", "%(n)s members rise at once, within minutes.",
            touched.rising,
        ) % {"n": integer(touched.rising)}  # fmt: skip
        return f"{before} → {after} {kept} {keeping} {rising}"


def _in_words(row: TierSettings) -> str:
    told = f"{wording.window(row)}; {wording.keeps(row)}"
    return " ".join(filter(None, [told, wording.counts(as_policy(row).excluded), wording.comes_back(row)]))


@admin.register(TierSettings)
class TierSettingsAdmin(Fixed, _Touching):
    form = TierSettingsForm
    list_display = ("__str__", "window", "window_months", "keeps", "keeps_n", "downgrade")
    readonly_fields = ("terms_since",)
    fieldsets = (
        (gettext_lazy("Reaching a level"), {"fields": ("window", "window_months", "units_currency", "crossing")}),
        (
            gettext_lazy("What counts as spend"),
            {
                "fields": tuple(COUNTING.values()),
                "description": gettext_lazy("Goods paid with money always count; what comes back never does."),
            },
        ),
        (
            gettext_lazy("Keeping and losing it"),
            {"fields": ("keeps", "keeps_n", "grace_days", "notice_days", "downgrade", "comes_back")},
        ),
        (gettext_lazy("Lists"), {"fields": ("close_percent", "terms_since")}),
        (gettext_lazy("What this changes"), {"fields": ("confirmed",)}),
    )


@admin.register(TierMembership)
class TierMembershipAdmin(ReadOnlyAdmin):
    customers_at = ("customer",)
    list_display = ("customer", "level", "since", "keeps_until", "manual_level", "manual_until", "manual_reason")
    list_select_related = ("customer", "level", "manual_level")
    list_filter = ("level",)
    ordering = ("-customer",)


@admin.register(TierPeriod)
class TierPeriodAdmin(ReadOnlyAdmin):
    customers_at = ("customer",)
    list_display = ("customer", "from_level", "level", "valid_from", "valid_until", "cause", "booked_at")
    list_select_related = ("customer", "level", "from_level")
    list_filter = ("cause",)
    ordering = ("-id",)
