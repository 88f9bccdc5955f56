"""Who is asked, when, by which way, and who is not: with the reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core import clock
from core.errors import Conflict
from customers.models import Segment, SegmentMember
from customers.services import place_hold, release_hold
from messaging import previewing
from messaging.models import Message
from messaging.outbox import working
from surveys.asking import due, links, reminding, services, telling, triggers
from surveys.models import Invitation, Response, Survey, SurveySettings
from tests.customers.factories import make_customer
from tests.messaging.factories import allow
from tests.messaging.factories import at as clocks
from tests.sales.factories import purchase
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_asking import DAY, asked, asker, at, browser, invited, path_of, say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def judged(row: Invitation, now=NOW) -> Invitation:
    due.ask_due(now=now)
    row.refresh_from_db()
    return row


def test_each_customer_once_for_an_occasion():
    of, who, gone = survey(), asker(), make_customer("Gone")
    type(gone).objects.filter(pk=gone.pk).update(erased_at=NOW)
    told = {"survey": of, "occasion": "x", "due_at": NOW, "actor": None, "now": NOW}
    assert services.invite(customers=[who.pk, who.pk, gone.pk], **told) == 1
    assert services.invite(customers=[who.pk], **told) == 0
    assert services.invite(customers=[who.pk], **told | {"occasion": "y"}) == 1


@pytest.mark.parametrize("values", [{"state": "draft"}, {"state": "closed"}, {"is_anonymous": True}])
def test_nobody_is_invited_where_nobody_could_answer(values):
    of = survey()
    for name, value in values.items():
        setattr(of, name, value)
    with pytest.raises(Conflict):
        services.invite(survey=of, customers=[asker().pk], occasion="x", due_at=NOW, actor=None, now=NOW)


def test_the_letter_brings_the_first_question_with_a_link_for_each_score():
    row = asked(who=asker("Ada"))
    working.send_due("email")
    message = Message.objects.get()
    assert message.state == "sent", message.reason
    assert (message.purpose, message.source) == ("survey", f"survey:{row.survey_id}")
    said = previewing.of_message(message)
    assert said is not None
    for score in range(11):
        assert f'href="{links.url_for(row.public_id, score)}"' in said.html
    assert links.url_of(row) in said.text
    assert "How likely are you to recommend us?" in said.text
    assert "?s=3" not in said.text
    assert "Hello Ada" in said.text


def test_the_letter_in_chinese():
    asked(who=asker("Ada", language="zh-hans"))
    working.send_due("email")
    said = previewing.of_message(Message.objects.get())
    assert said is not None
    assert "您有多大可能推荐我们？" in said.text


def test_by_sms_where_only_that_is_allowed():
    who = make_customer("Ada", phone="+8613800138000")
    allow(who, "survey", channel="sms")
    row = asked(who=who)
    message = Message.objects.get()
    assert message.channel == "sms"
    assert links.url_of(row) == message.facts["survey"]["link"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [({"email": ""}, "no_address"), ({"email": "a@example.com"}, "no_consent")],
)
def test_who_cannot_be_asked_is_dropped_with_the_reason(data, reason):
    row = judged(invited(who=make_customer("Ada", **data)))
    assert (row.state, row.reason) == ("dropped", reason)
    assert not Message.objects.exists()


def test_a_hold_puts_off_until_it_ends():
    who = asker()
    hold = place_hold(customer=who, kind="complaint", reason="open", actor=None, now=NOW)
    row = judged(invited(who=who))
    assert (row.state, row.reason, row.due_at) == ("waiting", "held", NOW + DAY)
    release_hold(hold=hold, actor=None, now=NOW)
    assert judged(row, NOW + DAY).state == "asked"


def test_at_most_one_survey_within_the_days_over_all_surveys():
    who = asker()
    first = asked(who=who)
    second = judged(invited(survey(), who))
    assert (second.state, second.reason) == ("waiting", "asked_recently")
    assert second.due_at == first.asked_at + timedelta(days=30)
    assert judged(second, second.due_at).state == "asked"


def test_of_two_that_are_due_at_once_one_is_asked():
    who = asker()
    rows = [invited(survey(), who), invited(survey(), who)]
    due.ask_due(now=NOW)
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == ["asked", "waiting"]


def test_who_was_asked_lately_is_dropped_where_the_shop_says_so():
    SurveySettings.objects.create(pk=1, when_asked_recently="drop", gap_days=10)
    who = asker()
    asked(who=who)
    row = judged(invited(survey(), who))
    assert (row.state, row.reason) == ("dropped", "asked_recently")
    later = invited(survey(), who, now=NOW + 10 * DAY)
    assert judged(later, NOW + 10 * DAY).state == "asked"


def test_put_off_for_too_long_it_is_dropped():
    who = asker()
    place_hold(customer=who, kind="complaint", reason="open", actor=None, now=NOW)
    row = judged(invited(who=who))
    row = judged(row, NOW + due.LONGEST_WAIT + DAY)
    assert (row.state, row.reason) == ("dropped", "too_late")


def test_a_paused_survey_waits_and_a_closed_or_full_one_asks_nobody():
    paused, closed, full = survey(), survey(), survey(quota=1)
    rows = [invited(of) for of in (paused, closed, full)]
    Survey.objects.filter(pk=paused.pk).update(state="paused")
    Survey.objects.filter(pk=closed.pk).update(state="closed")
    answer(full, 9)
    due.ask_due(now=NOW)
    for row in rows:
        row.refresh_from_db()
    assert [(row.state, row.reason) for row in rows] == [("waiting", ""), ("dropped", "closed"), ("dropped", "quota")]


# --- Reminders and the end ------------------------------------------------------------------------


def test_reminded_as_often_as_the_survey_says_and_never_after_the_answer():
    of = survey(reminders=2, reminder_days=4)
    silent, loud = asked(of), asked(of)
    client = browser()
    say(client, path_of(loud), p="score", score="9")
    say(client, path_of(loud), p="why", why="")
    for day in (4, 8, 12):
        reminding.remind(now=NOW + day * DAY)
    keys = set(Message.objects.values_list("key", flat=True))
    assert {key.rsplit(":", 2)[1] for key in keys if key.startswith(f"{of.source}:{loud.pk}:")} == {"invitation"}
    assert [key for key in sorted(keys) if key.startswith(f"{of.source}:{silent.pk}:")] == [
        f"survey:{of.pk}:{silent.pk}:invitation:0", f"survey:{of.pk}:{silent.pk}:reminder:1",
        f"survey:{of.pk}:{silent.pk}:reminder:2",
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["skipped", "bounced"])
def test_nobody_is_reminded_of_what_never_reached_them(state):
    row = asked(survey(reminders=2, reminder_days=4))
    if state == "skipped":
        place_hold(customer=row.customer, kind="complaint", reason="x", source="t", until=None, actor=None, now=NOW)
    working.send_due("email")
    if state == "bounced":
        Message.objects.update(state=state, reason="no_mailbox")
    assert Message.objects.get().state == state
    reminding.remind(now=NOW + 4 * DAY)
    row.refresh_from_db()
    assert (Message.objects.count(), row.remind_at, row.reminders) == (1, None, 0)


@pytest.mark.parametrize("change", ["answered", "revoked", "closed", "paused"])
def test_what_changed_after_it_was_written_is_asked_before_it_goes(change):
    row = asked()
    if change == "answered":
        client = browser()
        say(client, path_of(row), p="score", score="9")
        say(client, path_of(row), p="why", why="")
    elif change == "revoked":
        services.revoke(invitation=row, actor=None, now=NOW)
    else:
        Survey.objects.filter(pk=row.survey_id).update(state=change)
    working.send_due("email")
    message = Message.objects.get()
    wanted = {
        "answered": ("skipped", telling.ANSWERED), "revoked": ("skipped", telling.OVER),
        "closed": ("skipped", telling.OVER), "paused": ("queued", telling.PAUSED),
    }  # fmt: skip
    assert (message.state, message.reason) == wanted[change]


def test_the_time_to_answer_ends_with_the_customers_day():
    silent, begun = asked(who=asker(time_zone="Asia/Shanghai")), asked(who=asker(time_zone="Asia/Shanghai"))
    say(browser(), path_of(begun), p="score", score="9")
    assert silent.expires_at.isoformat() == "2026-03-16T16:00:00+00:00"
    assert reminding.expire(now=silent.expires_at - timedelta(seconds=1)) == 0
    assert reminding.expire(now=silent.expires_at) == 2
    found = {row.pk: (row.state, row.reason) for row in Invitation.objects.all()}
    assert found == {silent.pk: ("expired", "unanswered"), begun.pk: ("expired", "unfinished")}
    assert Response.objects.get().score == 9


def test_taken_back_it_opens_nothing_and_who_has_answered_has_answered():
    row = asked()
    services.revoke(invitation=row, actor=None, now=NOW)
    services.revoke(invitation=row, actor=None, now=NOW)
    assert browser().get(path_of(row)).status_code == 404
    done = asked()
    client = browser()
    say(client, path_of(done), p="score", score="9")
    say(client, path_of(done), p="why", why="")
    with pytest.raises(Conflict):
        services.revoke(invitation=done, actor=None, now=NOW)


# --- Triggers --------------------------------------------------------------------------------------


def opened(**values) -> Survey:
    return survey(**{"opened_at": NOW - 30 * DAY, "delay_days": 3} | values)


def test_days_after_a_purchase_once():
    of, who = opened(trigger="purchase"), asker()
    bought = purchase(customer=who.pk, occurred_at=NOW - 4 * DAY, now=NOW)
    purchase(customer=who.pk, occurred_at=NOW - 2 * DAY, now=NOW)
    purchase(occurred_at=NOW - 4 * DAY, now=NOW)
    assert triggers.find(of, now=NOW) == 1
    assert triggers.find(of, now=NOW) == 0
    row = Invitation.objects.get()
    assert (row.purchase, row.occasion, row.due_at) == (bought, f"purchase:{bought.pk}", NOW - DAY)
    assert triggers.find(of, now=NOW + DAY) == 1


def test_not_what_was_bought_before_it_was_opened_or_long_ago():
    who = asker()
    purchase(customer=who.pk, occurred_at=NOW - 4 * DAY, now=NOW)
    assert triggers.find(opened(trigger="purchase", opened_at=NOW - 3 * DAY), now=NOW) == 0
    assert triggers.find(opened(trigger="purchase"), now=NOW + 30 * DAY) == 0


def test_days_after_a_delivery():
    of, who = opened(trigger="fulfilled"), asker()
    bought = purchase(customer=who.pk, occurred_at=NOW - 20 * DAY, now=NOW)
    type(bought).objects.filter(pk=bought.pk).update(fulfilled_at=NOW - 4 * DAY)
    assert triggers.find(of, now=NOW) == 1


def test_whoever_comes_into_a_segment_and_again_when_they_come_again():
    made = Segment.objects.create(name="Gone quiet", is_due=False, created_at=NOW, updated_at=NOW)
    of, who = opened(trigger="segment", segment=made, delay_days=0), asker()
    SegmentMember.objects.create(segment=made, customer=who, since=NOW - DAY)
    assert triggers.find(of, now=NOW) == 1
    assert triggers.find(of, now=NOW) == 0
    SegmentMember.objects.update(since=NOW)
    assert triggers.find(of, now=NOW) == 1


@pytest.mark.parametrize("trigger", ["purchase", "sample"])
def test_of_a_segment_only_members_are_asked(trigger):
    made = Segment.objects.create(name="VIPs", is_due=False, created_at=NOW, updated_at=NOW)
    of, vip, other = opened(trigger=trigger, segment=made, delay_days=0), asker(), asker()
    SegmentMember.objects.create(segment=made, customer=vip, since=NOW - DAY)
    for who in (vip, other):
        purchase(customer=who.pk, occurred_at=NOW - DAY, now=NOW)
    # On the last day of a round everybody's day has come.
    end_of_round = clock.day_start(triggers.round_of(NOW.date(), of.rounds_a_year)[1]) - DAY
    assert triggers.find(of, now=end_of_round if trigger == "sample" else NOW) == 1
    assert Invitation.objects.get().customer == vip


def test_a_sample_asks_everybody_once_in_a_round_spread_over_its_days():
    of = opened(trigger="sample", rounds_a_year=4, opened_at=NOW - 300 * DAY)
    people = [asker() for _ in range(60)]
    asker_without_yes = make_customer("Ada", email="no@example.com")
    start, end = triggers.round_of(NOW.date(), 4)
    assert (str(start), str(end)) == ("2026-01-01", "2026-04-02")
    first = triggers.find(of, now=NOW)
    assert 0 < first < 60
    assert triggers.find(of, now=NOW) == 0
    assert first + triggers.find(of, now=NOW + 29 * DAY) + triggers.find(of, now=NOW + 30 * DAY) == 60
    assert triggers.find(of, now=NOW + 40 * DAY) > 0
    found = list(Invitation.objects.filter(occasion="round:20260101").values_list("customer", flat=True))
    assert sorted(found) == sorted(one.pk for one in people)
    assert asker_without_yes.pk not in found


def test_a_share_is_asked_by_a_stable_choice():
    of = opened(trigger="purchase", sample_percent=50)
    for _ in range(40):
        purchase(customer=asker().pk, occurred_at=NOW - 4 * DAY, now=NOW)
    count = triggers.find(of, now=NOW)
    assert 5 < count < 35
    assert triggers.find(of, now=NOW) == 0


def test_rounds_are_whole_days_of_the_year():
    ends = []
    day = date(2028, 1, 1)
    while day.year == 2028:
        first, end = triggers.round_of(day, 7)
        assert first <= day < end
        ends.append((first, end))
        day = end
    assert len(ends) == 7


def test_messages_are_of_use_as_long_as_the_link(monkeypatch):
    row = asked()
    clocks(monkeypatch, row.expires_at)
    working.send_due("email")
    assert Message.objects.get().state == "skipped"
