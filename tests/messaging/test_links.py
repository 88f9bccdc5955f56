"""Links in messages: what is wrapped and what never is, the tokens, and the door behind them."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from customers import erasing
from customers.models import Customer
from messaging import templating
from messaging.links import finding, following, tokens, wrapping
from messaging.links.tokens import Asked
from messaging.models import Hit, Link, Message, MessagingSettings
from messaging.outbox import working
from messaging.templating import Text
from tests.customers.factories import NOW, make_user
from tests.messaging.factories import allow, at, make_version, put, reader

pytestmark = pytest.mark.django_db
PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
CONTENT = """Hello {{ customer.name }},

[Tea](https://shop.example/tea?a=1&b=2) and [coffee](https://shop.example/coffee), or [write](mailto:a@shop.example),
[call](tel:+4930123).
"""
WORDS = "Tea: https://shop.example/tea?a=1&b=2, coffee (https://shop.example/coffee).\n{{ links.unsubscribe }}"
TEA, COFFEE = "https://shop.example/tea?a=1&b=2", "https://shop.example/coffee"
LETTER = Text("en", WORDS, subject="News", content=CONTENT)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    at(monkeypatch, NOW)


def sent(customer: Customer, host, **given) -> Message:
    version = given.pop("version", None) or make_version(LETTER)
    message = put(customer, version=version, **({"source": "campaign:1"} | given))
    working.send_due("email")
    message.refresh_from_db()
    assert message.state == "sent"
    return message


def parts(host) -> tuple[str, str]:
    """Page and words of the newest mail."""
    mail = host.got[-1].message
    return tuple(mail.get_body((kind,)).get_content() for kind in ("html", "plain"))  # type: ignore[return-value]


def ours(text: str) -> list[Asked]:
    return [found for token in re.findall(r"/l/([\w-]+)", text) if (found := tokens.read(token))]


def token(message: Message, target: str = TEA) -> str:
    link = Link.objects.get(version=message.version_id, target=target)
    return tokens.token_for(Asked(Hit.Kind.LINK, message.pk, link.pk))


def path(message: Message, target: str = TEA) -> str:
    return f"/l/{token(message, target)}"


class TestWhatIsWrapped:
    def test_page_and_words_lead_over_us_and_nothing_else_does(self, host):
        message = sent(reader("Anna"), host)
        page, words = parts(host)
        tea, coffee = (Link.objects.get(target=target).pk for target in (TEA, COFFEE))
        wanted = [Asked(Hit.Kind.LINK, message.pk, tea), Asked(Hit.Kind.LINK, message.pk, coffee)]
        assert ours(page) == [*wanted, Asked(Hit.Kind.TRAP, message.pk)]
        assert ours(words) == wanted
        assert "shop.example/tea" not in page + words
        assert 'href="mailto:a@shop.example"' in page
        assert 'href="tel:+4930123"' in page
        assert "/messages/u/" in page
        assert re.search(r", coffee \(\S+/l/[\w-]{32}\)\.", words)

    def test_the_hidden_link_is_hidden_from_everybody_who_looks(self, host):
        sent(reader(), host)
        (trap,) = re.findall(r"<a [^>]*display:none[^>]*></a>", parts(host)[0])
        assert all(part in trap for part in ('rel="nofollow"', 'aria-hidden="true"', 'tabindex="-1"'))

    @pytest.mark.parametrize(
        "given", [{"source": "person:1"}, {"purpose": "transactional"}, {"source": "poll:1"}], ids=str
    )
    def test_what_no_programme_sends_stays(self, host, given):
        sent(reader(), host, **given)
        page, words = parts(host)
        assert "/l/" not in page + words
        assert TEA in words

    @pytest.mark.parametrize("state", ["refused", "withdrawn"])
    def test_who_said_no_to_recommendations_gets_the_targets_themselves(self, host, state):
        anna, bert = reader(), reader()
        allow(anna, "profiling", state)
        allow(bert, "profiling", "granted")
        version = make_version(LETTER)
        put(anna, version=version, source="campaign:1")
        put(bert, version=version, source="campaign:1")
        working.send_due("email")
        assert [bool(ours(got.message.get_body(("html",)).get_content())) for got in host.got] == [False, True]

    def test_switched_off(self, host):
        MessagingSettings.objects.create(pk=1, count_clicks=False)
        sent(reader(), host)
        assert "/l/" not in "".join(parts(host))

    def test_the_picture_only_when_asked_for(self, host):
        sent(reader(), host)
        assert "/l/" in parts(host)[0]
        assert "<img" not in parts(host)[0]
        MessagingSettings.objects.update_or_create(pk=1, defaults={"count_opens": True, "count_clicks": False})
        message = sent(reader(), host)
        assert ours("".join(parts(host))) == [Asked(Hit.Kind.PIXEL, message.pk)]

    def test_each_version_has_its_links_once_and_two_languages_share_them(self):
        version = make_version(LETTER, Text("zh-hans", WORDS, subject="新闻", content=CONTENT))
        assert sorted(version.links.values_list("target", flat=True)) == [COFFEE, TEA]
        wrapping.counted(version.pk, clicks=True, opens=False)
        assert Link.objects.count() == 2

    def test_a_target_is_a_page_of_the_web_in_the_database_too(self):
        version = make_version(LETTER)
        for target in ("javascript:alert(1)", "//evil.example", "https://a b", "https://a\r\nSet-Cookie: x", ""):
            with pytest.raises(IntegrityError), transaction.atomic():
                Link.objects.create(version=version, target=target)
        with pytest.raises(IntegrityError), transaction.atomic():
            Link.objects.create(version=version, target=TEA)

    def test_nothing_is_lost_where_words_are_made_by_liquid(self, host, settings):
        """What is filled in belongs to one customer; what a template decides stays as it decides."""
        content = (
            "[own](https://shop.example/{{ customer.given_name }}) [half](https://shop.example/a{{ today }}b) "
            "[whole](https://shop.example/w) {% if customer.name %}[if](https://shop.example/if){% endif %} "
            f"[ours]({settings.SITE_URL}/messages/u/abc/)"
        )
        words = (
            'x https://shop.example/{{ customer.given_name }} {{ customer.name | default: "https://shop.example/d" }}'
            "{{ links.unsubscribe }}"
        )
        message = sent(
            reader("Anna", given_name="Anna"), host, version=make_version(Text("en", words, "S", "", content))
        )
        page, plain = parts(host)
        assert sorted(message.version.links.values_list("target", flat=True)) == [
            "https://shop.example/if", "https://shop.example/w",
        ]  # fmt: skip
        assert 'href="https://shop.example/Anna"' in page
        assert "x https://shop.example/Anna Anna" in plain
        assert f'href="{settings.SITE_URL}/messages/u/abc/"' in page

    def test_raw_and_comments_are_left_alone(self):
        for source in ("{% raw %}https://a.example{% endraw %}", "{% comment %}https://a.example{% endcomment %}"):
            assert finding.targets("", source) == []

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("see https://a.example/x.", ["https://a.example/x"]),
            ("看https://a.example/x，好", ["https://a.example/x"]),
            ("(https://a.example/x)", ["https://a.example/x"]),
            ("**https://a.example/x**", ["https://a.example/x"]),
            ("https://a.example/x?q=茶", ["https://a.example/x?q=茶"]),
            ("https://a.example/" + "x" * 2000, []),
            ("ftp://a.example mailto:a@b.c", []),
        ],
        ids=lambda value: str(value)[:30],
    )
    def test_where_an_address_ends_in_words(self, words, found):
        assert finding.targets("", words) == found

    def test_a_template_that_is_full_goes_as_it_is(self):
        words = "{{ customer.name }}" * 998 + " https://a.example/1 https://a.example/2 https://a.example/3"
        version = make_version(Text("en", words, subject="x"))
        assert wrapping.counted(version.pk, clicks=True, opens=False) is None

    def test_another_version_has_its_own(self):
        version = make_version(LETTER)
        newer = templating.save_version(template=version.template, texts=[LETTER], actor=None, now=NOW)
        assert set(version.links.values_list("pk")).isdisjoint(newer.links.values_list("pk"))


class TestTokens:
    def test_there_and_back_for_the_largest(self):
        for asked in (Asked(Hit.Kind.LINK, 2**48 - 1, 2**40 - 1), Asked(Hit.Kind.TRAP, 1), Asked(Hit.Kind.PIXEL, 7)):
            made = tokens.token_for(asked)
            assert len(made) == 32
            assert tokens.read(made) == asked

    def test_each_letter_changed_opens_nothing(self):
        made = tokens.token_for(Asked(Hit.Kind.LINK, 17, 3))
        for place, letter in enumerate(made):
            other = "A" if letter != "A" else "B"
            assert tokens.read(made[:place] + other + made[place + 1 :]) is None

    @pytest.mark.parametrize(
        "token",
        ["", "x", "A" * 32, "A" * 31, "A" * 33, "é" * 32, "=" * 32, "../../../etc/passwd", "\0" * 32, "+/" * 16],
    )
    def test_what_is_foreign_opens_nothing(self, token):
        assert tokens.read(token) is None

    def test_a_token_of_another_door_opens_nothing(self, settings):
        """The same bytes, signed for something else by the same key."""
        import hmac

        facts = bytes((1, 0)) + (17).to_bytes(6, "big") + (3).to_bytes(5, "big")
        signed = hmac.digest(settings.LINK_KEYS[0].encode(), b"unsubscribe\0" + facts, "sha256")[:11]
        assert tokens.read(base64.urlsafe_b64encode(facts + signed).decode()) is None

    def test_keys_rotate(self, settings):
        settings.LINK_KEYS = ["old" * 20]
        made = tokens.token_for(Asked(Hit.Kind.LINK, 17, 3))
        settings.LINK_KEYS = ["new" * 20, "old" * 20]
        assert tokens.read(made) == Asked(Hit.Kind.LINK, 17, 3)
        assert tokens.token_for(Asked(Hit.Kind.LINK, 17, 3)) != made
        settings.LINK_KEYS = ["new" * 20]
        assert tokens.read(made) is None


class TestTheDoor:
    def test_quick_and_without_a_session(self, host, client, monkeypatch, django_assert_num_queries):
        message = sent(reader(), host)
        at(monkeypatch, NOW + timedelta(hours=1))
        address = path(message)
        client.get(address, headers={"user-agent": PERSON})
        with django_assert_num_queries(1):
            answer = client.get(address, headers={"user-agent": PERSON})
        assert (answer.status_code, answer["Location"], answer.cookies) == (302, TEA, {})
        assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
        assert "no-store" in answer["Cache-Control"]
        assert [(hit.kind, hit.machine) for hit in message.hits.all()] == [("link", "")] * 2

    def test_other_methods_are_refused(self, host, client):
        message = sent(reader(), host)
        for method in ("post", "put", "delete", "patch"):
            assert getattr(client, method)(path(message)).status_code == 405
        assert not Hit.objects.exists()

    @pytest.mark.parametrize("token", ["x", "A" * 32, "https:%2F%2Fevil.example", "%00" * 32, "é" * 32, "A" * 4000])
    def test_a_foreign_token_leads_nowhere(self, client, token):
        answer = client.get(f"/l/{token}")
        assert answer.status_code == 404
        assert "Location" not in answer

    def test_no_parameter_leads_elsewhere(self, host, client):
        message = sent(reader(), host)
        answer = client.get(path(message) + "?url=https://evil.example&next=//evil.example")
        assert answer["Location"] == TEA

    def test_a_link_that_is_no_more_and_a_message_that_never_was(self, host, client):
        message = sent(reader(), host)
        gone = tokens.token_for(Asked(Hit.Kind.LINK, message.pk, 999_999))
        assert client.get(f"/l/{gone}").status_code == 404
        link = Link.objects.get(target=TEA)
        nobodys = tokens.token_for(Asked(Hit.Kind.LINK, 999_999, link.pk))
        assert client.get(f"/l/{nobodys}")["Location"] == TEA
        assert not Hit.objects.exists()

    def test_what_was_not_handed_over_is_not_counted(self, client):
        message = put(reader(), version=make_version(LETTER), source="campaign:1")
        assert client.get(path(message))["Location"] == TEA
        assert not Hit.objects.exists()

    def test_the_hidden_link_and_the_picture(self, host, client):
        message = sent(reader(), host)
        trap, pixel = (f"/l/{tokens.token_for(Asked(kind, message.pk))}" for kind in (Hit.Kind.TRAP, Hit.Kind.PIXEL))
        assert client.get(trap).status_code == 204
        answer = client.get(pixel)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/gif")
        assert sorted(message.hits.values_list("kind", flat=True)) == ["pixel", "trap"]

    def test_a_token_that_is_asked_for_without_end_fills_no_table(self, host, client, monkeypatch):
        monkeypatch.setattr(following, "_NOTE", following._NOTE.replace("200", "3"))
        message = sent(reader(), host)
        for _ in range(5):
            assert client.get(path(message))["Location"] == TEA
        assert message.hits.count() == 3

    def test_who_says_no_later_is_not_counted_from_then_on(self, host, client):
        anna = reader()
        message = sent(anna, host)
        allow(anna, "profiling", "refused")
        assert client.get(path(message))["Location"] == TEA
        assert not Hit.objects.exists()

    def test_erasing_forgets_and_nothing_comes_after(self, host, client):
        anna = reader()
        message = sent(anna, host)
        client.get(path(message))
        assert Hit.objects.count() == 1
        erasing.erase(customer=anna, reason="asked", actor=make_user("owner"), now=timezone.now())
        assert client.get(path(message))["Location"] == TEA
        assert not Hit.objects.exists()

    def test_the_address_is_not_kept(self, host, client):
        message = sent(reader(), host)
        client.get(path(message), REMOTE_ADDR="93.184.216.34")
        (hit,) = message.hits.all()
        assert bytes(hit.network) == following.network("93.184.216.34", NOW)
        assert following.network("93.184.216.34", NOW + timedelta(days=1)) != bytes(hit.network)
        assert following.network("10.0.0.1", NOW) is None

    def test_staff_see_nothing_else_either(self, host):
        """A log-in changes nothing at this door."""
        message, staff = sent(reader(), host), Client()
        staff.force_login(make_user("owner"))
        assert staff.get(path(message))["Location"] == TEA
