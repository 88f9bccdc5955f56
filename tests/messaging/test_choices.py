"""The page of a customer's choices: hostile hands, one press that saves all, and nothing turned back by an old tab."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock
from customers import erasing, merging, services
from customers.models import Consent, ConsentChange, Customer, CustomerSettings, Interest, TimelineEntry
from messaging import choosing, personal, preferences, unsubscribing
from messaging.models import Frequency, Message, Pause
from messaging.outbox import working
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer, make_topic, make_user, verbs
from tests.customers.test_races import at_once
from tests.messaging.factories import allow, at, make_version, put, reader, state

pytestmark = pytest.mark.django_db
NOBODY = re.compile(r"Anna|anna@example\.com|Bergmann")


@pytest.fixture
def strict() -> Client:
    """A client that checks CSRF as a browser meets it, and knows nobody."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    at(monkeypatch, NOW)


def anna(**data: Any) -> Customer:
    return reader("Anna Bergmann", **({"email": "anna@example.com", "language": "en"} | data))


def path(customer: Customer) -> str:
    return f"/messages/p/{personal.choices_token(customer.public_id)}/"


def form(client: Client, customer: Customer) -> dict[str, list[str]]:
    """The form as a browser would send it back untouched."""
    page = client.get(path(customer)).content.decode()
    told: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        told_of = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told_of["type"] == "hidden" or re.search(r"\bchecked\b", tag):
            told.setdefault(told_of["name"], []).append(told_of["value"])
    selected = re.search(r'<option value="([^"]*)" selected', page)
    return told | {"language": [selected[1] if selected else ""]}


def consents(customer: Customer) -> dict[str, str]:
    rows = Consent.objects.filter(customer=customer).order_by("purpose", "channel")
    return {f"{row.purpose}-{row.channel}": row.state for row in rows}


# --- The door -----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing_and_sets_no_cookie(strict, method):
    who = anna()
    before = verbs(who)
    answer = getattr(strict, method)(path(who))
    assert (answer.status_code, answer.cookies, verbs(who)) == (200, {}, before)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert getattr(strict, method)(f"{path(who)}everything/").status_code == 405


def test_whoever_finds_an_old_newsletter_reads_no_name_and_no_whole_address(strict):
    page = strict.get(path(anna())).content.decode()
    assert not NOBODY.search(page)
    assert "a…@example.com" in page


def test_a_changed_foreign_or_other_token_opens_nothing(strict):
    who = anna()
    good = path(who)
    other = unsubscribing.token_for(who.public_id, "email", "marketing")
    for bad in (good[:-3] + "x/", "/messages/p/nonsense/", good.replace("/p/A", "/p/B"), f"/messages/p/{other}/"):
        for answer in (strict.get(bad), strict.post(bad, {"every": "week"}), strict.post(f"{bad}everything/")):
            assert answer.status_code == 404
            assert not NOBODY.search(answer.content.decode())
    assert consents(who) == {"marketing-email": "granted"}
    assert not Frequency.objects.exists()


def test_keys_rotate(strict, settings):
    who = anna()
    settings.LINK_KEYS = ["old" * 12]
    old = path(who)
    settings.LINK_KEYS = ["new" * 12, "old" * 12]
    assert strict.get(old).status_code == 200
    settings.LINK_KEYS = ["new" * 12]
    assert strict.get(old).status_code == 404


def test_of_merged_records_the_one_who_stays_and_of_the_erased_nobody(strict):
    old, stays = anna(), reader("Anna B.")
    link = path(old)
    merging.merge_customers(survivor=stays, duplicate=old, reason="same", actor=make_user("owner"), now=NOW)
    strict.post(link, {"every": "week"})
    assert preferences.frequency_of(stays) == "week"
    erasing.erase(customer=stays, actor=make_user("owner"), reason="asked", now=NOW)
    assert [strict.get(link).status_code, strict.post(link, {"every": ""}).status_code] == [404, 404]
    assert not Frequency.objects.exists()


