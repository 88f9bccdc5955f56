"""In Settings: what is promised, by which hours, by whom. Whoever changes it changes the due times of open cases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from simple_history.admin import SimpleHistoryAdmin

from complaints.models import (
    Absence,
    CalendarDay,
    ComplaintSettings,
    Door,
    SlaPolicy,
    Team,
    TeamMember,
    WorkCalendar,
)
from complaints.sla import holidaying, hours, laying
from core.errors import DomainError
from core.models import User
from customers import zones
from customers.admin.base import OneRowAdmin

_DAYS = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
)  # fmt: skip
_HOW = gettext_lazy("Such as 09:00-12:00, 13:00-18:00; 00:00-24:00 all day; empty: nobody works.")


class HoursField(forms.CharField):
    """Hours as people write them; the lists that are stored inside."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=200, **options)

    def prepare_value(self, value: Any) -> Any:
        return hours.write(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        try:
            return hours.read(super().clean(value))
        except ValueError as error:
            raise ValidationError(
                _("Write hours as 09:00-12:00, 13:00-18:00, one after the other."), code="hours"
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != (initial or []))
        except ValidationError:
            return True


# --- Hours ------------------------------------------------------------------------------------


class CalendarForm(forms.ModelForm[WorkCalendar]):
    """A field for each day of the week instead of the list that is stored."""

    zone = forms.CharField(
        label=gettext_lazy("time zone"), required=False,
        help_text=gettext_lazy("Such as Asia/Shanghai; empty: the programme’s."),
    )  # fmt: skip
    country = forms.ChoiceField(label=gettext_lazy("country of its holidays"), required=False)
    holidays_of = forms.IntegerField(
        label=gettext_lazy("add the public holidays of the year"), required=False,
        min_value=holidaying.FIRST, max_value=holidaying.LAST,
        help_text=gettext_lazy(
            "Of the country above, with its make-up working days as far as they are announced. Days that you entered "
            "stay as they are."
        ),
    )  # fmt: skip

    class Meta:
        model = WorkCalendar
        fields = ("name", "zone", "country")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = [("", "—"), *holidaying.countries()]  # type: ignore[attr-defined]
        for n in range(7):
            self.initial[f"day_{n}"] = self.instance.week[n]

    def clean_zone(self) -> str:
        try:
            return zones.time_zone(self.cleaned_data["zone"])
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("holidays_of") and not data.get("country"):
            self.add_error("country", _("Choose the country whose holidays are added."))
        if all(f"day_{n}" in data for n in range(7)):
            week = [data[f"day_{n}"] for n in range(7)]
            if not any(week):
                self.add_error("day_0", _("On one day at least somebody works."))
            self.instance.week = week
        return data


def _with_days(form: type[CalendarForm]) -> type[CalendarForm]:
    fields = {
        f"day_{n}": HoursField(label=name, help_text=_HOW if n == 0 else "") for n, name in enumerate(_DAYS)
    }  # fmt: skip
    return type("CalendarForm", (form,), fields)


class DayForm(forms.ModelForm[CalendarDay]):
    hours = HoursField(
        label=gettext_lazy("hours"),
        help_text=gettext_lazy("Empty: a holiday. Else when is worked: half days, make-up days."),
    )  # fmt: skip

    class Meta:
        model = CalendarDay
        fields = ("day", "name", "hours")


class DayInline(admin.TabularInline[Any, Any]):
    model = CalendarDay
    form = DayForm
    extra = 1


class _LaysAnew(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """What is saved here may move the due times of open cases: a job sees to it, and says so."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        super().save_related(request, form, formsets, change)
        if self.moves(form, formsets):
            job = self.lay(form.instance, request.user)
            messages.info(request, _("Due times of open cases are computed anew: %(title)s") % {"title": job.title})

    def moves(self, form: Any, formsets: Any) -> bool:
        return bool(form.has_changed() or any(one.has_changed() for one in formsets))

    def lay(self, row: Any, user: Any) -> Any:
        raise NotImplementedError


@admin.register(WorkCalendar)
class WorkCalendarAdmin(_LaysAnew):
    form = _with_days(CalendarForm)
    fields = ("name", "zone", *(f"day_{n}" for n in range(7)), "country", "holidays_of")
    list_display = ("name", "zone_name", "country")
    search_fields = ("name",)
    inlines = (DayInline,)

    @admin.display(description=gettext_lazy("time zone"))
    def zone_name(self, row: WorkCalendar) -> str:
        return row.zone or _("As the programme")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        # Fields of the days belong to no column: the factory must not look for them.
        return super().get_form(request, obj, change=change, **options | {"fields": ("name", "zone", "country")})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        if year := form.cleaned_data.get("holidays_of"):
            self._add_holidays(request, form.instance, year)

    def _add_holidays(self, request: HttpRequest, row: WorkCalendar, year: int) -> None:
        try:
            added = holidaying.add(calendar=row, country=row.country, year=year)
        except DomainError as error:
            messages.error(request, str(error))
            return
        told = ngettext("%(n)s holiday added.", "%(n)s holidays added.", added.days) % {"n": added.days}
        if added.make_up:
            told += " " + ngettext(
                "%(n)s make-up working day added.", "%(n)s make-up working days added.", added.make_up
            ) % {"n": added.make_up}
        messages.success(request, told)

    def lay(self, row: Any, user: Any) -> Any:
        return laying.after_calendar(row, user)


# --- People -----------------------------------------------------------------------------------


class _OfStaff:
    """Nobody who has left is chosen."""

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any) -> Any:
        if db_field.related_model is User:
            options["queryset"] = User.objects.filter(is_active=True).order_by("name", "email")
        return super().formfield_for_foreignkey(db_field, request, **options)  # type: ignore[misc]  # of the admin behind


class MemberInline(_OfStaff, admin.TabularInline[Any, Any]):
    model = TeamMember
    fields = ("user", "skills", "capacity")
    extra = 1


@admin.register(Team)
class TeamAdmin(_OfStaff, _LaysAnew):
    fields = ("name", "calendar", "lead", "manager", "is_confidential", "is_active")
    list_display = ("name", "calendar", "lead", "manager", "is_confidential", "is_active")
    list_select_related = ("calendar", "lead", "manager")
    search_fields = ("name",)
    inlines = (MemberInline,)

    def moves(self, form: Any, formsets: Any) -> bool:
        return "calendar" in form.changed_data

    def lay(self, row: Any, user: Any) -> Any:
        return laying.after_team(row, user)


@admin.register(Absence)
class AbsenceAdmin(_OfStaff, admin.ModelAdmin[Absence]):
    fields = ("user", "first_day", "last_day", "deputy")
    list_display = ("user", "first_day", "last_day", "deputy")
    list_select_related = ("user", "deputy")
    list_filter = ("first_day",)


# --- Promises ---------------------------------------------------------------------------------


class PolicyForm(forms.ModelForm[SlaPolicy]):
    doors = forms.MultipleChoiceField(
        label=gettext_lazy("came by"), required=False, choices=Door.choices, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: all of them."),
    )  # fmt: skip

    class Meta:
        model = SlaPolicy
        fields = (
            "name", "place", "is_active", "categories", "tiers", "doors", "min_severity", "acknowledge", "respond",
            "next", "resolve",
        )  # fmt: skip


@admin.register(SlaPolicy)
class SlaPolicyAdmin(_LaysAnew):
    form = PolicyForm
    list_display = ("place", "name", "acknowledge", "respond", "next", "resolve", "is_active")
    list_display_links = ("name",)
    filter_horizontal = ("categories", "tiers")
    fieldsets = (
        (None, {"fields": ("name", "place", "is_active")}),
        (
            gettext_lazy("Of which cases"),
            {
                "fields": ("categories", "tiers", "doors", "min_severity"),
                "description": gettext_lazy("What is left empty asks for nothing. The lowest place that fits holds."),
            },
        ),
        (
            gettext_lazy("What is promised"),
            {
                "fields": ("acknowledge", "respond", "next", "resolve"),
                "description": gettext_lazy(
                    "Minutes of working time of the team that looks after the case: 480 are a day of eight hours. "
                    "Empty: nothing is promised."
                ),
            },
        ),
    )

    def lay(self, row: Any, user: Any) -> Any:
        return laying.after_policy(row, user)


@admin.register(ComplaintSettings)
class ComplaintSettingsAdmin(OneRowAdmin):
    list_display = ("__str__", "default_team", "reopen_days", "close_days", "automatic_per_hour")
    list_select_related = ("default_team",)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """As long as nobody has saved them there is nothing to choose from: the page itself opens."""
        if self.has_add_permission(request):
            return redirect("admin:complaints_complaintsettings_add")
        told: HttpResponse = super().changelist_view(request, extra_context)
        return told
