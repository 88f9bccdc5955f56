"""Programme, policies and earn rules, with history and a preview of what a change will do.

A change of something in force is saved only after its sentence has been read and ticked.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from core import clock
from customers.models import Segment
from loyalty import rules, wording
from loyalty.admin import linking
from loyalty.admin.fields import NO_LIMIT, MoneyField, RateForm, UnitsForm, UnitsLimitField, WeekdaysField, at_most
from loyalty.models import CurrencyPolicy, EarnRule
from loyalty.simulator import foretelling
from sales.skus import BySku


class ConfirmedForm(forms.ModelForm[Any]):
    """Shows what a change will do, and saves it when that was confirmed."""

    confirmed = forms.BooleanField(
        label=gettext_lazy("I have read what this changes"),
        required=False,
        help_text=gettext_lazy("Save once to see it; nothing is changed before you tick this."),
    )

    def preview(self, old: Any, new: Any, data: dict[str, Any]) -> str:
        """What saving will do; empty when there is nothing to confirm."""
        raise NotImplementedError

    def preview_of_new(self, new: Any, data: dict[str, Any]) -> str:
        """The same of something that was not there before."""
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_asked = not self.errors and self.changed_data and not data.get("confirmed")
        if is_asked and (sentence := self._sentence(data)):
            self.add_error("confirmed", ValidationError(sentence, code="preview"))
        return data

    def _sentence(self, data: dict[str, Any]) -> str:
        model = type(self.instance)
        if not self.instance.pk:
            return self.preview_of_new(construct_instance(self, model()), data)
        new = construct_instance(self, model.objects.get(pk=self.instance.pk))
        return self.preview(model.objects.get(pk=self.instance.pk), new, data)


# What a rule of each kind may not ask, because nobody would look.
_PURCHASE_ONLY = ("in_birthday_month", "purchase_number", "weekdays", "time_from")


class EarnRuleForm(RateForm, ConfirmedForm, UnitsForm):
    counted = ("per_order", "per_day", "per_month", "per_customer", "budget")
    weekdays = WeekdaysField(label=gettext_lazy("Weekdays"), help_text=gettext_lazy("None chosen: every day."))
    minimum_spend = MoneyField(
        label=gettext_lazy("Minimum spend"),
        required=False,
        help_text=gettext_lazy("Per receipt, or the goal within the period; exactly this is enough."),
    )
    per_order = UnitsLimitField(gettext_lazy("At most per receipt"), NO_LIMIT)
    per_day = UnitsLimitField(gettext_lazy("At most per member and day"))
    per_month = UnitsLimitField(gettext_lazy("At most per member and month"))
    per_customer = UnitsLimitField(gettext_lazy("At most per member ever"))
    budget = UnitsLimitField(
        gettext_lazy("Budget"), gettext_lazy("Units for all members together; then the rule gives no more.")
    )

    class Meta:
        model = EarnRule
        help_texts: ClassVar = {
            "rate": gettext_lazy(
                "By the kind: units per 1.00 spent, a factor, or a number of units. A number of units of cashback and "
                "stored value is an amount, such as 10.00."
            )
        }
        fields = (
            "name", "currency", "kind", "event", "rate", "minimum_spend", "period", "times", "categories", "brands",
            "products", "channels", "tiers", "segment", "in_birthday_month", "purchase_number", "weekdays", "time_from",
            "time_until", "per_order", "per_day", "per_month", "per_customer", "budget", "valid_from", "valid_until",
            "is_active",
        )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # A rule that is only looked at has no fields.
        if "segment" in self.fields:
            published = Segment.objects.exclude(published_as="").order_by("name")
            self.fields["segment"].queryset = published  # type: ignore[attr-defined]  # of a choice of rows

    def preview(self, old: EarnRule, new: EarnRule, data: dict[str, Any]) -> str:
        now = clock.now()
        if new.is_active and not old.is_active:
            return self.preview_of_new(new, data)
        if not rules.was_in_force(old, now) or not set(self.changed_data) & {*rules.TERMS, *rules.SCOPES}:
            return ""
        return rules.change_in_words(old=old, new=new, scopes=_scopes(data), now=now)

    def preview_of_new(self, new: EarnRule, data: dict[str, Any]) -> str:
        return rules.start_in_words(new=new, scopes=_scopes(data), now=clock.now()) if new.is_active else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        now = clock.now()
        if self.instance.pk and self.changed_data:
            old = EarnRule.objects.get(pk=self.instance.pk)
            if rules.was_in_force(old, now) and rules.is_over(old, now):
                raise ValidationError(_("This rule is over; what it granted stays as it was."), code="rule_over")
            ends = data.get("valid_until")
            if rules.was_in_force(old, now) and ends and ends < now:
                self.add_error(
                    "valid_until", ValidationError(_("A rule in force cannot end in the past."), code="past")
                )
        self.instance.scopes_changed = bool(set(self.changed_data) & set(rules.SCOPES))
        self._check_kind(data)
        return data

    def _check_kind(self, data: dict[str, Any]) -> None:
        """What makes no sense for the kind is refused where it is filled in."""
        kind, rate = data.get("kind"), data.get("rate")
        if kind in {"bonus", "goal", "event"} and rate and rate != int(rate):
            self.add_error("rate", ValidationError(_("These units are a whole number."), code="whole"))
        if kind == "event" and not data.get("event"):
            self.add_error("event", ValidationError(_("Say for which event."), code="required"))
        if kind != "event" and data.get("event"):
            self.add_error("event", ValidationError(_("Only rules for events name one."), code="needless"))
        if kind == "goal":
            self._check_goal(data)
        if kind != "event" and data.get("times"):
            self.add_error("times", ValidationError(_("Only events are counted in times."), code="needless"))

    def _check_goal(self, data: dict[str, Any]) -> None:
        if not data.get("minimum_spend"):
            self.add_error("minimum_spend", ValidationError(_("Say how much must be spent."), code="required"))
        if data.get("period") not in {"month", "quarter", "year", "validity"}:
            self.add_error("period", ValidationError(_("A goal needs a month or longer."), code="required"))
        for name in (*_PURCHASE_ONLY, "tiers", "segment", "per_order"):
            if data.get(name):
                self.add_error(name, ValidationError(_("A spending goal does not ask this."), code="needless"))


def _scopes(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data.get(name) or [] for name in rules.SCOPES}


class Asking(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """Shows the sentence of a form as a question in a box of its own: nothing is wrong with what was typed."""

    change_form_template: str | None = "admin/asking_change_form.html"

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        form = context["adminform"].form
        if form.has_error("confirmed", "preview"):
            context["asked"] = form.errors.pop("confirmed")
            if len(context["errors"]) == 1:
                context["errors"] = []
        return super().render_change_form(request, context, *args, **kwargs)


class AsksFirst(Asking):
    """Brings what is to be confirmed (the last group of fields) to the top once it was asked."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        groups = list(super().get_fieldsets(request, obj))
        return [groups[-1], *groups[:-1]] if request.method == "POST" else groups


