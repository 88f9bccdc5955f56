"""Machines are told apart from people: by one request, by several together, and also afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from customers.merging import merge_customers
from messaging.links import counting, following, machines
from messaging.models import Hit, Message
from tests.customers.factories import NOW, make_user
from tests.customers.segmenting import condition, fits
from tests.loyalty.test_ledger_races import at_once
from tests.messaging.factories import allow, make_version, reader
from tests.messaging.following import COFFEE, LETTER, PERSON, TEA, Reader, address, gone

PEOPLE = [
    PERSON,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
    "Mozilla/5.0 (Linux; Android 13; SM-S908B) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.42",
    "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; U; Android 9; CUBOT; zh-CN) AppleWebKit/537.36 UCBrowser/13.4 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15",
    "Mozilla/5.0 (Linux; Android 12; HarmonyOS) AppleWebKit/537.36 HuaweiBrowser/14.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 QQ/8.9 NetType/WIFI Mobile/15E148",
]
BOTS = [
    "Googlebot/2.1 (+http://www.google.com/bot.html)", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (Windows NT 6.1) BingPreview/1.0b", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1", "WhatsApp/2.23", "curl/8.5.0", "python-requests/2.31",
    "Go-http-client/1.1", "Mozilla/5.0 (compatible; Barracuda Sentinel)", "Mozilla/5.0 Mimecast URL Scanner",
    "Mozilla/5.0 AppleWebKit HeadlessChrome/120", "Baiduspider/2.0", "Mozilla/5.0", "ProofPoint-URLDefense",
]  # fmt: skip


class TestOneRequest:
    @pytest.mark.parametrize("agent", PEOPLE)
    def test_people(self, agent):
        assert machines.of_request("GET", {"User-Agent": agent}) == ""

    @pytest.mark.parametrize("agent", BOTS)
    def test_programs(self, agent):
        assert machines.of_request("GET", {"User-Agent": agent}) == "bot"

    @pytest.mark.parametrize(
        ("method", "headers", "reason"),
        [
            ("HEAD", {}, "head"),
            ("GET", {"Sec-Purpose": "prefetch;prerender"}, "prefetch"),
            ("GET", {"Purpose": "Prefetch"}, "prefetch"),
            ("GET", {"X-Moz": "prefetch"}, "prefetch"),
            ("GET", {"User-Agent": ""}, "no_agent"),
            ("GET", {"User-Agent": "  "}, "no_agent"),
        ],
    )
    def test_what_a_request_says_of_itself(self, method, headers, reason):
        assert machines.of_request(method, {"User-Agent": PERSON} | headers) == reason

    @pytest.mark.parametrize(
        ("agent", "reason"),
        [
            (PERSON, ""),
            ("Mozilla/5.0", "apple_privacy"),
            ("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "mail_proxy"),
            ("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", "mail_proxy"),
            ("curl/8", "bot"),
            ("", "no_agent"),
        ],
    )
    def test_pictures(self, agent, reason):
        assert machines.of_picture("GET", {"User-Agent": agent}) == reason


def people(*messages: Message) -> list[int]:
    """How often a person followed each."""
    found = counting.of_messages([message.pk for message in messages])
    return [found.get(message.pk, counting.Interest()).clicks for message in messages]


@pytest.fixture
def asking(monkeypatch) -> Reader:
    return Reader(monkeypatch)


@pytest.mark.django_db
class TestSeveralRequests:
    def test_a_person_is_one(self, asking):
        message = gone()
        asking.ask(message)
        asking.ask(message, 3610, target=COFFEE)
        asking.ask(message, 9000)
        assert people(message) == [3]

    def test_each_reason_is_kept_and_none_counts(self, asking):
        message = gone()
        asking.ask(message, method="head")
        asking.ask(message, 3700, **{"sec-purpose": "prefetch"})
        asking.ask(message, 3800, agent="")
        asking.ask(message, 3900, agent="curl/8")
        asking.ask(message, 4)
        assert sorted(message.hits.values_list("machine", flat=True)) == [
            "at_once",
            "bot",
            "head",
            "no_agent",
            "prefetch",
        ]
        assert people(message) == [0]
        assert counting.of_messages([message.pk])[message.pk].by_machines == 5

    def test_at_five_seconds_it_may_be_a_person(self, asking):
        message = gone()
        asking.ask(message, 5)
        assert people(message) == [1]

    def test_the_second_link_makes_the_first_a_machines(self, asking):
        """Several links within two seconds: known only when the second one comes."""
        message = gone()
        asking.ask(message, 3600)
        assert people(message) == [1]
        asking.ask(message, 3602, target=COFFEE)
        assert people(message) == [0]

    def test_the_same_link_twice_is_an_impatient_person(self, asking):
        message = gone()
        asking.ask(message, 3600)
        asking.ask(message, 3600.2)
        assert people(message) == [2]

    def test_a_moment_later_is_another_look(self, asking):
        message = gone()
        asking.ask(message, 3600)
        asking.ask(message, 3602.1, target=COFFEE)
        assert people(message) == [2]

    def test_who_follows_the_hidden_link(self, asking):
        message, other = gone(), gone()
        asking.ask(message, 3600)
        asking.ask(other, 3600)
        asking.ask(message, 3659, kind=Hit.Kind.TRAP)
        assert people(message, other) == [0, 1]
        # The customer herself, in the evening.
        asking.ask(message, 30_000)
        assert people(message) == [1]

    def test_many_messages_from_one_place(self, asking):
        version = make_version(LETTER)
        messages = [gone(version=version) for _ in range(machines.MANY)]
        for number, message in enumerate(messages[:-1]):
            asking.ask(message, 3600 + number * 6)
        assert sum(people(*messages)) == machines.MANY - 1
        asking.ask(messages[-1], 3600 + 59)
        assert sum(people(*messages)) == 0

    def test_many_messages_from_many_places_or_through_a_proxy_of_ours_are_people(self, asking):
        version = make_version(LETTER)
        for places in ([f"93.184.216.{n}" for n in range(machines.MANY)], ["10.0.0.1"] * machines.MANY):
            messages = [gone(version=version) for _ in places]
            for message, place in zip(messages, places, strict=True):
                asking.ask(message, place=place)
            assert sum(people(*messages)) == machines.MANY

    def test_places_are_forgotten_and_what_they_told_is_kept(self, asking):
        version = make_version(LETTER)
        messages = [gone(version=version) for _ in range(machines.MANY + 1)]
        for message in messages[:-1]:
            asking.ask(message)
        asking.ask(messages[-1], place="93.184.216.35")
        then = NOW + timedelta(days=1, hours=1, seconds=30)
        following.forget_networks(now=then)
        assert (sum(people(*messages)), Hit.objects.filter(network__isnull=False).count()) == (1, machines.MANY + 1)
        for _twice in range(2):
            following.forget_networks(now=then + timedelta(hours=1))
            assert sum(people(*messages)) == 1
            assert not Hit.objects.filter(network__isnull=False).exists()
        assert Hit.objects.filter(machine="many_messages").count() == machines.MANY

    def test_a_crowd_across_the_moment_of_forgetting_stays_one(self, asking):
        version = make_version(LETTER)
        messages = [gone(version=version) for _ in range(machines.MANY)]
        for number, message in enumerate(messages):
            asking.ask(message, 3600 + number * 6)
        for seconds in (27, 57, 87, 200):
            following.forget_networks(now=NOW + timedelta(days=1, seconds=3600 + seconds))
            assert sum(people(*messages)) == 0

    def test_opened_is_told_apart_and_no_click(self, asking):
        message = gone()
        for after, agent in ((3600, "Mozilla/5.0"), (3700, "GoogleImageProxy"), (3800, PERSON)):
            asking.ask(message, after, kind=Hit.Kind.PIXEL, agent=agent)
        assert counting.of_messages([message.pk])[message.pk] == counting.Interest(0, 0, 1, 2)

    def test_who_says_no_is_not_counted_with_what_was_before_either(self, asking):
        anna = reader()
        message = gone(anna)
        asking.ask(message)
        allow(anna, "profiling", "refused")
        assert people(message) == [0]
        allow(anna, "profiling", "granted")
        assert people(message) == [1]


@pytest.mark.django_db(transaction=True)
def test_two_links_at_once_over_two_connections(monkeypatch):
    """Neither sees the other while it is written; who counts sees both, whichever came first."""
    message = gone()
    asking, places = Reader(monkeypatch), (TEA, COFFEE)
    made = [address(message, target) for target in places]
    asking.ask(message, 3600)
    Hit.objects.all().delete()

    def follow(path: str) -> None:
        assert Client().get(path, headers={"user-agent": PERSON}).status_code == 302

    for paths, wanted in ((made, 0), (made[:1] * 8, 8)):
        Hit.objects.all().delete()
        assert set(at_once([lambda path=path: follow(path) for path in paths])) == {"done"}
        assert Hit.objects.count() == len(paths)
        assert people(message) == [wanted]


@pytest.mark.django_db
class TestSegments:
    def test_who_followed_a_link_lately(self, asking):
        anna, bert, carl, dora = reader(), reader(), reader(), reader()
        asking.ask(gone(anna))
        asking.ask(gone(bert, purpose="service"))
        asking.ask(gone(carl), agent="curl/8")
        everybody = (anna, bert, carl, dora)
        Hit.objects.update(at=NOW - timedelta(days=3))
        assert fits(condition("messaging.clicked", "has", {"days": 30}), *everybody) == [True, True, False, False]
        assert fits(condition("messaging.clicked", "has_not", {"days": 30}), *everybody) == [False, False, True, True]
        assert fits(condition("messaging.clicked", "has", {"days": 2}), *everybody) == [False] * 4
        service = {"of": {"purpose": ["service"]}}
        assert fits(condition("messaging.clicked", "has", service), *everybody) == [False, True, False, False]

    def test_records_that_become_one(self, asking):
        anna, again = reader(), reader()
        asking.ask(gone(again))
        merge_customers(survivor=anna, duplicate=again, reason="one", actor=make_user("owner"), now=NOW)
        assert fits(condition("messaging.clicked", "has", {}), anna) == [True]
