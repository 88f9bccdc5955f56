"""The pages behind personal links: looking records nothing, saying records once, nobody else learns anything."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from config.logs import hide_personal
from customers.services import enrol
from surveys.asking import links, services
from surveys.models import Invitation, Response, ResponseEdit, Survey
from tests.loyalty.referring import code_of, terms
from tests.sales.factories import line, product, purchase
from tests.surveys.factories import NOW, survey, version
from tests.surveys.factories_asking import DAY, asked, asker, at, browser, path_of, say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def test_looking_records_nothing_and_a_scanner_may_open_all_eleven_links():
    row = asked()
    for score in range(11):
        client = browser()
        address = f"{path_of(row)}?s={score}"
        page = client.get(address, headers={"sec-purpose": "prefetch"})
        assert page.status_code == 200
        assert f'value="{score}" checked' in page.content.decode()
        assert client.head(address).status_code == 200
    row.refresh_from_db()
    assert (Response.objects.count(), row.started_at, row.state) == (0, None, "asked")


def test_a_page_is_small_tells_no_robot_and_no_name():
    row = asked(who=asker("Ada Lovelace", email="ada@example.com", phone="+8613800138000"))
    page = browser().get(path_of(row))
    text = page.content.decode()
    assert len(page.content) < 50_000
    assert "<script" not in text
    for secret in ("Ada", "Lovelace", "ada@", "138001"):
        assert secret not in text
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"


def test_page_by_page_to_the_thanks():
    row, client = asked(), browser()
    first = say(client, path_of(row), p="score", score="3")
    assert first.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.started_at) == ("asked", NOW)
    found = Response.objects.get()
    assert (found.score, found.outcome, found.finished_at, found.origin) == (3, "low", None, "link")
    assert "What is the reason" in client.get(first["Location"]).content.decode()
    last = say(client, first["Location"], p="why", why="slow", call_wants="on", call_phone="123")
    assert "Thank you" in client.get(last["Location"]).content.decode()
    found.refresh_from_db()
    row.refresh_from_db()
    assert (found.comment, found.answers["call"]["phone"], row.state) == ("slow", "123", "answered")
    assert found.finished_at == NOW


def thanked(who, score: str, *more: str) -> str:
    """What the page says after the last step; `more` are scores' further pages."""
    row, client = asked(who=who), browser()
    answer = say(client, path_of(row), p="score", score=score)
    for page in more:
        answer = say(client, answer["Location"], p=page)
    return client.get(answer["Location"]).content.decode()


def test_who_would_recommend_us_gets_their_link_to_pass_on():
    terms()
    who = asker("Ada")
    enrol(customer=who, terms_version="1", where="test", actor=None, now=NOW)
    code = code_of(who).code
    assert f"/{code}" in thanked(who, "9", "why")
    other = asker("Bob")
    enrol(customer=other, terms_version="1", where="test", actor=None, now=NOW)
    code = code_of(other).code
    assert code not in thanked(other, "3", "why")


def test_finished_is_finished():
    row, client = asked(), browser()
    say(client, path_of(row), p="score", score="9")
    say(client, path_of(row), p="why", why="kind")
    assert "answered already" in client.get(path_of(row)).content.decode()
    again = say(client, path_of(row), p="score", score="1")
    assert again.status_code == 409
    assert Response.objects.get().score == 9


def test_a_wrong_answer_keeps_what_was_typed():
    row = asked(survey({"questions": [
        {"key": "n", "kind": "number", "title": {"en": "How many?"}},
        {"key": "t", "kind": "text", "required": True, "title": {"en": "Which?"}},
    ]}))  # fmt: skip
    page = say(browser(), path_of(row), p="n", n="many", t="the <red> one")
    text = page.content.decode()
    assert page.status_code == 422
    assert 'value="many"' in text
    assert "the &lt;red&gt; one" in text
    assert not Response.objects.exists()
    missing = say(browser(), path_of(row), p="n", n="3", t="")
    assert missing.status_code == 422
    assert "Please answer this question." in missing.content.decode()


def test_changed_until_finished_with_its_history():
    row, client = asked(), browser()
    say(client, path_of(row), p="score", score="3")
    back = say(client, path_of(row), p="why", why="first words", go="back")
    assert "p=score" in back["Location"]
    assert 'value="3" checked' in client.get(back["Location"]).content.decode()
    say(client, path_of(row), p="score", score="8")
    found = Response.objects.get()
    assert (found.score, found.answers["why"]) == (8, "first words")
    assert [edit.answers["score"] for edit in ResponseEdit.objects.order_by("pk")] == [3, 3]


def test_another_device_goes_on_and_is_shown_nothing_that_was_written():
    row, mine = asked(), browser()
    say(mine, path_of(row), p="score", score="3")
    say(mine, path_of(row), p="why", why="a secret of mine", call_wants="on", call_phone="5550199", go="back")
    other = browser()
    assert "What is the reason" in other.get(path_of(row)).content.decode()
    for name in ("score", "why"):
        text = other.get(f"{path_of(row)}?p={name}").content.decode()
        assert "secret" not in text
        assert "5550199" not in text
    assert "a secret of mine" in mine.get(f"{path_of(row)}?p=why").content.decode()
    say(other, path_of(row), p="why", why="")
    found = Response.objects.get()
    assert (found.comment, found.answers["call"]["phone"]) == ("a secret of mine", "5550199")


