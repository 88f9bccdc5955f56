"""What apps above know of a customer, in messages: read once for a batch, only when mentioned, kept as it was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.errors import DomainError
from customers.models import Customer
from messaging import previewing, templating, trying
from messaging.models import LocalMail, Message, State, Template, TemplateText, TemplateVersion
from messaging.outbox import working
from messaging.rendering import known, liquid
from messaging.rendering.liquid import Nothing, RenderError
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer
from tests.messaging.factories import make_version, phoner, put, put_sms, reader, state
from tests.messaging.templates import TYPED, address, logged_in, written

pytestmark = pytest.mark.django_db
READ = "SELECT id, display_name FROM customers_customer WHERE id = ANY(%s) AND display_name <> %s /* pets */"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def pets(ids: Sequence[int], _now: datetime) -> Mapping[int, Mapping[str, Any]]:
    """Everybody has a pet with their own name, but for Nemo."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [list(ids), "Nemo"])
        return {pk: {"name": f"{name}'s <b>cat</b>", "age": 7} for pk, name in cursor.fetchall()}


def register(monkeypatch: pytest.MonkeyPatch, read: Callable[..., Any] = pets) -> None:
    monkeypatch.setattr(known, "_groups", dict(known._groups))
    known.register(known.Known("pet", {"pet.name": "its name", "pet.age": "its age"}, read, {"name": "Tom", "age": 3}))


@pytest.fixture
def _pets(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)


def text(words: str, html: str = "") -> Text:
    return Text("en", words, subject="Pets", html=html)


def said(message: Message, kind: str = "plain") -> str:
    mail = LocalMail.objects.get(message=message)
    body = message_from_bytes(bytes(mail.content), policy=policy.default).get_body((kind,))
    assert body
    return str(body.get_content()).strip()


# --- Sending --------------------------------------------------------------------------------


@pytest.mark.usefixtures("_pets")
def test_a_message_says_what_is_known_of_its_customer() -> None:
    version = make_version(text("{{ pet.name }} is {{ pet.age }}", "<p>{{ pet.name }}</p>"))
    ada, bo = put(reader("Ada"), version=version), put(reader("Bo"), version=version)
    working.send_due("email")
    assert said(ada) == "Ada's <b>cat</b> is 7"
    assert said(bo) == "Bo's <b>cat</b> is 7"
    assert "Ada&#39;s &lt;b&gt;cat&lt;/b&gt;" in said(ada, "html")


def told(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"] or "" for query in queries]


@pytest.mark.usefixtures("_pets")
def test_one_query_for_a_batch_and_none_when_nobody_mentions_it() -> None:
    mentions, plain = make_version(text("{{ pet.name }}")), make_version(text("Hello"))
    for number in range(50):
        put(reader(f"Reader {number}"), version=mentions)
    put(reader("Nobody asked"), version=plain)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert working.send_due("email") == 51
    (read,) = [sql for sql in told(queries) if "/* pets */" in sql]
    assert "loyalty_" not in "".join(told(queries))
    assert str(Message.objects.get(version=plain).customer_id) not in read
    put(reader("Again"), version=plain)
    with CaptureQueriesContext(connection) as queries:
        assert working.send_due("email") == 1
    assert not [sql for sql in told(queries) if "/* pets */" in sql]
    assert not any(Message.objects.filter(version=plain).values_list("facts", flat=True))


@pytest.mark.usefixtures("_pets")
def test_who_has_none_is_asked_about_and_left_out_only_where_it_is_printed() -> None:
    asks = make_version(text("Hello{% if pet.name %} {{ pet.name }}{% endif %}"))
    prints = make_version(text("Hello {{ pet.name }}"))
    nemo = reader("Nemo")
    asked, printed = put(nemo, version=asks), put(nemo, version=prints)
    working.send_due("email")
    assert said(asked) == "Hello"
    assert state(printed) == ("skipped", "render_error")
    assert printed.detail == "pet.name is not known of this customer"


def test_what_cannot_be_read_leaves_out_whoever_mentions_it_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, lambda *_: {}[1])
    asks = put(reader(), version=make_version(text("Hello{% if pet.name %}!{% endif %}")))
    other = put(reader())
    working.send_due("email")
    assert state(asks) == ("skipped", "render_error")
    assert state(other) == ("sent", "")


def test_without_a_database_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> Any:
        raise OperationalError

    register(monkeypatch, away)
    message = put(reader(), version=make_version(text("{{ pet.name }}")))
    with pytest.raises(OperationalError):
        working.send_due("email")
    assert state(message) == (State.LEASED, "")


@pytest.mark.usefixtures("_pets")
def test_a_broken_version_holds_up_no_other() -> None:
    broken = TemplateVersion.objects.create(template=make_version().template, number=2, created_at=NOW)
    TemplateText.objects.create(version=broken, language="en", text="{% nonsense %}")
    bad, good = put(reader(), version=broken), put(reader("Ada"), version=make_version(text("{{ pet.name }}")))
    working.send_due("email")
    assert state(bad) == ("skipped", "render_error")
    assert said(good) == "Ada's <b>cat</b>"


@pytest.mark.usefixtures("_pets")
def test_a_carrier_is_told_the_values_of_an_approved_template(carrier: Any) -> None:
    version = make_version(Text("en", "{{ pet.name }}, {% if pet.age %}{{ pet.age }}{% endif %}"), channel="sms")
    Template.objects.filter(versions=version).update(approved_id="SMS_1")
    put_sms(phoner("Ada"), version=version)
    working.send_due("sms")
    (got,) = carrier.got
    assert got.told["values"] == {"pet_name": "Ada's <b>cat</b>", "pet_age": "7"}


