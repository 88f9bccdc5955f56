"""How rarely customers want to hear: at the claim, over all channels, by their own calendar, with the real worker."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from messaging import preferences
from messaging.judging import RIVAL_WAIT, Act, Case, Reason, Rules, Verdict, judge
from messaging.models import Cap
from messaging.outbox import working
from messaging.templating import Text
from tests.customers.factories import NOW
from tests.messaging.factories import allow, at, make_version, put, put_sms, reader, state

DAY = timedelta(days=1)
SHORT = Text("en", "Tea is here.")
THEN = datetime(2026, 3, 10, 12, tzinfo=UTC)
WEEKLY = Case(
    "marketing", THEN + 90 * DAY, "anna@example.com", ZoneInfo("Asia/Shanghai"), consent="granted", frequency="week"
)


def midnight(day: int) -> datetime:
    return datetime(2026, 3, day, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("every", "heard", "free"),
    [
        # On the tenth, 20:00 in Shanghai.
        ("week", THEN, midnight(17)),
        ("month", THEN, datetime(2026, 4, 7, tzinfo=ZoneInfo("Asia/Shanghai"))),
        # In UTC still the ninth, for them the tenth already.
        ("week", datetime(2026, 3, 9, 16, tzinfo=UTC), midnight(17)),
        ("week", datetime(2026, 3, 9, 15, 59, tzinfo=UTC), midnight(16)),
    ],
)
def test_the_place_is_free_on_the_day_a_week_or_four_later(every, heard, free):
    case = replace(WEEKLY, frequency=every, heard=heard)
    assert judge(case, Rules(), THEN) == Verdict(Act.WAIT, Reason.CAPPED, free, every)
    assert judge(case, Rules(), free - timedelta(seconds=1)).act is Act.WAIT
    assert judge(case, Rules(), free).act is Act.SEND


def test_a_letter_of_every_first_monday_always_finds_its_place():
    """However far apart they are, four weeks or five; and a weekly one that was an hour late last time."""
    mondays = [datetime(2026, month, day, 9, tzinfo=UTC) for month, day in ((1, 5), (2, 2), (3, 2), (4, 6), (5, 4))]
    for last, this in pairwise(mondays):
        case = replace(WEEKLY, frequency="month", heard=last, valid_until=this + 90 * DAY)
        assert judge(case, Rules(), this).act is Act.SEND
    late = replace(WEEKLY, heard=THEN + timedelta(hours=1))
    assert judge(late, Rules(), THEN + 7 * DAY).act is Act.SEND


def test_what_would_come_too_late_is_skipped_as_capped():
    case = replace(WEEKLY, heard=THEN - DAY, valid_until=THEN + 3 * DAY)
    assert judge(case, Rules(), THEN) == Verdict(Act.SKIP, Reason.CAPPED, detail="week")


@pytest.mark.parametrize("purpose", ["survey", "service", "transactional"])
def test_only_news_and_offers_are_counted(purpose):
    assert judge(replace(WEEKLY, purpose=purpose, heard=THEN, ahead=1), Rules(), THEN).act is Act.SEND


def test_the_one_place_is_for_who_has_more_right_to_it():
    assert judge(replace(WEEKLY, ahead=1), Rules(), THEN) == Verdict(Act.WAIT, Reason.OUTRANKED, THEN + RIVAL_WAIT)


# --- With the real worker -----------------------------------------------------------------------


@pytest.fixture
def _noon(monkeypatch):
    at(monkeypatch, NOW)


def on_lease(test):
    """With a database, and the clock at noon."""
    return pytest.mark.django_db(pytest.mark.usefixtures("_noon")(test))


@on_lease
def test_of_several_the_most_important_goes_and_the_others_wait_or_are_skipped(host, monkeypatch):
    who, version = reader(), make_version()
    preferences.set_frequency(customer=who, every="week", actor=None, now=NOW)
    low = put(who, version=version, valid_until=NOW + 5 * DAY)
    long = put(who, version=version, valid_until=NOW + 10 * DAY)
    high = put(who, version=version, priority=5)
    receipt = put(who, version=version, purpose="transactional")
    working.send_due("email")
    assert [state(message) for message in (high, receipt, low, long)] == [
        ("sent", ""), ("sent", ""), ("skipped", "capped"), ("queued", "capped"),
    ]  # fmt: skip
    assert low.detail == "week"
    at(monkeypatch, NOW + 7 * DAY)
    working.send_due("email")
    assert state(long) == ("sent", "")


@on_lease
def test_all_channels_together_have_one_place(host, carrier):
    who = reader(phone="+8613800000001")
    allow(who, channel="sms")
    preferences.set_frequency(customer=who, every="month", actor=None, now=NOW)
    mail, sms = put(who), put_sms(who, version=make_version(SHORT, channel="sms"))
    working.send_due("email")
    working.send_due("sms")
    assert state(mail) == ("sent", "")
    assert state(sms) == ("skipped", "capped")
    assert carrier.got == []


@on_lease
def test_one_on_another_channel_with_more_right_goes_first(host, carrier):
    who = reader(phone="+8613800000001")
    allow(who, channel="sms")
    preferences.set_frequency(customer=who, every="week", actor=None, now=NOW)
    mail, sms = put(who), put_sms(who, version=make_version(SHORT, channel="sms"), priority=3)
    working.send_due("email")
    assert state(mail) == ("queued", "outranked")
    working.send_due("sms")
    assert state(sms) == ("sent", "")


@on_lease
def test_others_are_not_held_back_by_it(host):
    rare, usual, version = reader(), reader(), make_version()
    preferences.set_frequency(customer=rare, every="week", actor=None, now=NOW)
    twice = [put(who, version=version, valid_until=NOW + 5 * DAY) for who in (rare, usual) for _ in range(2)]
    working.send_due("email")
    assert [state(message)[0] for message in twice] == ["sent", "skipped", "sent", "sent"]


@on_lease
def test_as_often_as_usual_again_asks_at_once(host):
    who, version = reader(), make_version()
    preferences.set_frequency(customer=who, every="week", actor=None, now=NOW)
    _first, second = put(who, version=version), put(who, version=version, valid_until=NOW + 30 * DAY)
    working.send_due("email")
    assert state(second) == ("queued", "capped")
    preferences.set_frequency(customer=who, every="", actor=None, now=NOW)
    working.send_due("email")
    assert state(second) == ("sent", "")


@on_lease
def test_the_caps_of_the_shop_hold_beside_it(host):
    Cap.objects.create(channel="email", purpose="marketing", messages=1, days=30)
    who, version = reader(), make_version()
    preferences.set_frequency(customer=who, every="week", actor=None, now=NOW)
    put(who, version=version)
    working.send_due("email")
    second = put(who, version=version, valid_until=NOW + 20 * DAY)
    working.send_due("email")
    assert state(second) == ("queued", "capped")
    assert second.next_at > NOW + 6 * DAY


@on_lease
def test_a_pause_holds_back_news_and_surveys_and_nothing_else(host):
    who, version = reader(), make_version()
    allow(who, "survey")
    preferences.pause(customer=who, actor=None, now=NOW)
    purposes = ("marketing", "survey", "service", "transactional")
    sent = {purpose: put(who, version=version, purpose=purpose) for purpose in purposes}
    long = put(who, version=version, valid_until=NOW + 60 * DAY)
    working.send_due("email")
    assert {purpose: state(message) for purpose, message in sent.items()} == {
        "marketing": ("skipped", "paused"), "survey": ("skipped", "paused"), "service": ("sent", ""),
        "transactional": ("sent", ""),
    }  # fmt: skip
    assert state(long) == ("queued", "paused")
    assert long.next_at == NOW + 30 * DAY
