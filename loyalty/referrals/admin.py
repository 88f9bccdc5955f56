"""Terms, partners, codes and offers in the admin; what happened by them is only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from core import clock
from core.money import format_money
from customers.admin.base import KeepsCounts, ReadOnlyAdmin
from loyalty.admin.ended import RunningOffersForm, WarnsOfEnded
from loyalty.admin.fields import MoneyField, UnitsForm, UnitsLimitField
from loyalty.models import Partner, PartnerClaim, PartnerOffer, Referral, ReferralCode, ReferralTerms
from loyalty.referrals import codes, wording

_HOW_MUCH = gettext_lazy("Points as a whole number, cashback as an amount, such as 10.00.")


@admin.register(Partner)
class PartnerAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    list_display = ("name", "kind", "email", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name",)


class ReferralTermsForm(RunningOffersForm, UnitsForm):
    offers = ("friend_promotion", "referrer_promotion")
    counted = ("friend_units", "referrer_units")
    friend_units = UnitsLimitField(gettext_lazy("How much"), _HOW_MUCH, least=0, empty=0)
    referrer_units = UnitsLimitField(gettext_lazy("How much"), _HOW_MUCH, least=0, empty=0)
    fee = MoneyField(
        label=gettext_lazy("Fee per new customer"), required=False,
        help_text=gettext_lazy("What a partner is paid, as an amount, such as 10.00."),
    )  # fmt: skip
    minimum_spend = MoneyField(
        label=gettext_lazy("Minimum spend"), required=False,
        help_text=gettext_lazy("Of the first purchase, as an amount, such as 10.00; exactly this is enough."),
    )  # fmt: skip

    class Meta:
        model = ReferralTerms
        fields = (
            "name", "is_active", "is_default", "text", "friend_reward", "friend_units", "friend_promotion",
            "referrer_reward", "referrer_units", "referrer_promotion", "fee", "minimum_spend", "hold_days",
            "coupon_days", "cap", "cap_days", "budget",
        )  # fmt: skip

    def currency_of(self, name: str, data: dict[str, Any]) -> str:
        """The reward of the same side; a coupon counts nothing."""
        reward = name.replace("_units", "_reward")
        return str(data.get(reward) or getattr(self.instance, reward))


@admin.register(ReferralTerms)
class ReferralTermsAdmin(WarnsOfEnded, KeepsCounts, SimpleHistoryAdmin):  # type: ignore[misc]
    """Terms are kept with every friend: a change is for those who join from then on."""

    form = ReferralTermsForm
    list_display = ("name", "in_words", "is_default", "is_active")
    list_filter = ("is_active",)
    readonly_fields = ("used_so_far",)
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "is_active", "is_default", "text"),
                "description": gettext_lazy(
                    "Every friend keeps the terms of the day on which they joined: a change is for later friends."
                ),
            },
        ),
        (gettext_lazy("The friend gets"), {"fields": ("friend_reward", "friend_units", "friend_promotion")}),
        (
            gettext_lazy("Who recommends gets"),
            {"fields": ("referrer_reward", "referrer_units", "referrer_promotion", "fee")},
        ),
        (
            gettext_lazy("When it counts"),
            {"fields": ("minimum_spend", "hold_days", "coupon_days", "cap", "cap_days", "budget", "used_so_far")},
        ),
    )

    @admin.display(description=gettext_lazy("In words"))
    def in_words(self, terms: ReferralTerms) -> str:
        friend, referrer = (wording.reward_in_words(terms, side) or "–" for side in ("friend", "referrer"))
        return _("friend: %(friend)s; who recommends: %(referrer)s; after %(days)d days") % {
            "friend": friend, "referrer": referrer, "days": terms.hold_days,
        }  # fmt: skip

    @admin.display(description=gettext_lazy("Used"))
    def used_so_far(self, terms: ReferralTerms) -> int:
        return terms.used

    def has_delete_permission(self, request: HttpRequest, obj: ReferralTerms | None = None) -> bool:
        return False


class PartnerCodeForm(forms.ModelForm[ReferralCode]):
    """A code of a partner; members make theirs themselves."""

    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=24, required=False, help_text=gettext_lazy("Empty: one is made.")
    )

    class Meta:
        model = ReferralCode
        fields = ("code", "terms", "partner", "label", "is_active")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.instance.pk and not data.get("partner"):
            self.add_error("partner", ValidationError(_("Whose code is it?"), code="required"))
        return data


@admin.register(ReferralCode)
class ReferralCodeAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    form = PartnerCodeForm
    list_display = ("code", "partner", "customer", "label", "terms_today", "is_active")
    list_select_related = ("partner", "customer", "terms")
    list_filter = ("is_active",)
    search_fields = ("code__exact", "label")
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("Terms"))
    def terms_today(self, code: ReferralCode) -> str:
        """A member's code keeps no terms: it brings on those that are for members."""
        return str(code.terms) if code.partner_id else _("those for members")

    def get_readonly_fields(self, request: HttpRequest, obj: ReferralCode | None = None) -> tuple[str, ...]:
        return ("code", "terms_today", "partner") if obj else ()

    def get_fields(self, request: HttpRequest, obj: ReferralCode | None = None) -> tuple[str, ...]:
        terms = "terms_today" if obj else "terms"
        return ("code", terms, "partner", "label", "is_active")

    def save_model(self, request: HttpRequest, obj: ReferralCode, form: Any, change: Any) -> None:
        if change:
            obj.save(update_fields=["label", "is_active"])
            return
        data = form.cleaned_data
        made = codes.make_partner_code(
            partner=data["partner"], terms=data["terms"], code=data["code"], label=data["label"], now=clock.now()
        )
        obj.__dict__.update(made.__dict__)

    def has_delete_permission(self, request: HttpRequest, obj: ReferralCode | None = None) -> bool:
        return False


