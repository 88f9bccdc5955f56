"""Django admin of draws: the legal limits, and draws while they are drafts. They are run on their pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from core import clock
from core.models import User
from core.money import format_money
from customers.forms.base import language_name
from loyalty import serviceadmin
from loyalty.draws import publishing
from loyalty.draws.choices import other_languages
from loyalty.draws.forms import TEXTS, DrawForm
from loyalty.models import CountryLimit, Draw, Prize
from sales.forms import MoneyField


class CountryLimitForm(forms.ModelForm[CountryLimit]):
    max_prize_value = MoneyField(
        label=_("Largest value of one prize"), required=False, help_text=_("Empty: no limit. Exactly this is allowed.")
    )
    max_total_value = MoneyField(
        label=_("Largest value of all prizes"), required=False, help_text=_("Empty: no limit. Exactly this is allowed.")
    )

    class Meta:
        model = CountryLimit
        fields = (
            "country", "max_prize_value", "max_total_value", "max_days", "needs_free_entry", "is_forbidden", "source",
        )  # fmt: skip

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


@admin.register(CountryLimit)
class CountryLimitAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """What this changes: the next draw that names the country; what is published stays as it is."""

    form = CountryLimitForm
    list_display = ("country", "prize", "total", "max_days", "needs_free_entry", "is_forbidden", "source")
    fieldsets = (
        (None, {"fields": ("country", "source")}),
        (
            _("Limits"),
            {
                "description": _(
                    "A draw that names this country and exceeds a limit cannot be published, and is told why. "
                    "Draws that are published already stay as they are. Have the limits checked by somebody who "
                    "knows the law there."
                ),
                "fields": ("max_prize_value", "max_total_value", "max_days", "needs_free_entry", "is_forbidden"),
            },
        ),
    )

    @admin.display(description=_("largest value of one prize"))
    def prize(self, row: CountryLimit) -> str:
        return format_money(row.max_prize_value)

    @admin.display(description=_("largest value of all prizes"))
    def total(self, row: CountryLimit) -> str:
        return format_money(row.max_total_value)

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return ("country",) if obj else ()


# --- Draws --------------------------------------------------------------------------------


class DraftDrawForm(serviceadmin.DraftForm, DrawForm):
    """The form of the staff pages."""

    def __init__(self, data: Any = None, files: Any = None, *, instance: Any = None, initial: Any = None) -> None:
        self.instance = instance if instance is not None else Draw()
        draw = instance if instance is not None and instance.pk else None
        super().__init__(data, files, draw=draw, initial=initial)

    def written(self, instance: Any, actor: User | None) -> Draw:
        told: dict[str, Any] = {"data": self.draw_data(), **self.scopes(), "now": clock.now(), "actor": actor}
        if instance is None or instance.pk is None:
            return publishing.create_draw(**told)
        return publishing.change_draw(draw=instance, **told)


class _PrizeForm(forms.ModelForm[Prize]):
    value = MoneyField(label=_("value"), help_text=_("The legal limits ask for it."))

    class Meta:
        model = Prize
        fields = ("name", "value", "first_day", "last_day")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for code in other_languages():
            self.initial.setdefault(f"name__{code}", self.instance.translations.get(code, {}).get("name", ""))

    def prize_data(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = {code: {"name": text} for code in other_languages() if (text := data.get(f"name__{code}"))}
        return {key: data[key] for key in ("name", "value", "first_day", "last_day")} | {"translations": names}


_lazily: Any = lazy(lambda words: str(words()), str)


def _name_in(code: str) -> Any:
    """As `add_translations` words it, in the language of whoever reads."""
    return _lazily(
        lambda: gettext("%(field)s, in %(language)s") % {"field": _("name"), "language": language_name(code)}
    )


PrizeForm: Any = type(
    "PrizeForm",
    (_PrizeForm,),
    {
        f"name__{code}": forms.CharField(label=_name_in(code), required=False, max_length=120)
        for code in other_languages()
    }
    | {"__module__": __name__},
)


class PrizeInline(serviceadmin.DraftInline):
    model = Prize
    form = PrizeForm
    parent = "draw"
    ordering = ("position",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.has_change_permission(request, obj):
            return ("name", "value", "first_day", "last_day", *serviceadmin.translated_names(("name",)))
        return ("position", "name", "worth", "first_day", "last_day")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            () if self.has_change_permission(request, obj) else ("position", "name", "worth", "first_day", "last_day")
        )

    @admin.display(description=_("value"))
    def worth(self, row: Prize) -> str:
        return format_money(row.value)


@admin.register(Draw)
class DrawAdmin(serviceadmin.ServiceAdmin):
    """Drafts are edited, with their prizes; what is published is fixed."""

    draft_form = DraftDrawForm
    texts = TEXTS
    inlines = (PrizeInline,)
    list_display = ("name", "state", "opens_at", "closes_at", "draws_at", "participants_count")
    list_filter = ("state",)
    search_fields = ("name", "slug")
    ordering = ("-opens_at", "-id")
    shown: ClassVar = (
        (None, ("page", "name", "rules", "slug", "state", "countries")),
        (_("Times"), ("opens_at", "closes_at", "freezes_at", "draws_at", "claim_days")),
        (_("Ways to take part"), ("members_only", "max_chances", "by_signup", "by_points", "units_per_chance")),
        (_("Chances by purchase"), ("by_purchase", "counts", "per", "spend", "categories", "products", "on_return")),
        (_("Drawing"), ("several_prizes", "public_number_source", "public_number")),
        (
            _("What came of it"),
            (
                "published_at", "commitment", "frozen_at", "list_hash", "participants_count", "chances_count",
                "drawn_at", "seed", "cancelled_at", "cancel_reason",
            ),
        ),
    )  # fmt: skip

    def address(self, row: Draw) -> str:
        return reverse("loyalty:draw", args=[row.public_id])

    def delete_draft(self, row: Draw) -> None:
        publishing.delete_draft(draw=row)

    @admin.display(description=_("per"))
    def per(self, row: Draw) -> str:
        return format_money(row.step) if row.counts == Draw.Counts.AMOUNT else str(row.step)

    @admin.display(description=_("minimum spend"))
    def spend(self, row: Draw) -> str:
        return format_money(row.minimum_spend)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        removed, changed, new = serviceadmin.rows_of(formset)
        for prize, one in changed:
            publishing.change_prize(prize=prize, **one.prize_data())
        for prize in removed:
            publishing.remove_prize(prize=prize)
        for one in new:
            publishing.add_prize(draw=form.instance, **one.prize_data())