def test_a_machine_is_braked_and_keeps_what_it_typed_but_a_no_is_always_heard(strict, monkeypatch):
    monkeypatch.setattr("messaging.choiceviews.PER_LINK", 2)
    who = anna()
    answers = [strict.post(path(who), {"every": "week", "every_before": ""}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert re.search(r'value="week"\s+checked', answers[2].content.decode())
    assert strict.post(f"{path(who)}everything/").status_code == 302
    assert consents(who)["marketing-email"] == "withdrawn"


@pytest.mark.parametrize(
    "hostile",
    [
        {"every": "hour", "every_before": ""}, {"pause": "forever"}, {"language": "tlh", "language_before": "en"},
        {"every": "week\0", "every_before": ""}, {"pause": "<script>"},
    ],
)  # fmt: skip
def test_what_the_page_never_offered_saves_nothing_and_loses_nothing(strict, hostile):
    who, tea = anna(), make_topic("Tea")
    told = form(strict, who) | {"topic": [str(tea.pk)], "consent": []} | hostile
    answer = strict.post(path(who), told)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert "<script>" not in page
    assert re.search(rf'value="{tea.pk}"\s+checked', page)  # what was typed stands there still
    assert not re.search(r'value="marketing-email"\s+checked', page)
    assert consents(who) == {"marketing-email": "granted"}
    assert not Interest.objects.exists()


def test_boxes_that_were_not_offered_are_not_believed(strict):
    who = anna()
    hostile = ["marketing-sms", "marketing-fax", "transactional-email", "-", "service-email\0"]
    strict.post(path(who), {"consent": hostile, "consent_shown": hostile, "topic": ["99", "x"], "topic_shown": ["99"]})
    assert consents(who) == {"marketing-email": "granted"}


# --- One press saves all ------------------------------------------------------------------------


def test_untouched_it_changes_nothing(strict):
    who, tea = anna(phone="+8613800000001"), make_topic("Tea")
    services.set_interests(customer=who, topics=[tea], actor=None, now=NOW)
    preferences.set_frequency(customer=who, every="month", actor=None, now=NOW)
    before = verbs(who)
    assert strict.post(path(who), form(strict, who)).status_code == 302
    assert verbs(who) == before


def test_one_press_saves_everything_with_its_proof(strict):
    CustomerSettings.objects.update_or_create(pk=1, defaults={"consent_text_version": "7"})
    who, tea, cake = anna(phone="+8613800000001"), make_topic("Tea"), make_topic("Cake")
    services.set_interests(customer=who, topics=[cake], actor=None, now=NOW)
    told = form(strict, who) | {
        "consent": ["marketing-sms", "service-sms"], "topic": [str(tea.pk)], "every": ["week"], "language": ["zh-hans"],
        "pause": ["begin"],
    }  # fmt: skip
    answer = strict.post(path(who), told, follow=True)
    assert 'role="status"' in answer.content.decode()
    assert consents(who) == {"marketing-email": "withdrawn", "marketing-sms": "granted", "service-email": "withdrawn"}
    given = ConsentChange.objects.get(customer=who, channel="sms")
    assert (given.source, given.text_version, given.address, given.changed_at, given.actor) == (
        choosing.SOURCE, "7", "+8613800000001", NOW, None,
    )  # fmt: skip
    assert list(Interest.objects.values_list("topic__name", flat=True)) == ["Tea"]
    who.refresh_from_db()
    assert (who.language, preferences.frequency_of(who)) == ("zh-hans", "week")
    assert preferences.paused_until(who, NOW) == NOW + timedelta(days=30)
    assert {"message.frequency", "message.paused", "customer.changed", "interest.declared"} <= set(verbs(who))


def test_an_old_tab_turns_back_nothing_that_happened_since(strict):
    """They said no with one click, and then save a topic on a page that they had opened before."""
    who, tea = anna(), make_topic("Tea")
    told = form(strict, who)
    allow(who, state="withdrawn")
    preferences.set_frequency(customer=who, every="month", actor=None, now=NOW)
    strict.post(path(who), told | {"topic": [str(tea.pk)]})
    assert consents(who) == {"marketing-email": "withdrawn"}
    assert preferences.frequency_of(who) == "month"
    assert Interest.objects.filter(topic=tea).exists()


def test_a_pause_can_be_ended_and_a_longer_one_of_staff_stays(strict):
    who = anna()
    strict.post(path(who), {"pause": "begin"})
    strict.post(path(who), {"pause": "end"})
    assert not Pause.objects.exists()
    far = NOW + timedelta(days=90)
    preferences.pause(customer=who, actor=make_user(), now=NOW, until=far)
    strict.post(path(who), {"pause": "begin"})
    assert preferences.paused_until(who, NOW) == far
    assert verbs(who)[-3:] == ["message.paused", "message.resumed", "message.paused"]


def test_stop_everything_leaves_only_what_they_ask_for(strict, host):
    who = anna(phone="+8613800000001")
    allow(who, "survey", channel="sms")
    for _ in range(2):
        strict.post(f"{path(who)}everything/")
    said = consents(who)
    assert set(said.values()) == {"withdrawn"}
    assert {"marketing-email", "survey-sms", "service-email", "service-sms", "service-letter"} <= said.keys()
    version = make_version()
    mails = {purpose: put(who, version=version, purpose=purpose) for purpose in ("marketing", "service", "survey")}
    receipt = put(who, version=version, purpose="transactional")
    working.send_due("email")
    assert {purpose: state(mail) for purpose, mail in mails.items()} == dict.fromkeys(mails, ("skipped", "consent"))
    assert state(receipt) == ("sent", "")
    assert ConsentChange.objects.filter(customer=who, channel="email", purpose="marketing").count() == 2


def test_the_page_speaks_the_customers_language(strict):
    page = strict.get(path(anna(language="zh-hans"))).content.decode()
    assert 'lang="zh-hans"' in page
    assert "您的选择" in page


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_change():
    who, tea = anna(), make_topic("Tea")
    wanted = choosing.Wanted(
        choosing.Part(frozenset({"marketing-email"}), frozenset({"marketing-email"})),
        choosing.Part(frozenset({str(tea.pk)}), frozenset(), frozenset({str(tea.pk)})),
        "week", "", "de", "en", "begin",
    )  # fmt: skip
    at_once(*[lambda: choosing.save(customer=who, wanted=wanted, now=NOW)] * 4)
    once = ("message.frequency", "message.paused", "interest.declared", "customer.changed")
    assert [verbs(who).count(verb) for verb in once] == [1, 1, 1, 1]
    assert consents(who) == {"marketing-email": "withdrawn"}
    assert ConsentChange.objects.filter(customer=who).count() == 2


# --- In messages --------------------------------------------------------------------------------


def _page(language: str = "en") -> Text:
    return Text(language, "It is here.", subject="News", content="# Tea\n\nIt is here.")


@pytest.mark.parametrize(("language", "words"), [("en", "Your choices"), ("zh-hans", "您的选择")])
def test_the_link_stands_in_page_and_plain_text_of_what_nobody_asked_for(host, strict, settings, language, words):
    who, version = anna(language=language), make_version(_page(language))
    put(who, version=version, purpose="transactional")
    put(who, version=version)
    working.send_due("email")
    receipt, news = (got.message for got in host.got)
    for kind in ("html", "plain"):
        said = news.get_body((kind,)).get_content()
        assert words in said
        (url,) = re.findall(rf"{re.escape(settings.SITE_URL)}/messages/p/[\w-]+/", said)
        assert strict.get(url.removeprefix(settings.SITE_URL)).status_code == 200
        assert "/messages/p/" not in receipt.get_body((kind,)).get_content()


def test_a_page_that_was_saved_before_there_were_choices_names_them_too(host):
    version = make_version(_page())
    old = version.texts.get()
    foot = re.compile(r' · <a href="\{\{ links\.choices[^>]*>[^<]*</a>')
    assert foot.search(old.html)
    html, text = foot.sub("", old.html), old.text.replace("{% if links.unsubscribe %}Your choices", "{% if links.x %}")
    before = Text("en", text.partition("{% if links.x %}")[0], subject="News", html=html)
    assert "links.choices" not in before.html + before.text
    put(anna(), version=make_version(before))
    working.send_due("email")
    (got,) = host.got
    for kind in ("html", "plain"):
        assert got.message.get_body((kind,)).get_content().count("/messages/p/") == 1


def test_staff_who_read_a_message_do_not_get_the_customers_link(client):
    client.force_login(make_user("owner"))
    who = anna()
    message = put(who, version=make_version(_page()))
    token = personal.choices_token(who.public_id)
    assert token not in client.get(f"/messages/{message.pk}/page/").content.decode()


# --- Staff --------------------------------------------------------------------------------------


def test_staff_see_and_set_it_and_the_trail_says_who(client):
    agent, who = make_user("service agent", name="Lin Yue"), anna()
    client.force_login(agent)
    address = f"/messages/customers/{who.public_id}/rhythm/"
    until = (clock.business_day(NOW) + timedelta(days=10)).isoformat()
    assert client.post(address, {"every": "month", "until": until}).status_code == 302
    panel = client.get(f"/messages/customers/{who.public_id}/").content.decode()
    assert "At most one in four weeks" in panel
    assert "Asked for a pause until" in panel
    trail = TimelineEntry.objects.filter(customer=who).order_by("pk")
    assert [(row.verb, row.actor) for row in trail][-2:] == [("message.frequency", agent), ("message.paused", agent)]
    assert client.post(address, {"every": "", "until": ""}).status_code == 302
    assert (preferences.frequency_of(who), preferences.paused_until(who, NOW)) == ("", None)
    past = (clock.business_day(NOW) - timedelta(days=1)).isoformat()
    answer = client.post(address, {"every": "week", "until": past})
    assert (answer.status_code, preferences.frequency_of(who)) == (422, "")
    assert past in answer.content.decode()


def test_a_cashier_sets_nothing(client):
    client.force_login(make_user("cashier"))
    assert client.get(f"/messages/customers/{anna().public_id}/rhythm/").status_code == 403


def test_merged_and_erased_customers_keep_the_quieter_wish_and_none():
    left, right = make_customer(), make_customer()
    preferences.set_frequency(customer=left, every="week", actor=None, now=NOW)
    preferences.set_frequency(customer=right, every="month", actor=None, now=NOW)
    merging.merge_customers(survivor=left, duplicate=right, reason="same", actor=make_user("owner"), now=NOW)
    assert preferences.frequency_of(left) == "month"
    assert Frequency.objects.count() == 1


def test_messages_that_waited_are_asked_again_when_the_pause_ends(host):
    who = anna()
    preferences.pause(customer=who, actor=None, now=NOW, until=NOW + timedelta(days=3))
    message = put(who)
    working.send_due("email")
    assert state(message) == ("queued", "paused")
    preferences.resume(customer=who, actor=None, now=NOW)
    working.send_due("email")
    assert state(message) == ("sent", "")
    assert Message.objects.count() == 1