@admin.register(Referral)
class ReferralAdmin(ReadOnlyAdmin):
    customers_at = ("friend", "referrer")
    list_display = ("friend", "code", "referrer", "state", "reason", "joined_at", "rewarded_at")
    list_select_related = ("friend", "code", "referrer")
    list_filter = ("state", "reason")
    search_fields = ("code__code__exact",)
    ordering = ("-id",)


class PartnerOfferForm(forms.ModelForm[PartnerOffer]):
    price = MoneyField(
        label=gettext_lazy("We pay per used code"), required=False, is_signed=True,
        help_text=gettext_lazy("As an amount, such as 10.00; below zero when the partner pays us."),
    )  # fmt: skip

    class Meta:
        model = PartnerOffer
        fields = (
            "partner", "title", "text", "quantity", "per_member", "price", "valid_from", "valid_until", "claim_days",
            "is_active",
        )  # fmt: skip


@admin.register(PartnerOffer)
class PartnerOfferAdmin(KeepsCounts, SimpleHistoryAdmin):  # type: ignore[misc]
    form = PartnerOfferForm
    list_display = ("title", "partner", "quantity", "claimed", "we_pay", "valid_until", "is_active")
    list_select_related = ("partner",)
    list_filter = ("is_active", "partner")
    readonly_fields = ("claimed",)

    @admin.display(description=gettext_lazy("we pay per used code"), ordering="price")
    def we_pay(self, offer: PartnerOffer) -> str:
        return format_money(offer.price)


@admin.register(PartnerClaim)
class PartnerClaimAdmin(ReadOnlyAdmin):
    customers_at = ("customer",)
    list_display = ("code", "offer", "customer", "state", "claimed_at", "used_at", "we_paid")
    list_select_related = ("offer", "customer")
    list_filter = ("state",)
    search_fields = ("code__exact",)
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("price"), ordering="price")
    def we_paid(self, claim: PartnerClaim) -> str:
        return format_money(claim.price)
