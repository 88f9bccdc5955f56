"""The personal page: who gets in, what stands there, what a press of a button changes, and what nothing changes."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest
from django.conf import settings as live
from django.contrib.auth.models import Permission
from django.urls import reverse

from core import clock
from core.models import User
from customers import memberpage, services
from customers.memberpage import links
from customers.models import (
    Consent,
    Customer,
    CustomerSettings,
    Interest,
    MemberLink,
    Membership,
    TimelineEntry,
    Topic,
)
from tests.customers.factories import make_customer as person

pytestmark = pytest.mark.django_db


def member(**values):
    who = person(**{"email": "ana@shop.example", "phone": "+12025550123"} | values)
    now = clock.now()
    Membership.objects.create(customer=who, terms_version="1", enrolled_at=now, state_since=now)
    return who


def token(who: Customer, **values) -> str:
    return memberpage.token_for(who, **{"now": clock.now()} | values)


def home(who: Customer) -> str:
    return reverse("customers:member_page", args=[token(who)])


# --- The link -----------------------------------------------------------------------------


def test_a_link_opens_its_own_page(client):
    who = member(name="Ana Okafor")
    page = client.get(home(who))
    assert page.status_code == 200
    assert "Hello Ana Okafor" in page.text
    assert len(token(who)) == 52


def test_whatever_is_changed_in_it_it_opens_nothing():
    now = clock.now()
    raw = base64.urlsafe_b64decode(token(member()))
    for position in range(len(raw)):
        changed = bytearray(raw)
        changed[position] ^= 1
        assert memberpage.open_link(base64.urlsafe_b64encode(changed).decode(), now=now) is None
    assert memberpage.open_link(base64.urlsafe_b64encode(raw).decode(), now=now)


@pytest.mark.parametrize("text", ["", "x", "a" * 52, "é" * 52, "=" * 52, "a" * 5000, "../../etc", "a b", "\0"])
def test_what_is_no_token(text):
    assert memberpage.open_link(text, now=clock.now()) is None


def test_old_keys_verify_until_the_link_expires(settings):
    who, now = member(), clock.now()
    old = token(who)
    settings.LINK_KEYS = ["a new key", *settings.LINK_KEYS]
    assert memberpage.open_link(old, now=now) == who
    assert token(who, now=now) != old
    settings.LINK_KEYS = ["a new key"]
    assert memberpage.open_link(old, now=now) is None


def test_it_expires_to_the_second():
    CustomerSettings.objects.create(pk=1, member_link_days=30)
    who, now = member(), clock.now().replace(microsecond=0)
    made = token(who, now=now)
    assert memberpage.open_link(made, now=now + timedelta(days=30, seconds=-1))
    assert memberpage.open_link(made, now=now + timedelta(days=30)) is None


def test_staff_revoke_what_is_out_there():
    who, now = member(), clock.now()
    old = token(who)
    from customers.memberpage.staffing import revoke_links

    assert revoke_links(customer=who, reason="phone lost", actor=None, now=now) == 2
    assert memberpage.open_link(old, now=now) is None
    assert memberpage.open_link(token(who), now=now) == who
    assert revoke_links(customer=who, reason="again", actor=None, now=now) == 3


def test_the_link_of_a_merged_customer_opens_the_one_who_stays_and_of_an_erased_one_nothing():
    who, other, now = member(), person(), clock.now()
    made = token(who)
    Customer.objects.filter(pk=who.pk).update(merged_into=other)
    assert memberpage.open_link(made, now=now) == other
    Customer.objects.filter(pk=other.pk).update(erased_at=now)
    assert memberpage.open_link(made, now=now) is None


def test_one_neutral_page_for_every_link_that_does_not_open(client, settings):
    who = member()
    expired = token(who, now=clock.now() - timedelta(days=400))
    answers = [client.get(reverse("customers:member_page", args=[text])) for text in (expired, "foreign", "a" * 52)]
    assert {page.status_code for page in answers} == {404}
    assert len({page.content for page in answers}) == 1
    assert "Ask us for a new one" in answers[0].text
    for name in ("member_choose", "member_leave"):
        assert client.post(reverse(f"customers:{name}", args=["foreign"])).status_code == 404


# --- The page -----------------------------------------------------------------------------


def test_it_is_private_and_runs_no_script(client):
    page = client.get(home(member()))
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "<script" not in page.text
    assert "noindex" in page.text
    assert len(page.content) < 40_000


def test_no_personal_data_beyond_the_name(client):
    who = member(email="ana.secret@shop.example", phone="+12025550177")
    text = client.get(home(who)).text
    for secret in (who.email, "5550177", str(who.public_id), who.external_id or "-none-"):
        assert secret not in text


def test_it_speaks_the_customers_language_whatever_the_browser_says(client):
    who = member(language="zh-hans")
    assert 'lang="zh-hans"' in client.get(home(who), headers={"accept-language": "en"}).text
    who = member(language="zh-CN", email="b@shop.example")
    assert 'lang="zh-hans"' in client.get(home(who), headers={"accept-language": "en"}).text
    stranger = member(email="c@shop.example")
    type(stranger).objects.filter(pk=stranger.pk).update(language="xx")  # from before languages were looked at
    assert 'lang="en"' in client.get(home(stranger), headers={"accept-language": "en"}).text


def test_looking_changes_nothing(client):
    """GET and HEAD of every address under the link, as mail scanners send them."""
    who = member()
    before = (TimelineEntry.objects.count(), Membership.objects.get().state, Consent.objects.count())
    for name in ("member_page", "member_leave"):
        url = reverse(f"customers:{name}", args=[token(who)])
        assert client.get(url).status_code == client.head(url).status_code == 200
    assert client.get(reverse("customers:member_choose", args=[token(who)])).status_code == 405
    assert (TimelineEntry.objects.count(), Membership.objects.get().state, Consent.objects.count()) == before


def test_few_queries(client, django_assert_max_num_queries):
    url = home(member())
    with django_assert_max_num_queries(40):
        client.get(url)


def test_who_is_no_member_and_who_left(client):
    assert "not a member yet" in client.get(home(person())).text
    who = member()
    Membership.objects.update(state="left")
    page = client.get(home(who)).text
    assert "have left the programme" in page
    assert reverse("customers:member_leave", args=["x"])[-6:] not in page


# --- Choosing -----------------------------------------------------------------------------


def choose(client, who, **data):
    return client.post(reverse("customers:member_choose", args=[token(who)]), data)


def states(who) -> dict[str, str]:
    found = Consent.objects.filter(customer=who)
    return {f"{row.purpose}-{row.channel}": row.state for row in found}


def test_consents_are_given_and_withdrawn_with_their_source(client):
    who = member()
    CustomerSettings.objects.create(pk=1, consent_text_version="7")
    shown = ["marketing-email", "marketing-sms"]
    answer = choose(client, who, shown=shown, consent=["marketing-email"])
    assert answer.status_code == 302
    assert "done=saved" in answer["Location"]
    assert states(who) == {"marketing-email": "granted"}
    row = Consent.objects.get()
    assert (row.source, row.text_version, row.address, row.actor) == ("member page", "7", who.email, None)
    choose(client, who, shown=shown, consent=["marketing-sms"])
    assert states(who) == {"marketing-email": "withdrawn", "marketing-sms": "granted"}
    changes = TimelineEntry.objects.filter(verb="consent.changed").count()
    choose(client, who, shown=shown, consent=["marketing-sms"])
    assert TimelineEntry.objects.filter(verb="consent.changed").count() == changes


def test_what_was_not_on_the_page_is_left_alone(client):
    who = member()
    choose(client, who, shown=["marketing-email"], consent=["marketing-email", "marketing-phone", "marketing-letter"])
    assert states(who) == {"marketing-email": "granted"}
    choose(client, who, shown=["marketing-sms"])
    assert states(who) == {"marketing-email": "granted"}


def test_only_channels_on_which_they_can_be_reached(client):
    who = member(phone="")
    names = set(re.findall(r'name="shown" value="([^"]+)"', client.get(home(who)).text))
    assert names == {"marketing-email", "survey-email", "profiling-email"}


def test_interests(client):
    who = member()
    music = Topic.objects.create(name="Music", code="music")
    jazz, rock = (Topic.objects.create(name=name, code=name, parent=music) for name in ("jazz", "rock"))
    services.set_interests(customer=who, topics=[music, rock], actor=None, now=clock.now())
    choose(client, who, topics_shown="1", topic=[str(jazz.pk), str(music.pk), "999999", "x"])
    found = Interest.objects.filter(customer=who, kind="declared").values_list("topic__name", flat=True)
    assert set(found) == {"jazz", "Music"}
    choose(client, who)
    assert Interest.objects.filter(customer=who).count() == 2


def test_leaving_asks_first_and_twice_is_once(client):
    who = member()
    url = reverse("customers:member_leave", args=[token(who)])
    assert "end my membership" in client.get(url).text
    for _ in range(2):
        assert client.post(url)["Location"].endswith("done=left")
    assert Membership.objects.get().state == "left"
    assert TimelineEntry.objects.filter(verb="customer.left").count() == 1
    assert client.get(url).status_code == 302


def test_posts_need_no_cookie():
    from django.test import Client

    who = member()
    assert choose(Client(enforce_csrf_checks=True), who, shown=["marketing-email"]).status_code == 302


# --- Sections -----------------------------------------------------------------------------


def test_sections_stand_in_order_and_those_without_anything_do_not():
    codes = [section.code for section in memberpage.sections()]
    assert codes.index("choices") < codes.index("leaving")
    assert [s.order for s in memberpage.sections()] == sorted(s.order for s in memberpage.sections())


# --- Staff --------------------------------------------------------------------------------


@pytest.fixture
def agent(client):
    made = User.objects.create_user("agent@shop.example", "x")
    names = ("view_customer", "view_all_customers", "share_memberlink")
    made.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(made)
    return made


def test_staff_show_the_link_and_leave_a_trail(client, agent):
    who = member()
    assert "Show the link" in client.get(reverse("customers:memberpage", args=[who.public_id])).text
    share = reverse("customers:memberpage_share", args=[who.public_id])
    assert client.get(share).status_code == 405
    page = client.post(share)
    found = re.search(r"http://testserver(/m/[\w-]+/)", page.text)[1]
    assert client.get(found).status_code == 200
    assert TimelineEntry.objects.get(verb="memberlink.shown").actor == agent
    assert "no-store" in page["Cache-Control"]


def test_who_may_not(client, agent):
    who = member()
    agent.user_permissions.set(Permission.objects.filter(codename="view_customer"))
    for name in ("memberpage", "memberpage_revoke"):
        assert client.get(reverse(f"customers:{name}", args=[who.public_id])).status_code == 403
    assert client.post(reverse("customers:memberpage_share", args=[who.public_id])).status_code == 403


def test_revoking_asks_for_a_reason(client, agent):
    agent.user_permissions.add(Permission.objects.get(codename="revoke_memberlink"))
    who = member()
    url = reverse("customers:memberpage_revoke", args=[who.public_id])
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "phone lost"})
    assert MemberLink.objects.get().version == 2
    assert TimelineEntry.objects.get(verb="memberlink.revoked").reason == "phone lost"


def test_the_keys_have_a_purpose_of_their_own():
    """What the same keys sign elsewhere is no link."""
    facts = b"x" * 23
    import hmac
    from hashlib import sha256

    assert links._mac(live.LINK_KEYS[0], facts) != hmac.digest(live.LINK_KEYS[0].encode(), facts, sha256)[:16]
