"""Whether a message may go now: every reason, its order, and the borders of caps and quiet hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.judging import RIVAL_WAIT, Act, CapRule, Case, Reason, Rules, Verdict, judge, may_hear
from messaging.quiet import Hours, end_of_quiet

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CASE = Case("marketing", NOW + 7 * DAY, "anna@example.com", ZoneInfo("UTC"), consent="granted")
NIGHT = Hours(time(21), time(9))


def told(case: Case, rules: Rules | None = None, now: datetime = NOW) -> tuple[str, str]:
    verdict = judge(case, rules or Rules(), now)
    return verdict.act.value, str(verdict.reason)


def test_who_said_yes_and_has_an_address_hears_from_us():
    assert told(CASE) == ("send", "")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"valid_until": NOW}, "expired"),
        ({"address": ""}, "no_address"),
        ({"is_suppressed": True}, "suppressed"),
        ({"consent": ""}, "consent"),
        ({"consent": "pending"}, "consent"),
        ({"consent": "withdrawn"}, "consent"),
        ({"consent": "other_address"}, "consent"),
        ({"hold": "complaint"}, "held"),
        ({"paused_until": NOW + 8 * DAY}, "paused"),
        ({"objection": Verdict(Act.SKIP, Reason.HELD_OUT)}, "held_out"),
    ],
)
def test_everything_that_stops_a_message_for_good(changed, reason):
    assert told(replace(CASE, **changed)) == ("skip", reason)


def test_a_pause_that_ends_in_time_only_delays():
    until = NOW + 2 * DAY
    assert judge(replace(CASE, paused_until=until), Rules(), NOW) == Verdict(Act.WAIT, Reason.PAUSED, until)


@pytest.mark.parametrize(
    ("purpose", "consent", "may"),
    [
        ("marketing", "", False), ("survey", "", False), ("service", "", True), ("transactional", "", True),
        ("service", "refused", False), ("service", "withdrawn", False), ("transactional", "withdrawn", True),
        ("survey", "granted", True),
    ],
)  # fmt: skip
def test_who_may_hear_what(purpose, consent, may):
    assert may_hear(purpose, consent) is may


def test_what_was_just_asked_for_neither_counts_nor_waits():
    case = replace(CASE, purpose="transactional", hold="complaint", paused_until=NOW + DAY, counted=(NOW,))
    rules = Rules(Hours(time(0), time(23, 59)), {"marketing": CapRule(1, 7)})
    assert told(case, rules) == ("send", "")


# --- Caps -----------------------------------------------------------------------------------

TWO_A_WEEK = Rules(caps={"marketing": CapRule(2, 7)})


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ((), ("send", "")),
        ((NOW - DAY,), ("send", "")),
        # Seven days ago to the instant is outside the seven days.
        ((NOW - 7 * DAY, NOW - DAY), ("send", "")),
        ((NOW - 7 * DAY + timedelta(seconds=1), NOW - DAY), ("wait", "capped")),
    ],
)
def test_a_cap_counts_the_days_before_now(counted, expected):
    assert told(replace(CASE, counted=counted, valid_until=NOW + 30 * DAY), TWO_A_WEEK) == expected


def test_a_capped_message_waits_until_the_place_is_free():
    case = replace(CASE, counted=(NOW - 5 * DAY, NOW - DAY))
    assert judge(case, TWO_A_WEEK, NOW) == Verdict(Act.WAIT, Reason.CAPPED, NOW + 2 * DAY)
    assert judge(case, TWO_A_WEEK, NOW + 2 * DAY).act is Act.SEND


def test_a_capped_message_that_would_come_too_late_is_listed_as_capped():
    case = replace(CASE, counted=(NOW - DAY, NOW - DAY), valid_until=NOW + 2 * DAY)
    assert told(case, TWO_A_WEEK) == ("skip", "capped")


def test_a_lowered_cap_waits_for_as_many_places_as_are_too_many():
    counted = (NOW - 3 * DAY, NOW - 2 * DAY, NOW - DAY)
    assert (
        judge(
            replace(CASE, counted=counted, valid_until=NOW + 30 * DAY), Rules(caps={"marketing": CapRule(1, 7)}), NOW
        ).until
        == NOW + 6 * DAY
    )


def test_the_last_place_is_for_who_has_more_right_to_it():
    case = replace(CASE, counted=(NOW - DAY,), rivals=1)
    assert judge(case, TWO_A_WEEK, NOW) == Verdict(Act.WAIT, Reason.OUTRANKED, NOW + RIVAL_WAIT)
    assert told(replace(case, counted=()), TWO_A_WEEK) == ("send", "")


# --- Quiet hours ----------------------------------------------------------------------------

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("20:59", None), ("21:00", "09:00+1"), ("23:30", "09:00+1"),
        ("00:00", "09:00"), ("08:59", "09:00"), ("09:00", None),
    ],
)  # fmt: skip
def test_quiet_across_midnight_by_the_customers_clock(at, end):
    local = datetime(2026, 3, 10, *map(int, at.split(":")), tzinfo=SHANGHAI)
    day = 11 if end and end.endswith("+1") else 10
    expected = datetime(2026, 3, day, 9, tzinfo=SHANGHAI) if end else None
    assert end_of_quiet(NIGHT, SHANGHAI, local.astimezone(UTC)) == expected


def test_quiet_within_a_day():
    noon = Hours(time(12), time(14))
    assert end_of_quiet(noon, SHANGHAI, datetime(2026, 3, 10, 12, tzinfo=SHANGHAI)) == datetime(
        2026, 3, 10, 14, tzinfo=SHANGHAI
    )
    assert end_of_quiet(noon, SHANGHAI, datetime(2026, 3, 10, 14, tzinfo=SHANGHAI)) is None


def test_a_clock_put_forward_ends_the_night_at_the_same_hour_of_the_wall():
    """In Berlin 29 March 2026 has no 02:30."""
    early = Hours(time(22), time(2, 30))
    end = end_of_quiet(early, BERLIN, datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    assert end is not None
    assert end.astimezone(BERLIN).time() == time(3, 30)


@given(
    begins=st.times(), ends=st.times(), zone=st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/St_Johns")]),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
)  # fmt: skip
def test_quiet_always_ends_within_a_day_and_then_it_is_not_quiet(begins, ends, zone, now):
    if begins == ends:
        return
    hours = Hours(begins.replace(tzinfo=None), ends.replace(tzinfo=None))
    end = end_of_quiet(hours, zone, now)
    if end is None:
        assert not hours.holds(now.astimezone(zone).time())
    else:
        assert now < end <= now + timedelta(hours=26)


def test_quiet_hours_that_outlast_the_message_skip_it():
    at = datetime(2026, 3, 10, 22, tzinfo=UTC)
    assert told(replace(CASE, valid_until=at + timedelta(hours=3)), Rules(NIGHT), at) == ("skip", "quiet")
    assert told(CASE, Rules(NIGHT), at) == ("wait", "quiet")