@admin.register(EarnRule)
class EarnRuleAdmin(BySku, AsksFirst):
    form = EarnRuleForm
    list_display = ("name", "currency", "kind", "in_words", "valid_from", "valid_until", "is_active")
    list_filter = ("currency", "kind", "is_active")
    search_fields = ("name",)
    filter_horizontal = ("categories", "brands", "channels", "tiers")
    readonly_fields = ("now_in_words", "replaces", "simulator")
    save_as = False
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "currency",
                    "kind",
                    "event",
                    "rate",
                    "is_active",
                    "now_in_words",
                    "replaces",
                    "simulator",
                )
            },
        ),
        (
            gettext_lazy("For what"),
            {"fields": ("minimum_spend", "period", "times", "categories", "brands", "products")},
        ),
        (
            gettext_lazy("For whom"),
            {"fields": ("tiers", "segment", "in_birthday_month", "purchase_number")},
        ),
        (
            gettext_lazy("When"),
            {
                "fields": ("channels", "weekdays", ("time_from", "time_until"), "valid_from", "valid_until"),
                "description": gettext_lazy(
                    "A receipt earns by the rules of its own time. A new rule with an empty “valid from” reaches back"
                    " for ever: receipts of earlier days that are imported or told late earn by it too. Receipts that"
                    " are recorded already keep what they earned. Hours after midnight belong to the weekday on which"
                    " they began."
                ),
            },
        ),
        (
            gettext_lazy("Limits"),
            {
                "fields": ("per_order", "per_day", "per_month", "per_customer", "budget"),
                "description": gettext_lazy(
                    "An entry says how much was asked and how much granted. What returns take back is free again."
                ),
            },
        ),
        (gettext_lazy("What this changes"), {"fields": ("confirmed",)}),
    )

    @admin.display(description=gettext_lazy("In words"))
    def in_words(self, rule: EarnRule) -> str:
        return wording.rule_in_words(rule)

    @admin.display(description=gettext_lazy("As it stands"))
    def now_in_words(self, rule: EarnRule) -> str:
        """What is stored, not what was just typed."""
        stored = EarnRule.objects.filter(pk=rule.pk).first()
        return wording.rule_in_words(stored) if stored else "–"

    @admin.display(description=gettext_lazy("Before you switch it on"))
    def simulator(self, rule: EarnRule) -> str:
        """A draft (not active) is saved first, then tried on real purchases."""
        if not rule.pk:
            return _(
                "Save it as not active first; then it can be tried on the purchases, or events, of the last 12 months."
            )
        address = reverse("loyalty:rule_simulation", args=[rule.pk])
        link = format_html('<a href="{}">{}</a>', address, _("What it would have granted in the last 12 months"))
        if rule.kind != EarnRule.Kind.EVENT:
            return link
        return format_html("{} {}", foretelling.in_words(rule.pk, now=clock.now()), link)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("segment").prefetch_related(*rules.SCOPES)

    def save_model(self, request: HttpRequest, obj: EarnRule, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        old_key = obj.pk
        if not change:
            obj.save()
            return
        rules.revise_rule(rule=obj, now=clock.now())
        if obj.pk != old_key:
            self.message_user(
                request, _("The old terms end now; their successor is this rule. Nothing earned so far has changed."),
                messages.INFO,
            )  # fmt: skip

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        if form.instance.valid_until and not form.cleaned_data.get("is_active"):
            # Switched off: the rule was ended as it stood; its scopes are history.
            return
        super().save_related(request, form, formsets, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was in force may be needed to explain or to take back; only plans are deleted."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and obj is not None and not rules.was_in_force(obj, clock.now())

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


# A hundred years, in what N counts: beyond the calendar no day can be computed, and no sale recorded.
_LONGEST_EXPIRY = {"months": 1_200, "activity": 1_200, "end_of_year": 100}


class CurrencyPolicyForm(ConfirmedForm, UnitsForm):
    counted = ("per_order", "per_day", "per_month")
    per_order = UnitsLimitField(gettext_lazy("At most per receipt"), NO_LIMIT)
    per_day = UnitsLimitField(gettext_lazy("At most per member and day"))
    per_month = UnitsLimitField(gettext_lazy("At most per member and month"))

    class Meta:
        model = CurrencyPolicy
        fields = (
            "is_active", "rounding", "pending_days", "expiry", "expiry_n", "unit_value", "combines", "tier_multiplies",
            "tax_earns", "delivery_earns", "tip_earns", "points_earn", "cashback_earns", "unearning_categories",
            "unearning_products", "per_order", "per_day", "per_month",
        )  # fmt: skip

    def preview(self, old: CurrencyPolicy, new: CurrencyPolicy, data: dict[str, Any]) -> str:
        scopes = {name: data.get(name) or [] for name in rules.POLICY_SCOPES}
        return rules.policy_change_in_words(old=old, new=new, scopes=scopes)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("expiry") == "days" and data.get("pending_days", 0) > (data.get("expiry_n") or 0):
            self.add_error(
                "pending_days",
                ValidationError(_("Units would expire before they can be spent."), code="pending_too_long"),
            )
        longest = _LONGEST_EXPIRY.get(str(data.get("expiry")))
        if longest and (data.get("expiry_n") or 0) > longest:
            self.add_error("expiry_n", at_most(longest))
        if (data.get("unit_value") or 0) < 0:
            self.add_error("unit_value", ValidationError(_("An amount is not below zero."), code="negative"))
        if self.instance.pk == "cashback" and data.get("unit_value") not in (None, 1):
            self.add_error(
                "unit_value", ValidationError(_("A unit of cashback is a unit of money."), code="cashback_is_money")
            )
        return data


class Fixed(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """Rows that migrations made: changed, never added or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CurrencyPolicy)
class CurrencyPolicyAdmin(BySku, Fixed, AsksFirst):
    form = CurrencyPolicyForm
    list_display = ("currency", "is_active", "in_words")
    readonly_fields = ("now_in_words", "existing")
    filter_horizontal = ("unearning_categories",)
    fieldsets = (
        (None, {"fields": ("now_in_words", "is_active", "rounding", "unit_value")}),
        (gettext_lazy("Dates"), {"fields": ("pending_days", "expiry", "expiry_n", "existing")}),
        (
            gettext_lazy("Earning"),
            {
                "fields": ("combines", "tier_multiplies", "per_order", "per_day", "per_month"),
                "description": gettext_lazy("Limits hold for all rules of the currency together."),
            },
        ),
        (
            gettext_lazy("What does not earn"),
            {
                "fields": (
                    "tax_earns", "delivery_earns", "tip_earns", "points_earn", "cashback_earns",
                    "unearning_categories", "unearning_products",
                )
            },
        ),
        (gettext_lazy("What this changes"), {"fields": ("confirmed",)}),
    )  # fmt: skip

    @admin.display(description=gettext_lazy("In words"))
    def in_words(self, policy: CurrencyPolicy) -> str:
        return " ".join(wording.policy_in_words(policy))

    @admin.display(description=gettext_lazy("As it stands"))
    def now_in_words(self, policy: CurrencyPolicy) -> str:
        return self.in_words(CurrencyPolicy.objects.get(pk=policy.pk))

    @admin.display(description=gettext_lazy("existing units"))
    def existing(self, policy: CurrencyPolicy) -> str:
        return linking.to_expiry(policy)
