"""Templates as they are looked at: as a customer reads them, version by version, and as a test to oneself."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any

import pytest
from django.test import Client

from customers import erasing
from messaging import templating, trying
from messaging.models import LocalMail, Message, Template
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import make_version
from tests.messaging.templates import TYPED, address, edit_data, logged_in, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture
def staff() -> Client:
    return logged_in("owner")


# --- Looking --------------------------------------------------------------------------------


def test_a_version_is_read_as_a_customer_would_in_each_language(staff):
    ann = make_customer("安", given_name="安", language="zh-hans")
    template = written(staff, **{"zh-hans-subject": "{{ customer.name }}你好", "zh-hans-text": "茶"})
    page = staff.get(f"{address('template', template.pk)}?customer={ann.public_id}")
    assert page.context["shown"].rendered.subject == "安你好"
    page = staff.get(f"{address('template', template.pk)}?customer={ann.public_id}&language=en")
    assert page.context["shown"].rendered.subject == "Hello 安"
    assert page.context["shown"].size > 2000
    frame = staff.get(page.context["page_url"])
    assert "for 安" in frame.content.decode()


def test_the_frame_can_do_nothing_and_load_nothing_from_elsewhere(staff):
    template = written(staff)
    page = staff.get(address("template", template.pk))
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>' in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    frame = staff.get(address("template_page", template.pk, 1))
    policy = dict(part.split(" ", 1) for part in _parts(frame))
    told = {name: policy[name] for name in ("default-src", "script-src", "form-action", "frame-ancestors", "img-src")}
    assert told == {
        "default-src": "'none'", "script-src": "'none'", "form-action": "'none'", "frame-ancestors": "'self'",
        "img-src": "'self' data: http://localhost:8000",
    }  # fmt: skip
    assert "allow-scripts" not in policy["sandbox"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in frame["Cache-Control"]


def _parts(answer: Any) -> list[str]:
    return [part.strip() for part in answer["Content-Security-Policy"].split(";")]


def test_what_is_typed_is_looked_at_before_it_is_saved(staff):
    told = TYPED | {"draft": "en", "en-text": ""}
    frame = staff.post(address("template_draft", "email"), told)
    assert "for Alex" in frame.content.decode()
    assert "sandbox" in frame["Content-Security-Policy"]
    wrong = staff.post(address("template_draft", "email"), told | {"en-content": "{{ customer.nmae }} <"})
    assert "customer.nmae" in wrong.content.decode()
    assert staff.post(address("template_draft", "email"), {"draft": "../../x"}).status_code == 200
    assert staff.post(address("template_draft", "pigeon"), told).status_code == 404
    assert not Template.objects.exists()


def test_what_cannot_be_made_says_which_placeholder_lacks_what(staff, monkeypatch):
    monkeypatch.setattr(templating, "_offered", dict(templating._offered))
    monkeypatch.setattr(templating, "_examples", {})
    templating.offer("product.name", "product.price")
    version = make_version(
        Text("en", "{{ product.name }}", subject="{{ product.price }}", content="{{ product.name }}")
    )
    page = staff.get(address("template", version.template_id))
    problems = " ".join(page.context["shown"].problems)
    for said in ("Subject: nothing stands for “{{ product.price }}”", "Page: nothing stands for “{{ product.name }}”"):
        assert said in problems
    frame = staff.get(address("template_page", version.template_id, 1)).content.decode()
    assert "product.price" in frame
    templating.offer(examples={"product": {"name": "Keemun", "price": "5.00"}})
    page = staff.get(address("template", version.template_id))
    assert page.context["shown"].rendered.subject == "5.00"


@pytest.mark.parametrize(
    "bomb",
    [
        "{% for i in (1..100000) %}x{% endfor %}",
        "{% for i in (1..1900) %}{% for j in (1..1900) %}x{% endfor %}{% endfor %}",
    ],
)
def test_a_bomb_stops_and_says_so(staff, bomb):
    version = make_version(Text("en", bomb, subject="x", content=bomb))
    page = staff.get(address("template", version.template_id))
    assert page.context["shown"].problems
    assert staff.get(address("template_page", version.template_id, 1)).status_code == 200
    assert trying.show(Text("en", bomb), channel="sms", customer=None, now=NOW).problems


# --- Versions -------------------------------------------------------------------------------


def test_an_earlier_version_is_shown_compared_and_used_again(staff):
    template = written(staff)
    staff.post(address("template_edit", template.pk), edit_data(staff, template) | {"en-subject": "Hi"})
    page = staff.get(address("template_version", template.pk, 2))
    (difference,) = page.context["differences"]
    lines = [(line.kind, line.text) for line in difference.lines]
    assert lines == [("removed", "Hello {{ customer.name }}"), ("added", "Hi")]
    page = staff.get(address("template_version", template.pk, 1))
    assert (page.context["differences"], page.context["is_newest"]) == ([], False)
    first = newest_of(template, 1)
    answer = staff.post(address("template_use", template.pk, 1), follow=True)
    assert "Version 3 says what version 1 said." in answer.content.decode()
    assert newest_of(template, 3) == first
    assert staff.get(address("template_version", template.pk, 9)).status_code == 404
    assert staff.get(address("template_use", template.pk, 1)).status_code == 405


def newest_of(template: Template, number: int) -> list[Text]:
    return templating.texts_of(template.versions.get(number=number))


# --- A test ---------------------------------------------------------------------------------


def test_a_test_lands_in_the_local_mailbox_and_is_no_message(staff):
    ann = make_customer("Ann", given_name="Ann")
    template = written(staff)
    url = f"{address('template_test', template.pk, 1)}?language=en&customer={ann.public_id}"
    assert "local mailbox" in staff.post(url, follow=True).content.decode()
    assert not Message.objects.exists()
    mail = LocalMail.objects.get()
    read = message_from_bytes(mail.content, policy=policy.default)
    assert (read["Subject"], mail.message) == ("[Test] Hello Ann", None)
    assert mail.address == staff.get("/").wsgi_request.user.email
    assert read["List-Unsubscribe"] is None
    body = read.get_body(("plain",))
    assert body is not None
    assert "/messages/u/test/" in body.get_content()
    assert staff.get("/messages/u/test/").status_code == 404
    assert "[Test] Hello Ann" in staff.get(address("mail", mail.pk)).content.decode()
    assert "A test to yourself" in staff.get(address("mailbox")).content.decode()
    assert logged_in("owner").get(address("mail", mail.pk)).status_code == 404
    staff.post(url)
    assert LocalMail.objects.count() == 2
    erasing.erase(customer=ann, actor=make_user("owner"), reason="asked", now=NOW)
    assert not LocalMail.objects.exists(), "a test may name whoever it was written as if to"


def test_a_test_goes_over_the_mail_server(staff, host):
    template = written(staff)
    page = staff.post(address("template_test", template.pk, 1), follow=True).content.decode()
    (got,) = host.got
    assert got.message["Subject"].startswith("[Test] Hello")
    assert got.to in page
    host.rcpt = lambda _address, _number: "550 5.1.1 unknown"
    page = staff.post(address("template_test", template.pk, 1), follow=True).content.decode()
    assert "550 5.1.1 unknown" in page


def test_an_impossible_address_or_template_is_told(staff, host, monkeypatch):
    monkeypatch.setattr(templating, "_offered", templating._offered | {"product.name": ""})
    version = make_version(Text("en", "{{ product.name }}", subject="x", content="x"))
    page = staff.post(address("template_test", version.template_id, 1), follow=True).content.decode()
    assert "was not sent" in page
    assert host.got == []


def test_an_sms_is_tried_at_a_number_of_ones_own(staff, carrier):
    version = make_version(Text("en", "Hello {{ customer.given_name }}"), channel="sms")
    ann = make_customer("Ann", given_name="Ann", phone="+8613800138000")
    url = f"{address('template_test', version.template_id, 1)}?customer={ann.public_id}"
    page = staff.post(url, {"number": "+86 139 0013 9000"}, follow=True).content.decode()
    assert "is on its way to +86 139 0013 9000" in page
    (got,) = carrier.got
    assert (got.told["to"], got.told["text"]) == ("+8613900139000", "Hello Ann")
    assert not Message.objects.exists()
    assert "is not a phone number" in staff.post(url, {"number": "12"}, follow=True).content.decode()
    assert "To which number?" in staff.post(url, {"number": ""}, follow=True).content.decode()
    for _ in range(6):
        page = staff.post(url, {"number": "+8613900139000"}, follow=True).content.decode()
    assert "Too often in a short time" in page
    assert len(carrier.got) == 5


def test_without_a_provider_and_on_other_channels_it_says_what_there_is_instead(staff):
    sms = make_version(Text("en", "Hello"), channel="sms").template_id
    page = staff.post(address("template_test", sms, 1), {"number": "+8613900139000"}, follow=True).content.decode()
    assert "No SMS provider is set up" in page
    for channel, words in (("letter", "tried on paper"), ("chat", "look at the preview"), ("phone", "from the list")):
        template = make_version(Text("en", "Hello"), channel=channel).template_id
        url = address("template_test", template, 1)
        assert words in staff.post(url, follow=True).content.decode()
        assert 'name="number"' not in staff.get(address("template_version", template, 1)).content.decode()