# --- Read afterwards ------------------------------------------------------------------------


@pytest.mark.usefixtures("_pets")
def test_a_message_is_read_as_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templating, "_offered", dict(templating._offered))
    templating.offer("product")
    who = reader("Ada")
    message = put(
        who,
        version=make_version(text("{{ pet.name }}{% if product %} {{ product }}{% endif %}")),
        facts={"product": "Tea"},
    )
    waiting = previewing.of_message(message)
    working.send_due("email")
    Customer.objects.filter(pk=who.pk).update(display_name="Other")
    message.refresh_from_db()
    assert message.facts == {"product": "Tea", "pet": {"name": "Ada's <b>cat</b>", "age": 7}}
    gone = previewing.of_message(message)
    assert waiting
    assert gone
    assert waiting.text == gone.text == "Ada's <b>cat</b> Tea"
    Message.objects.update(facts={})  # as when the customer is erased
    message.refresh_from_db()
    assert previewing.of_message(message) is None


# --- Writing --------------------------------------------------------------------------------


@pytest.mark.usefixtures("_pets")
def test_names_are_checked_when_a_template_is_saved() -> None:
    assert templating.is_offered("pet.name")
    for wrong in ("pet.colour", "pet"):
        with pytest.raises(DomainError) as refused:
            make_version(text(f"{{{{ {wrong} }}}}"))
        assert refused.value.code == "placeholder_unknown"
    assert "pet.age, pet.name" in str(refused.value)


def _values(customer: Customer | None) -> dict[str, str | None]:
    told = trying.values(channel="email", customer=customer, language="en", now=NOW)
    return {value.name: value.says for value in told if value.is_known and value.name.startswith("pet.")}


@pytest.mark.usefixtures("_pets")
def test_previews_say_the_customer_s_own_else_the_examples() -> None:
    assert _values(None) == {"pet.name": "Tom", "pet.age": "3"}
    assert _values(make_customer("Ada")) == {"pet.name": "Ada's <b>cat</b>", "pet.age": "7"}
    assert _values(make_customer("Nemo")) == {"pet.name": None, "pet.age": None}
    shown = trying.show(text("{{ pet.name }}"), channel="email", customer=make_customer("Ada"), now=NOW)
    assert shown.rendered
    assert shown.rendered.text == "Ada's <b>cat</b>"


@pytest.mark.usefixtures("_pets")
def test_a_preview_says_what_to_do_for_who_has_none() -> None:
    shown = trying.show(text("{{ pet.name }}"), channel="email", customer=make_customer("Nemo"), now=NOW)
    (problem,) = shown.problems
    assert problem == (
        "Plain text: this customer has nothing for “{{ pet.name }}”, and would be left out. Put the sentence between"
        " “{% if pet.name %}” and “{% endif %}”, and only those who have it get it."
    )


@pytest.mark.usefixtures("_pets")
def test_the_form_lists_them() -> None:
    staff: Client = logged_in("owner")
    template = written(staff, **{"en-text": "{{ pet.name }}"})
    page = staff.get(f"{address('template_edit', template.pk)}?customer={make_customer('Nemo').public_id}")
    assert "{{ pet.name }}" in page.content.decode()
    assert "none known" in page.content.decode()
    refused = staff.post(address("template_new"), TYPED | {"en-text": "{{ pet.colour }}"})
    assert "pet.colour" in refused.content.decode()


def test_every_group_has_an_example_of_each_name_that_fits_a_template() -> None:
    assert {"points", "level", "purchase"} <= set(known._groups)
    for group in known._groups.values():
        assert {name.partition(".")[2] for name in group.words} == set(group.example)
        assert {name.partition(".")[0] for name in group.words} == {group.root}
    source = " ".join(f"{{{{ {name} }}}}" for name in known.words())
    assert trying.show(text(source), channel="email", customer=None, now=NOW).rendered


# --- What is not there ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("{% if pet.age %}yes{% else %}no{% endif %}", "no"),
        ("{% unless pet.age %}none{% endunless %}", "none"),
        ("{% if pet.age > 5 %}yes{% else %}no{% endif %}", "no"),
        ("{% if pet.age == 5 %}yes{% else %}no{% endif %}", "no"),
        ("{{ pet.age | default: 'no' }}", "no"),
    ],
)
@pytest.mark.parametrize("is_html", [True, False])
def test_nothing_can_be_asked_about(source: str, answer: str, is_html: bool) -> None:
    template = liquid.compile_template(source, is_html=is_html)
    assert liquid.render(template, {"pet": {"age": Nothing("pet.age")}}) == answer


@pytest.mark.parametrize(
    "source",
    [
        "{{ pet.age }}", "{{ pet.age | date: '%d' }}", "{{ pet.age | plus: 1 }}", "{{ pet.age | upcase }}",
        "{% assign age = pet.age %}{{ age }}", "{% echo pet.age %}", "{% for year in pet.age %}{% endfor %}",
        "{{ pet.age.years }}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_html", [True, False])
def test_nothing_is_never_printed_as_an_empty_gap(source: str, is_html: bool) -> None:
    template = liquid.compile_template(source, is_html=is_html)
    with pytest.raises(RenderError, match=r"pet\.age is not known"):
        liquid.render(template, {"pet": {"age": Nothing("pet.age")}})
