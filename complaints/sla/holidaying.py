"""Public holidays of a country, from a library that is looked after; what somebody entered by hand stays as it is.

Where a country moves working days (as China does around long holidays), the days off in exchange have no hours and the
make-up days the hours of an ordinary day. What a government has not announced yet nobody knows: ask again then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from complaints.models import CalendarDay, WorkCalendar
from core.errors import DomainError

FIRST, LAST = 2000, 2100
# By November most governments have said when next year's holidays are.
_REMINDS_FROM = 11
_LANGUAGES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class Added:
    days: int
    make_up: int
    # Entered before, by hand or by an earlier call.
    kept: int


def lacking(today: date) -> list[tuple[WorkCalendar, int]]:
    """Calendars in use that know no different day of a year which has begun, or is near, with that year.

    Those without a country, on which nothing ever differed, know that they have no holidays.
    """
    years = [today.year, *([today.year + 1] if today.month >= _REMINDS_FROM else [])]
    rows = WorkCalendar.objects.filter(teams__is_active=True).distinct().prefetch_related("days")
    found = []
    for row in rows:
        known = {one.day.year for one in row.days.all()}
        if known or row.country:
            found += [(row, year) for year in years if year not in known]
    return found


def countries() -> list[tuple[str, str]]:
    """Code and name in the reader's language, by name."""
    import holidays

    language = (translation.get_language() or "en").partition("-")[0]
    names = Locale.parse("zh_Hans" if language == "zh" else "en").territories
    codes = holidays.list_supported_countries(include_aliases=False)
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda one: one[1])


@transaction.atomic
def add(*, calendar: WorkCalendar, country: str, year: int) -> Added:
    """Refuses `country_unknown`, `year_unknown`. Twice is once."""
    told, make_up = _of(country, year)
    known = set(CalendarDay.objects.filter(calendar=calendar, day__year=year).values_list("day", flat=True))
    off = {day: name for day, name in told.items() if calendar.week[day.weekday()]}
    wanted = [CalendarDay(calendar=calendar, day=day, name=name[:80], hours=[]) for day, name in off.items()]
    wanted += [
        CalendarDay(calendar=calendar, day=day, name=str(_("Make-up working day")), hours=_ordinary(calendar))
        for day in make_up
    ]
    fresh = [row for row in wanted if row.day not in known]
    for row in fresh:
        row.save()
    added = sum(bool(row.hours) for row in fresh)
    return Added(len(fresh) - added, added, len(wanted) - len(fresh))


def _of(country: str, year: int) -> tuple[dict[date, str], list[date]]:
    import holidays

    if not FIRST <= year <= LAST:
        raise DomainError(
            "year_unknown", _("Name a year between %(first)d and %(last)d.") % {"first": FIRST, "last": LAST}
        )
    try:
        found: Any = holidays.country_holidays(country, years=year, language=_language(country))
    except (NotImplementedError, KeyError) as error:
        raise DomainError("country_unknown", _("Nothing is known of the holidays of this country.")) from error
    make_up = sorted(day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    return {day: name for day, name in sorted(found.items()) if day.year == year}, make_up


def _language(country: str) -> str | None:
    """Of the reader, if the library has it; else that of the country."""
    import holidays

    told = _LANGUAGES.get((translation.get_language() or "en").lower())
    spoken = holidays.list_localized_countries(include_aliases=False).get(country, [])
    return told if told in spoken else None


def _ordinary(calendar: WorkCalendar) -> list[Any]:
    """The hours of the first day of the week that has any."""
    return next((list(hours) for hours in calendar.week if hours), [])
