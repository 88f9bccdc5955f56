"""Working time: worked examples, days on which clocks are moved, a reference that counts minute by minute."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.clock import ALWAYS, Calendar, NeverOpenError, Pause, Stopwatch, after, calendar_of, worked

SHANGHAI = "Asia/Shanghai"
OFFICE = ((9 * 60, 18 * 60),)
WORKDAYS = (*(OFFICE,) * 5, (), ())
GOLDEN_WEEK = [date(2026, 10, day) for day in range(1, 8)]
HOUR = 3600


def at(text: str, zone: str = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def office(holidays: list[date] = GOLDEN_WEEK, makeup: tuple[date, ...] = (date(2026, 10, 10),)) -> Calendar:
    return calendar_of(SHANGHAI, WORKDAYS, holidays, dict.fromkeys(makeup, OFFICE))


@pytest.mark.parametrize(
    ("calendar", "start", "hours", "due"),
    [
        (office(), "2026-09-30 17:00", 8, "2026-10-08 16:00"),
        (office(), "2026-10-09 17:00", 4, "2026-10-10 12:00"),
        (office(makeup=()), "2026-10-09 17:00", 4, "2026-10-12 12:00"),
        (office([date(2026, 10, 12)], ()), "2026-10-09 17:30", 4, "2026-10-13 12:30"),
        (office(), "2026-09-30 09:00", 9, "2026-09-30 18:00"),
        (office(), "2026-09-30 23:00", 1, "2026-10-08 10:00"),
    ],
)  # fmt: skip
def test_worked_examples(calendar: Calendar, start: str, hours: int, due: str) -> None:
    assert after(calendar, at(start), hours * HOUR) == at(due)
    assert worked(calendar, at(start), at(due)) == hours * HOUR


def test_breaks_and_half_days() -> None:
    halves = ((9 * 60, 12 * 60), (13 * 60, 18 * 60))
    calendar = calendar_of(SHANGHAI, (halves,) * 7, [], {date(2026, 9, 30): ((9 * 60, 12 * 60),)})
    assert after(calendar, at("2026-09-29 11:00"), 2 * HOUR) == at("2026-09-29 14:00")
    assert after(calendar, at("2026-09-30 11:00"), 2 * HOUR) == at("2026-10-01 10:00")


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_a_day_on_which_clocks_are_moved_is_as_long_as_it_is(day: str, hours: int) -> None:
    calendar = Calendar("Europe/Berlin", (ALWAYS,) * 7)
    start = at(f"{day} 00:00", "Europe/Berlin")
    end = at(f"{date.fromisoformat(day) + timedelta(days=1)} 00:00", "Europe/Berlin")
    assert worked(calendar, start, end) == hours * HOUR
    assert after(calendar, start, hours * HOUR) == end


def test_a_calendar_that_never_opens() -> None:
    with pytest.raises(NeverOpenError):
        after(Calendar("UTC", ((),) * 7), at("2026-01-01", "UTC"), 1)


@pytest.mark.parametrize("week", [(OFFICE,) * 6, (((60, 30),),) * 7, (((0, 1441),),) * 7, (((0, 60), (60, 90)),) * 7])
def test_hours_that_make_no_sense(week: tuple) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # any of them
        Calendar("UTC", week)


# --- Pauses -------------------------------------------------------------------------------


def watch(hours: int, *pauses: Pause, started: str = "2026-09-28 09:00") -> Stopwatch:
    return Stopwatch(office(), at(started), hours * HOUR, pauses)


def test_pauses_put_the_due_time_off_by_their_working_time() -> None:
    pause = Pause(at("2026-09-28 12:00"), at("2026-09-29 10:00"))
    assert watch(4, pause).due() == at("2026-09-29 11:00")
    assert watch(4, pause, Pause(at("2026-09-28 13:00"), at("2026-09-28 20:00"))).due() == at("2026-09-29 11:00")
    assert watch(3, pause).due() == at("2026-09-28 12:00")


def test_while_it_is_paused_nothing_is_due() -> None:
    paused = watch(4, Pause(at("2026-09-28 12:00")))
    assert paused.due() is None
    assert paused.spent(at("2026-10-20 09:00")) == 3 * HOUR
    assert not paused.is_late(at("2026-10-20 09:00"))


def test_shares_for_escalation() -> None:
    promised = watch(8)
    assert [promised.reaches(share) for share in (50, 100, 150)] == [
        at("2026-09-28 13:00"), at("2026-09-28 17:00"), at("2026-09-29 12:00"),
    ]  # fmt: skip
    assert promised.share(at("2026-09-28 13:00")) == 0.5


def test_what_is_done_in_the_last_second_is_in_time() -> None:
    promised = watch(1)
    assert not promised.is_late(at("2026-09-28 10:00"))
    assert promised.is_late(at("2026-09-28 10:00") + timedelta(seconds=1))


# --- Against a reference ------------------------------------------------------------------

minutes = st.integers(0, 24 * 60)
gaps = st.lists(st.tuples(st.integers(0, 9_000), st.integers(0, 3_000)), max_size=5)


@st.composite
def hours(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    cuts = sorted(draw(st.sets(minutes, min_size=0, max_size=6)))
    return tuple(zip(cuts[::2], cuts[1::2], strict=False))


# In each of them clocks are moved within these weeks.
ZONES = {"Europe/Berlin": date(2026, 3, 23), "America/New_York": date(2026, 10, 26), SHANGHAI: date(2026, 9, 28)}


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    zone = draw(st.sampled_from(sorted(ZONES)))
    first = ZONES[zone]
    different = draw(st.dictionaries(st.integers(0, 13).map(lambda n: first + timedelta(days=n)), hours(), max_size=4))
    week = draw(st.tuples(*[hours()] * 7))
    return calendar_of(zone, week, [], different), datetime.combine(first, datetime.min.time(), UTC)


def is_open(calendar: Calendar, instant: datetime) -> bool:
    """The reference: what the clock on the wall says in this minute."""
    local = instant.astimezone(ZoneInfo(calendar.zone))
    today = dict(calendar.days).get(local.date(), calendar.week[local.weekday()])
    return any(start <= local.hour * 60 + local.minute < end for start, end in today)


@settings(max_examples=60, deadline=None)
@given(calendars(), st.integers(0, 10_000), st.integers(0, 8_000), st.integers(1, 3_000))
def test_as_counted_minute_by_minute(told: tuple[Calendar, datetime], offset: int, length: int, promised: int) -> None:
    calendar, origin = told
    start = origin + timedelta(minutes=offset)
    counted = sum(is_open(calendar, start + timedelta(minutes=n)) for n in range(length))
    if not is_odd(calendar):
        assert worked(calendar, start, start + timedelta(minutes=length)) == counted * 60
    left = promised
    for n in range(20_000):
        left -= is_open(calendar, start + timedelta(minutes=n))
        if left == 0:
            if not is_odd(calendar):
                assert after(calendar, start, promised * 60) == start + timedelta(minutes=n + 1)
            break


def is_odd(calendar: Calendar) -> bool:
    """Hours with a border in the hour that is there twice, or never: which of the two is meant is a convention."""
    moved = {"Europe/Berlin": date(2026, 3, 29), "America/New_York": date(2026, 11, 1)}.get(calendar.zone)
    if moved is None:
        return False
    today = dict(calendar.days).get(moved, calendar.week[moved.weekday()])
    return any(60 < minute < 180 for pair in today for minute in pair)


@settings(max_examples=60, deadline=None)
@given(calendars(), gaps, st.integers(1, 9_000))
def test_running_and_paused_time_are_all_time(told: tuple[Calendar, datetime], pairs: list, length: int) -> None:
    calendar, origin = told
    end = origin + timedelta(minutes=length)
    pauses = [Pause(origin + timedelta(minutes=a), origin + timedelta(minutes=a + b)) for a, b in pairs]
    running = Stopwatch(calendar, origin, 1, pauses).spent(end)
    still = {n for a, b in pairs for n in range(a, min(a + b, length))}
    paused = sum(worked(calendar, origin + timedelta(minutes=n), origin + timedelta(minutes=n + 1)) for n in still)
    assert running + paused == worked(calendar, origin, end)


def test_twenty_thousand_due_times_a_second() -> None:
    calendar = office()
    starts = [at("2026-01-05 09:00") + timedelta(minutes=37 * n) for n in range(5_000)]
    pauses = (Pause(at("2026-03-02 10:00"), at("2026-03-02 15:00")),)
    began = time.process_time()
    for start in starts:
        Stopwatch(calendar, start, 8 * HOUR, pauses).due()
    assert 5_000 / (time.process_time() - began) >= 20_000
