"""Birthdays in the solar and in the Chinese lunar calendar; pure calculation, no database.

A birthday is a month and a day, the year is optional. What happens where the day does not
exist is a rule, not an accident:

* 29 February in an ordinary year: 28 February or 1 March, as the deployment decided (`LeapDay`).
* Day 30 of a lunar month that has 29 days this year: day 29.
* A leap month: celebrated in the leap month in years that repeat this month, else in the ordinary one.
* An ordinary month in a year that repeats it: the first of the two, as the calendar counts.

Lunar dates follow the table of the Hong Kong Observatory for 1900–2100 (package `borax`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from borax.calendars.lunardate import LCalendars, LunarDate

LUNAR_YEARS = range(1900, 2101)
# Of birth, in either calendar: nobody is older than the table.
YEARS = LUNAR_YEARS
SHORT_MONTH = 29
LONG_MONTH = 30


class LeapDay(Enum):
    """Where 29 February goes in an ordinary year."""

    FEBRUARY = "feb28"
    MARCH = "mar1"


@dataclass(frozen=True)
class Birthday:
    """`year` is of the same calendar as month and day; `is_leap_month` only with `is_lunar`."""

    month: int
    day: int
    is_lunar: bool = False
    is_leap_month: bool = False
    year: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.day <= self._longest_month():
            raise ValueError("no such day")
        if self.is_leap_month and not self.is_lunar:
            raise ValueError("only the lunar calendar has leap months")

    def _longest_month(self) -> int:
        if self.is_lunar:
            return LONG_MONTH
        return 29 if self.month == 2 else 30 if self.month in {4, 6, 9, 11} else 31


@dataclass(frozen=True, order=True)
class StoredDay:
    """A birthday as the database keeps it: what to look for on a given day."""

    is_lunar: bool
    month: int
    day: int
    is_leap_month: bool = False


def in_year(birthday: Birthday, year: int, leap_day: LeapDay = LeapDay.FEBRUARY) -> date:
    """The solar date of the birthday in a year *of its own calendar*."""
    return _lunar_in_year(birthday, year) if birthday.is_lunar else _solar_in_year(birthday, year, leap_day)


def leap_month(year: int) -> int:
    """The month that a lunar year repeats, 0 for none."""
    return int(LCalendars.leap_month(year))


def month_length(birthday: Birthday, year: int) -> int:
    """Days of the birthday's month in a year of its own calendar that has this month."""
    if birthday.is_lunar:
        return int(LCalendars.ndays(year, birthday.month, int(birthday.is_leap_month)))
    return monthrange(year, birthday.month)[1]


def born_on(birthday: Birthday) -> date:
    """The solar day of birth, of somebody whose year is told and had that day."""
    if birthday.year is None:
        raise ValueError("the year is not told")
    return in_year(birthday, birthday.year)


def next_occurrence(birthday: Birthday, today: date, leap_day: LeapDay = LeapDay.FEBRUARY) -> date:
    """The first celebration on or after `today`."""
    first = today.year - 1 if birthday.is_lunar else today.year
    days = (in_year(birthday, year, leap_day) for year in range(first, first + 3))
    return next(day for day in days if day >= today)


def age_on(birthday: Birthday, day: date, leap_day: LeapDay = LeapDay.FEBRUARY) -> int | None:
    """Completed years (of the birthday's own calendar) on a solar day; None without a year of birth."""
    if birthday.year is None:
        return None
    year = _to_lunar(day).year if birthday.is_lunar else day.year
    return year - birthday.year - (in_year(birthday, year, leap_day) > day)


def celebrated_on(day: date, leap_day: LeapDay = LeapDay.FEBRUARY) -> set[StoredDay]:
    """Every stored birthday that is celebrated on a solar day, by the rules above."""
    return set(_solar_celebrated(day, leap_day)) | set(_lunar_celebrated(day))


def celebrated_between(start: date, end: date, leap_day: LeapDay = LeapDay.FEBRUARY) -> set[StoredDay]:
    """The same for the half-open period `[start, end)`."""
    days = (start + timedelta(days=offset) for offset in range((end - start).days))
    return {stored for day in days for stored in celebrated_on(day, leap_day)}


def year_around(day: date, *, is_lunar: bool) -> tuple[date, date]:
    """The first and the last solar day of the year, of this calendar, in which a solar day lies."""
    if not is_lunar:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    year = _to_lunar(day).year
    first: date = LunarDate(year, 1, 1).to_solar_date()
    months = [int(LCalendars.ndays(year, month)) for month in range(1, 13)]
    repeated = leap_month(year)
    length = sum(months) + (int(LCalendars.ndays(year, repeated, 1)) if repeated else 0)
    return first, first + timedelta(days=length - 1)


def _is_leap_year(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _solar_in_year(birthday: Birthday, year: int, leap_day: LeapDay) -> date:
    if (birthday.month, birthday.day) == (2, 29) and not _is_leap_year(year):
        return date(year, 2, 28) if leap_day is LeapDay.FEBRUARY else date(year, 3, 1)
    return date(year, birthday.month, birthday.day)


def _lunar_in_year(birthday: Birthday, year: int) -> date:
    is_leap = birthday.is_leap_month and LCalendars.leap_month(year) == birthday.month
    length = LCalendars.ndays(year, birthday.month, int(is_leap))
    solar: date = LunarDate(year, birthday.month, min(birthday.day, length), int(is_leap)).to_solar_date()
    return solar


def _to_lunar(day: date) -> LunarDate:
    return LunarDate.from_solar(day)


def _solar_celebrated(day: date, leap_day: LeapDay) -> Iterator[StoredDay]:
    yield StoredDay(is_lunar=False, month=day.month, day=day.day)
    substitute = (2, 28) if leap_day is LeapDay.FEBRUARY else (3, 1)
    if not _is_leap_year(day.year) and (day.month, day.day) == substitute:
        yield StoredDay(is_lunar=False, month=2, day=29)


def _lunar_celebrated(day: date) -> Iterator[StoredDay]:
    lunar = _to_lunar(day)
    is_leap = bool(lunar.leap)
    is_repeated = LCalendars.leap_month(lunar.year) == lunar.month
    ends_short = lunar.day == SHORT_MONTH == LCalendars.ndays(lunar.year, lunar.month, int(is_leap))
    for number in (lunar.day, LONG_MONTH) if ends_short else (lunar.day,):
        yield StoredDay(is_lunar=True, month=lunar.month, day=number, is_leap_month=is_leap)
        if not is_leap and not is_repeated:
            yield StoredDay(is_lunar=True, month=lunar.month, day=number, is_leap_month=True)
