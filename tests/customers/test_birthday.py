"""Birthdays in both calendars, over many years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from borax.calendars.lunardate import LCalendars, LunarDate

from customers.birthday import (
    Birthday,
    LeapDay,
    StoredDay,
    age_on,
    celebrated_between,
    celebrated_on,
    in_year,
    next_occurrence,
)

YEARS = range(1930, 2090)


# New Year's days and the leap months of these years are in every almanac.
@pytest.mark.parametrize(
    ("year", "new_year"),
    [
        (1985, date(1985, 2, 20)),
        (2000, date(2000, 2, 5)),
        (2023, date(2023, 1, 22)),
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2033, date(2033, 1, 31)),
    ],
)
def test_lunar_new_year(year: int, new_year: date) -> None:
    assert in_year(Birthday(1, 1, is_lunar=True), year) == new_year


def test_mid_autumn_2025_fell_after_the_repeated_sixth_month() -> None:
    assert in_year(Birthday(8, 15, is_lunar=True), 2025) == date(2025, 10, 6)


def test_leap_month_is_kept_in_a_year_that_repeats_it() -> None:
    born = Birthday(6, 10, is_lunar=True, is_leap_month=True)
    assert in_year(born, 2025) == date(2025, 8, 3)
    assert in_year(Birthday(6, 10, is_lunar=True), 2025) == date(2025, 7, 4)


def test_leap_month_falls_in_the_ordinary_month_otherwise() -> None:
    born = Birthday(6, 10, is_lunar=True, is_leap_month=True)
    assert in_year(born, 2026) == in_year(Birthday(6, 10, is_lunar=True), 2026)


def test_leap_month_of_another_number_does_not_count() -> None:
    # 2023 repeated the second month.
    born = Birthday(6, 10, is_lunar=True, is_leap_month=True)
    assert in_year(born, 2023) == in_year(Birthday(6, 10, is_lunar=True), 2023)


@pytest.mark.parametrize("month", range(1, 13))
def test_day_30_moves_to_29_in_a_short_month(month: int) -> None:
    for year in YEARS:
        day = in_year(Birthday(month, 30, is_lunar=True), year)
        length = LCalendars.ndays(year, month, 0)
        assert (LunarDate.from_solar(day).month, LunarDate.from_solar(day).day) == (month, length)


@pytest.mark.parametrize(("rule", "expected"), [(LeapDay.FEBRUARY, (2, 28)), (LeapDay.MARCH, (3, 1))])
def test_29_february(rule: LeapDay, expected: tuple[int, int]) -> None:
    born = Birthday(2, 29)
    for year in YEARS:
        day = in_year(born, year, rule)
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        assert (day.month, day.day) == ((2, 29) if is_leap else expected)


@pytest.mark.parametrize(
    "born",
    [
        Birthday(12, 31),
        Birthday(1, 1),
        Birthday(2, 29),
        Birthday(1, 1, is_lunar=True),
        Birthday(12, 30, is_lunar=True),
        Birthday(11, 30, is_lunar=True, is_leap_month=True),
        Birthday(2, 30, is_lunar=True, is_leap_month=True),
    ],
)
def test_every_year_of_its_calendar_has_exactly_one_celebration(born: Birthday) -> None:
    """Walking from celebration to celebration misses no year and doubles none."""
    day, seen = date(1950, 6, 15), []
    for _ in range(100):
        day = next_occurrence(born, day)
        seen.append(day)
        day += timedelta(days=1)
    years = [LunarDate.from_solar(each).year if born.is_lunar else each.year for each in seen]
    assert years == list(range(years[0], years[0] + 100))


def test_next_occurrence_is_today_on_the_day() -> None:
    assert next_occurrence(Birthday(3, 10), date(2026, 3, 10)) == date(2026, 3, 10)
    assert next_occurrence(Birthday(3, 9), date(2026, 3, 10)) == date(2027, 3, 9)


@pytest.mark.parametrize("rule", list(LeapDay))
def test_day_and_person_agree(rule: LeapDay) -> None:
    """`celebrated_on` (which people has this day?) and `in_year` (which day has this person?) are one rule."""
    people = [
        Birthday(month, day, is_lunar=True, is_leap_month=is_leap)
        for month in range(1, 13)
        for day in (1, 15, 29, 30)
        for is_leap in (False, True)
    ] + [Birthday(2, 28), Birthday(2, 29), Birthday(3, 1), Birthday(12, 31)]
    for year in range(2015, 2040):
        for person in people:
            day = in_year(person, year, rule)
            key = StoredDay(person.is_lunar, person.month, person.day, person.is_leap_month)
            assert key in celebrated_on(day, rule)
            assert key not in celebrated_on(day + timedelta(days=1), rule)
            assert key not in celebrated_on(day - timedelta(days=1), rule)


def test_a_period_is_half_open() -> None:
    keys = celebrated_between(date(2026, 3, 10), date(2026, 3, 12))
    solar = {(key.month, key.day) for key in keys if not key.is_lunar}
    assert solar == {(3, 10), (3, 11)}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (Birthday(3, 10, year=1990), date(2026, 3, 9), 35),
        (Birthday(3, 10, year=1990), date(2026, 3, 10), 36),
        (Birthday(2, 29, year=2000), date(2026, 2, 27), 25),
        (Birthday(2, 29, year=2000), date(2026, 2, 28), 26),
        (Birthday(1, 1, is_lunar=True, year=1990), date(2026, 2, 16), 35),
        (Birthday(1, 1, is_lunar=True, year=1990), date(2026, 2, 17), 36),
        (Birthday(3, 10), date(2026, 3, 10), None),
    ],
)
def test_age(born: Birthday, day: date, age: int | None) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    "values",
    [
        {"month": 13, "day": 1},
        {"month": 2, "day": 30},
        {"month": 4, "day": 31},
        {"month": 1, "day": 31, "is_lunar": True},
        {"month": 1, "day": 0},
        {"month": 1, "day": 1, "is_leap_month": True},
    ],
)
def test_days_that_do_not_exist(values: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"no such day|leap"):
        Birthday(**values)  # type: ignore[arg-type]
