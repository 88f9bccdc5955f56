"""Working time: how much of it lies between two instants, and when so much of it is over. Pure: no Django, no database.

A calendar says when a team works: hours by day of the week on its own wall clock, and days that are different
(holidays, half days, make-up working days). A `Stopwatch` is a promise of so much working time with its pauses.

Rules (`docs/algorithms/clocks.md` has worked examples, which are tests):
- intervals are half-open; time is counted in whole seconds of real time, so that a day on which clocks are moved has
  as many hours as it really has between opening and closing;
- a promise that ends with the last minute of a day is due then, not when the next day begins;
- what begins outside working hours begins to count when they begin;
- while it is paused no time runs; a paused promise has no due time, only what is left of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = 24 * 60
# (from, until) in minutes of the day, sorted, not touching; 1440 is midnight at its end.
Hours = tuple[tuple[int, int], ...]
ALWAYS: Hours = ((0, DAY),)
# Nobody promises further ahead; a calendar that never opens is found out here.
MOST_YEARS = 30


class NeverOpenError(ValueError):
    """The calendar has not so much working time in any foreseeable future."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`week` from Monday to Sunday; `days` are those that differ: `()` for a holiday."""

    zone: str
    week: tuple[Hours, ...]
    days: tuple[tuple[date, Hours], ...] = ()

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError("a week has seven days")
        for hours in (*self.week, *(hours for _day, hours in self.days)):
            _check(hours)


def _check(hours: Hours) -> None:
    flat = [minute for pair in hours for minute in pair]
    if any(earlier >= later for earlier, later in pairwise(flat)):
        raise ValueError("hours are sorted and do not touch")
    if flat and not (flat[0] >= 0 and flat[-1] <= DAY):
        raise ValueError("hours lie within a day")


# --- The table of a calendar --------------------------------------------------------------


class _Table(NamedTuple):
    """Working intervals of whole years, in seconds since 1970: where each begins and ends, and what lies before it."""

    starts: list[int]
    ends: list[int]
    before: list[int]
    total: int


@lru_cache(maxsize=256)
def _table(calendar: Calendar, first: int, last: int) -> _Table:
    """From the beginning of one year of the calendar's zone to the end of another."""
    zone, different = ZoneInfo(calendar.zone), dict(calendar.days)
    table = _Table([], [], [], 0)
    total = 0
    for day in _days(first, last):
        for start, end in _bounds(day, different.get(day, calendar.week[day.weekday()]), zone):
            table.starts.append(start)
            table.ends.append(end)
            table.before.append(total)
            total += end - start
    return table._replace(total=total)


def _days(first: int, last: int) -> Iterator[date]:
    day, end = date(first, 1, 1), date(last + 1, 1, 1)
    while day < end:
        yield day
        day += timedelta(days=1)


def _bounds(day: date, hours: Hours, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """Where clocks are moved an interval may vanish or be longer than it looks."""
    for start, end in hours:
        opens, closes = _instant(day, start, zone), _instant(day, end, zone)
        if opens < closes:
            yield opens, closes


def _instant(day: date, minute: int, zone: ZoneInfo) -> int:
    day, minute = (day + timedelta(days=1), 0) if minute == DAY else (day, minute)
    return int(datetime.combine(day, time(minute // 60, minute % 60), zone).timestamp())


def _year(instant: int) -> int:
    # Half a year to each side: the year of the zone is among them, whatever the zone.
    return datetime.fromtimestamp(instant, UTC).year


def _worked_before(table: _Table, instant: int) -> int:
    """Working seconds of the table before an instant."""
    n = bisect_right(table.starts, instant) - 1
    if n < 0:
        return 0
    return table.before[n] + min(instant, table.ends[n]) - table.starts[n]


# --- What is asked ------------------------------------------------------------------------


def worked(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Working seconds in [start, end); 0 when it ends before it starts."""
    begin, until = _seconds(start), _seconds(end)
    if until <= begin:
        return 0
    table = _table(calendar, _year(begin) - 1, _year(until) + 1)
    return _worked_before(table, until) - _worked_before(table, begin)


def after(calendar: Calendar, start: datetime, seconds: int) -> datetime:
    """The first instant at which so many working seconds are over since `start`.

    Of none it is `start` itself. Raises `NeverOpenError`.
    """
    begin = _seconds(start)
    if seconds <= 0:
        return start
    year = _year(begin)
    for years in (1, 3, MOST_YEARS):
        table = _table(calendar, year - 1, year + years)
        wanted = _worked_before(table, begin) + seconds
        if wanted <= table.total:
            return datetime.fromtimestamp(_reached(table, wanted), UTC)
    raise NeverOpenError(calendar.zone)


def _reached(table: _Table, wanted: int) -> int:
    """The instant by which so much of the table was worked; where nobody works in between, the earlier one."""
    n = bisect_right(table.before, wanted - 1) - 1
    return table.starts[n] + wanted - table.before[n]


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


# --- Promises -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pause:
    """`until` None: it lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """So many working seconds since `started`, without its pauses; `stopped` when what was promised was done.

    Pauses in any order; where they overlap the time stands still once.
    """

    calendar: Calendar
    started: datetime
    promised: int
    pauses: Sequence[Pause] = field(default=())
    stopped: datetime | None = None

    def spent(self, now: datetime) -> int:
        """Working seconds that have run by now, or until it was stopped."""
        end = min(now, self.stopped) if self.stopped else now
        return sum(worked(self.calendar, since, until) for since, until in self._running(end))

    def due(self) -> datetime | None:
        """When the promised time is over; None while it is paused with some of it left."""
        left, since = self.promised, self.started
        for pause in _united(self.pauses, self.started):
            used = worked(self.calendar, since, pause.since)
            if used >= left:
                break
            if pause.until is None:
                return None
            left, since = left - used, pause.until
        return after(self.calendar, since, left)

    def is_late(self, now: datetime) -> bool:
        """Whether more than the promised time has run: what was done in the last second was in time."""
        return self.spent(now) > self.promised

    def share(self, now: datetime) -> float:
        """1.0 when all of the promised time is over."""
        return self.spent(now) / self.promised if self.promised else 1.0

    def reaches(self, percent: int) -> datetime | None:
        """When so much of it will be, or was, over; None while it is paused before that."""
        part = Stopwatch(self.calendar, self.started, -(-self.promised * percent // 100), self.pauses)
        return part.due()

    def _running(self, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        since = self.started
        for pause in _united(self.pauses, self.started):
            if pause.since >= end:
                break
            yield since, pause.since
            if pause.until is None:
                return
            since = pause.until
        if since < end:
            yield since, end


def _united(pauses: Sequence[Pause], started: datetime) -> Iterator[Pause]:
    """In order, without overlaps, and without what lies before the start."""
    held: Pause | None = None
    for pause in sorted(pauses, key=lambda one: one.since):
        if pause.until is not None and pause.until <= max(started, pause.since):
            continue
        here = Pause(max(pause.since, started), pause.until)
        if held is None:
            held = here
        elif held.until is None or here.since <= held.until:
            held = Pause(held.since, _later(held.until, here.until))
        else:
            yield held
            held = here
    if held:
        yield held


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)


def calendar_of(
    zone: str, week: Sequence[Hours], holidays: Sequence[date] = (), different: Mapping[date, Hours] | None = None
) -> Calendar:
    """A day that is both a holiday and different is different: a make-up working day, or a half day."""
    days = dict.fromkeys(holidays, ()) | dict(different or {})
    return Calendar(zone, tuple(week), tuple(sorted(days.items())))