@pytest.mark.parametrize("change", ["revoked", "expired", "closed", "paused", "erased"])
def test_what_is_over_is_the_neutral_page(monkeypatch, change):
    row = asked()
    if change == "revoked":
        services.revoke(invitation=row, actor=None, now=NOW)
    if change == "expired":
        at(monkeypatch, row.expires_at)
    if change in ("closed", "paused"):
        Survey.objects.filter(pk=row.survey_id).update(state=change)
    if change == "erased":
        type(row.customer).objects.filter(pk=row.customer_id).update(erased_at=NOW)
    for page in (browser().get(path_of(row)), say(browser(), path_of(row), p="score", score="9")):
        assert page.status_code == 404
        assert "This link does not open anything" in page.content.decode()
    assert not Response.objects.exists()


def test_what_was_said_before_the_day_ended_is_kept_and_no_more_is_taken(monkeypatch):
    row, client = asked(), browser()
    say(client, path_of(row), p="score", score="9")
    at(monkeypatch, row.expires_at)
    assert say(client, path_of(row), p="why", why="late").status_code == 404
    found = Response.objects.get()
    assert (found.score, found.finished_at, found.comment) == (9, None, "")


def test_forged_cut_and_foreign_tokens_open_nothing():
    row, other = asked(), asked()
    token = path_of(row).split("/")[2]
    foreign = links.signing.sign(b"event", bytes(21))
    strange = links.signing.sign(b"survey", bytes([9]) + row.public_id.bytes + bytes(4))
    swapped = links.token_of(links.Form.PUBLIC, row.public_id)
    for wrong in (
        token[:-1],
        token[1:],
        token + "A",
        "A" * len(token),
        token.swapcase(),
        foreign,
        strange,
        swapped,
        "…",
    ):
        page = browser().get(f"/s/{wrong}/")
        assert page.status_code == 404, wrong
        assert "This link does not open anything" in page.content.decode()
    assert browser().get(path_of(other)).status_code == 200


def test_old_keys_open_links_until_they_expire(settings):
    settings.LINK_KEYS = ["old"]
    row = asked()
    address = path_of(row)
    settings.LINK_KEYS = ["new", "old"]
    assert browser().get(address).status_code == 200
    assert path_of(row) != address
    settings.LINK_KEYS = ["new"]
    assert browser().get(address).status_code == 404


def test_begun_with_one_version_it_is_finished_with_it():
    row, client = asked(), browser()
    say(client, path_of(row), p="score", score="9")
    form = {"questions": [{"key": "stars", "kind": "stars", "role": "main", "title": {"en": "Stars?"}}]}
    newer = version(row.survey, form, number=2)
    assert "What is the reason" in client.get(path_of(row)).content.decode()
    say(client, path_of(row), p="why", why="same")
    assert Response.objects.get().version.number == 1
    other = asked(row.survey, now=NOW + DAY)
    say(browser(), path_of(other), p="stars", stars="5")
    assert Response.objects.get(invitation=other).version == newer


def test_in_the_language_that_is_chosen_and_it_stays():
    row, client = asked(who=asker(language="zh-hans")), browser()
    assert "您有多大可能推荐我们" in client.get(path_of(row)).content.decode()
    page = client.get(f"{path_of(row)}?l=en").content.decode()
    assert "How likely" in page
    there = say(client, f"{path_of(row)}?l=en", p="score", score="9")
    assert "l=en" in there["Location"]
    assert Response.objects.get().language == "en"


def test_nobody_is_named_where_nobody_is_to_be_named():
    """The row of an answer leads to no invitation, and no time of one says whose the other is."""
    row = asked()
    Survey.objects.filter(pk=row.survey_id).update(is_anonymous=True)
    client = browser()
    say(client, path_of(row), p="score", score="9")
    say(client, path_of(row), p="why", why="words")
    found = Response.objects.get()
    row.refresh_from_db()
    assert (found.invitation, found.customer, row.state) == (None, None, "answered")
    assert row.answered_at != found.finished_at
    assert str(row.public_id) not in found.event_key
    assert say(client, path_of(row), p="score", score="1").status_code == 409
    assert Response.objects.count() == 1


def test_the_answer_knows_what_it_is_about():
    dear, cheap = product(), product()
    row = asked()
    bought = purchase(
        line(900, product=dear.pk), line(100, product=cheap.pk), customer=row.customer_id, now=NOW, occurred_at=NOW
    )
    Invitation.objects.filter(pk=row.pk).update(purchase=bought)
    say(browser(), path_of(row), p="score", score="9")
    found = Response.objects.get()
    assert (found.purchase, found.product, found.store) == (bought, dear, bought.store)


def test_a_link_is_braked():
    row, client = asked(), browser()
    for _ in range(120):
        say(client, path_of(row), p="score", score="9", go="back")
    assert say(client, path_of(row), p="score", score="9").status_code == 429


def test_time_of_a_link_is_by_the_customers_own_day():
    row = asked(who=asker(time_zone="Pacific/Auckland"))
    local = row.expires_at.astimezone(ZoneInfo("Pacific/Auckland"))
    assert (local.hour, local.minute) == (0, 0)
    assert row.expires_at - NOW > timedelta(days=row.survey.valid_days)


def test_a_link_is_logged_without_its_key():
    address = path_of(asked())
    told = hide_personal(None, "", {"event": f"Not Found: {address}", "path": address})
    assert address.split("/")[2] not in told["event"] + told["path"]
