"""Django admin of limited editions: drafts with their openings are edited, what is published is looked at."""

from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import User
from core.money import format_money
from loyalty import serviceadmin
from loyalty.editions import publishing
from loyalty.editions.forms import LOCAL, TEXTS, EditionForm, LocalField, instant_of
from loyalty.models import Edition, EditionAccess


class DraftEditionForm(serviceadmin.DraftForm, EditionForm):
    """The form of the staff pages."""

    def __init__(self, data: Any = None, files: Any = None, *, instance: Any = None, initial: Any = None) -> None:
        self.instance = instance if instance is not None else Edition()
        edition = instance if instance is not None and instance.pk else None
        super().__init__(data, files, edition=edition)

    def written(self, instance: Any, actor: User | None) -> Edition:
        told: dict[str, Any] = {"data": self.edition_data(), "now": clock.now(), "actor": actor}
        if instance is None or instance.pk is None:
            return publishing.create_edition(**told)
        return publishing.change_edition(edition=instance, **told)


class OpeningForm(forms.ModelForm[EditionAccess]):
    """In the time of the edition's zone, also when that is typed on the same page."""

    opens = LocalField(label=_("Opens"), help_text=_("In the time zone of the edition."))

    class Meta:
        model = EditionAccess
        fields = ("group", "level", "members_only")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.instance.pk:
            local = self.instance.opens_at.astimezone(publishing.zone_of(self.instance.edition))
            self.initial["opens"] = local.strftime(LOCAL)

    def clean_opens(self) -> Any:
        typed = str(self.data.get("time_zone", "")).strip() or settings.BUSINESS_TIME_ZONE
        try:
            zone = ZoneInfo(typed)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValidationError(_("There is no time zone of this name."), code="time_zone_unknown") from error
        # The row names itself by it in the admin's own log.
        self.instance.opens_at = instant_of(self.cleaned_data["opens"], zone)
        return self.instance.opens_at

    def opening_data(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "opens_at": data["opens"],
            "group_id": data["group"].pk if data["group"] else None,
            "level_id": data["level"].pk if data["level"] else None,
            "members_only": data["members_only"],
        }


class OpeningInline(serviceadmin.DraftInline):
    model = EditionAccess
    form = OpeningForm
    parent = "edition"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        first = "opens" if self.has_change_permission(request, obj) else "opens_at"
        return (first, "group", "level", "members_only")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.has_change_permission(request, obj):
            return ()
        return ("opens_at", "group", "level", "members_only")


@admin.register(Edition)
class EditionAdmin(serviceadmin.ServiceAdmin):
    """Drafts are edited, with their openings; the quantity of a published one is changed on its page."""

    draft_form = DraftEditionForm
    texts = TEXTS
    inlines = (OpeningInline,)
    list_display = ("name", "state", "quantity", "taken", "closes_at", "created_at")
    list_filter = ("state",)
    search_fields = ("name", "slug")
    ordering = ("-created_at", "-id")
    list_select_related = ("product",)
    shown: ClassVar = (
        (None, ("page", "name", "description", "slug", "state")),
        (_("Pieces"), ("quantity", "taken", "per_customer", "product", "money", "is_claim_only", "on_return")),
        (
            _("Claiming"),
            (
                "time_zone",
                "closes_at",
                "hold_minutes",
                "most_lapsed",
                "has_waiting_list",
                "night_from",
                "night_until",
                "published_at",
            ),
        ),
    )

    def address(self, row: Edition) -> str:
        return reverse("loyalty:edition", args=[row.public_id])

    def delete_draft(self, row: Edition) -> None:
        publishing.delete_draft(edition=row)

    @admin.display(description=_("price"))
    def money(self, row: Edition) -> str:
        return "–" if row.price is None else format_money(row.price)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        removed, changed, new = serviceadmin.rows_of(formset)
        for opening, one in changed:
            publishing.change_opening(opening=opening, **one.opening_data())
        for opening in removed:
            publishing.remove_opening(opening=opening)
        for one in new:
            publishing.add_opening(edition=form.instance, **one.opening_data())
