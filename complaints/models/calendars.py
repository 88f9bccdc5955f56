"""When teams work, who is in them, and who stands in for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints import clock
from core.clock import business_zone

OFFICE_WEEK: list[list[list[str]]] = [[["09:00", "18:00"]]] * 5 + [[], []]


def _office_week() -> list[list[list[str]]]:
    return [list(hours) for hours in OFFICE_WEEK]


def hours_of(told: Any) -> clock.Hours:
    """`[["09:00", "12:00"], ["13:00", "24:00"]]` as minutes. ValueError for what is none."""
    return tuple((_minute(start), _minute(end)) for start, end in told)


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    if not (len(hour) == len(minute) == 2 and int(minute) < 60 and int(hour) <= 24):
        raise ValueError(text)
    return int(hour) * 60 + int(minute)


class WorkCalendar(models.Model):
    """Hours by day of the week, from Monday; `CalendarDay` has the days that differ."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    # Empty: the programme's.
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    week = models.JSONField(_("hours"), default=_office_week)
    # Of which country public holidays were offered last ("CN").
    country = models.CharField(_("country of its holidays"), max_length=2, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        try:
            clock.Calendar(self.zone or "UTC", tuple(hours_of(hours) for hours in self.week))
        except (TypeError, ValueError) as error:
            raise ValidationError({"week": _("Seven days, each with its hours: [[“09:00”, “18:00”]].")}) from error

    def as_clock(self, days: dict[date, Any]) -> clock.Calendar:
        """`days` are those of its `CalendarDay` rows, with their hours."""
        week = tuple(hours_of(hours) for hours in self.week)
        different = tuple(sorted((day, hours_of(hours)) for day, hours in days.items()))
        return clock.Calendar(self.zone or str(business_zone()), week, different)


class CalendarDay(models.Model):
    """A holiday (no hours), a half day, or a day that is worked though it is none of the week's (make-up day)."""

    calendar = models.ForeignKey(WorkCalendar, models.CASCADE, related_name="days", db_index=False)
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    hours = models.JSONField(_("hours"), default=list, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("day that differs")
        verbose_name_plural = _("days that differ")
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=["calendar", "day"], name="complaint_calendar_day_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.name}".strip()

    def clean(self) -> None:
        try:
            clock.Calendar("UTC", ((),) * 7, ((self.day, hours_of(self.hours)),))
        except (TypeError, ValueError) as error:
            raise ValidationError({"hours": _("Hours of the day: [[“09:00”, “12:00”]]; none on a holiday.")}) from error


class Team(models.Model):
    """Who looks after cases, by which hours; of cases by and about staff only a team that is `is_confidential`."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    calendar = models.ForeignKey(WorkCalendar, models.PROTECT, related_name="teams", verbose_name=_("calendar"))
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("manager")
    )
    is_confidential = models.BooleanField(_("looks after cases by and about staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Cases go to whoever knows the category and has the fewest open ones for what they can carry."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="complaint_teams")
    # None: whatever comes.
    skills: Any = models.ManyToManyField("complaints.Category", blank=True, related_name="+", verbose_name=_("knows"))
    capacity = models.PositiveSmallIntegerField(
        _("open cases at a time"), default=20, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        constraints = (models.UniqueConstraint(fields=["team", "user"], name="complaint_member_once"),)

    def __str__(self) -> str:
        return f"{self.team}: {self.user}"


class Absence(models.Model):
    """Whoever is away gets no new cases; their deputy hears what they would have heard."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="complaint_absences")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy")
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("first_day",)
        constraints = (
            models.CheckConstraint(name="complaint_absence_days", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(name="complaint_deputy_other", condition=~Q(deputy=F("user"))),
            # The user as a range of one: so it needs no extension.
            ExclusionConstraint(
                name="complaint_absence_once",
                expressions=[
                    (Func(F("user"), F("user"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("first_day"), F("last_day"), Value("[]"), function="daterange"), "&&"),
                ],
                violation_error_message=_("They are noted as away on some of these days already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.first_day}–{self.last_day}"
