"""The pages of message templates: written in several languages, kept as versions, looked at, tried."""

from __future__ import annotations

import pytest
from django.test import Client

from messaging import templating
from messaging.models import MessagingSettings, Template
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.pages import queries
from tests.messaging.factories import make_version
from tests.messaging.templates import TYPED, address, edit_data, logged_in, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture
def staff() -> Client:
    return logged_in("owner")


def newest(template: Template) -> dict[str, Text]:
    version = templating.newest(template)
    assert version is not None
    return {text.language: text for text in templating.texts_of(version)}


# --- Writing --------------------------------------------------------------------------------


def test_a_template_is_written_and_its_page_made_once(staff):
    template = written(staff)
    text = newest(template)["en"]
    assert text.content == TYPED["en-content"]
    assert "max-width:600px" in text.html
    assert text.text.startswith("Tea for {{ customer.given_name }}\n\n-- \n{{ shop.name }}")
    assert "links.unsubscribe" in text.text
    version = templating.newest(template)
    assert version is not None
    assert (version.number, version.created_by and version.created_by.groups.get().name) == (1, "owner")


def test_each_saving_with_other_words_is_a_version(staff):
    template = written(staff)
    told = edit_data(staff, template)
    assert staff.post(address("template_edit", template.pk), told).status_code == 302
    assert newest(template) == newest(template)
    assert template.versions.count() == 1, "the same words are no new version"
    told = edit_data(staff, template) | {"en-subject": "Hi", "zh-hans-subject": "你好", "zh-hans-text": "茶"}
    assert staff.post(address("template_edit", template.pk), told).status_code == 302
    assert [text.subject for text in newest(template).values()] == ["Hi", "你好"]
    told = edit_data(staff, template) | {"zh-hans-subject": "", "zh-hans-text": "", "zh-hans-content": ""}
    assert staff.post(address("template_edit", template.pk), told).status_code == 302
    assert list(newest(template)) == ["en"]
    assert template.versions.count() == 3


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"en-content": "{{ customer.nmae }}"}, "en-content", "placeholder_unknown"),
        ({"en-content": "{% for %}"}, "en-content", "template_invalid"),
        ({"en-content": "<script>alert(1)</script>"}, "en-content", "template_html"),
        ({"en-content": "<p onmouseover=x>"}, "en-content", "template_html"),
        ({"en-content": "{{ image.nothing }}"}, "en-content", "placeholder_unknown"),
        ({"en-subject": "{{ customer.password }}"}, "en-subject", "placeholder_unknown"),
        ({"en-subject": ""}, "en-subject", "required"),
        ({"en-text": "{% include 'x' %}"}, "en-text", "template_invalid"),
        ({"zh-hans-content": "{{ nobody.knows }}"}, "zh-hans-content", "placeholder_unknown"),
        ({"name": ""}, "name", "required"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(staff, wrong, field, code):
    told = TYPED | {"zh-hans-subject": "茶", "zh-hans-text": "春茶"} | wrong
    refused = staff.post(address("template_new"), told)
    assert refused.status_code == 422
    form = refused.context["form"]
    assert code in {error.code for error in form.errors.as_data()[field]}
    for name in told:
        if "-" in name:
            assert form[name].value() == told[name]
    opened = [tab.code for tab in refused.context["tabs"] if tab.is_open]
    assert opened == [field.rpartition("-")[0] or "en"]
    assert not Template.objects.exists()


def test_a_plain_text_is_offered_where_none_was_written(staff):
    refused = staff.post(address("template_new"), TYPED | {"en-text": ""})
    assert refused.status_code == 422
    form = refused.context["form"]
    assert form["en-text"].value().startswith("Tea\n\nfor {{ customer.given_name }}\n\n-- \n")
    assert [error.code for error in form.errors.as_data()["en-text"]] == ["text_made"]
    template = written(staff, **{"en-text": form["en-text"].value()})
    assert newest(template)["en"].text == form["en-text"].value()


def test_nothing_in_any_language_is_no_template(staff):
    refused = staff.post(address("template_new"), TYPED | {"en-subject": "", "en-content": "", "en-text": " "})
    assert refused.status_code == 422
    assert not Template.objects.exists()


def test_a_name_is_taken_once(staff):
    written(staff)
    refused = staff.post(address("template_new"), TYPED)
    assert refused.status_code == 422
    assert "name" in refused.context["form"].errors


@pytest.mark.parametrize("channel", ["sms", "chat", "phone"])
def test_other_ways_have_only_words(staff, channel):
    url = f"{address('template_new')}?channel={channel}"
    page = staff.get(url)
    assert "en-content" not in page.context["form"].fields
    told = {"name": "Short", "en-text": "Hi {{ customer.given_name }}", "languages": ["en"], "act": "save"}
    assert staff.post(url, told).status_code == 302
    template = Template.objects.get()
    assert (template.channel, newest(template)["en"]) == (channel, Text("en", "Hi {{ customer.given_name }}"))
    assert staff.get(address("template", template.pk)).status_code == 200
    assert staff.get(f"{address('template_new')}?channel=pigeon").status_code == 404


def test_a_language_is_added_without_saving_or_complaining(staff):
    told = TYPED | {"en-text": "", "add_language": "de", "act": "language"}
    page = staff.post(address("template_new"), told)
    assert page.status_code == 200
    assert [tab.code for tab in page.context["tabs"] if tab.is_open] == ["de"]
    assert page.context["form"]["en-subject"].value() == TYPED["en-subject"]
    assert not Template.objects.exists()
    more = {"languages": ["en", "zh-hans", "de"], "de-subject": "Hallo", "de-text": "Tee"}
    assert list(newest(written(staff, **more))) == ["en", "de"]


def test_who_saves_second_is_told_and_loses_nothing(staff):
    template = written(staff)
    mine, theirs = edit_data(staff, template), edit_data(staff, template)
    url = address("template_edit", template.pk)
    staff.post(url, theirs | {"en-subject": "Theirs"})
    refused = staff.post(url, mine | {"en-subject": "Mine", "name": "Summer"})
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Somebody saved before you" in page
    assert [line.text for line in refused.context["stale"].differences[0].lines] == ["Theirs", "Mine"]
    assert newest(template)["en"].subject == "Theirs"
    form = refused.context["form"]
    assert (form["en-subject"].value(), form["name"].value()) == ("Mine", "Summer")
    again = mine | {"en-subject": "Mine", "name": "Summer", "version": form["version"].value()}
    assert staff.post(url, again).status_code == 302
    template.refresh_from_db()
    assert (template.name, newest(template)["en"].subject) == ("Summer", "Mine")


def test_switching_it_off_meanwhile_counts_as_well(staff):
    template = written(staff)
    told = edit_data(staff, template)
    Template.objects.update(is_active=False)
    assert staff.post(address("template_edit", template.pk), told).status_code == 409


def test_placeholders_say_what_they_say_to_whoever_is_chosen(staff):
    ann = make_customer("Ann Other", given_name="Ann")
    page = staff.post(address("template_new"), TYPED | {"q": "Ann Other"})
    assert page.context["reader"].customer == ann
    said = {value.name: value.says for value in page.context["values"]}
    assert (said["customer.given_name"], said["today"]) == ("Ann", "2026-03-10")
    assert not Template.objects.exists(), "searching saves nothing"
    make_customer("Ann Another")
    page = staff.post(address("template_new"), TYPED | {"q": "Ann"})
    assert page.context["reader"].customer is None
    assert len(page.context["reader"].found) == 2
    page = staff.post(address("template_new"), TYPED | {"q": "Ann", "pick": str(ann.public_id), "act": ""})
    assert page.context["reader"].customer == ann
    page = staff.post(address("template_new"), TYPED | {"customer": str(ann.public_id), "pick": "-", "act": ""})
    assert page.context["reader"].customer is None


def test_a_customer_whom_one_may_not_see_is_nobody():
    from customers.models import Customer

    client = logged_in("owner")
    role = client.get("/").wsgi_request.user.groups.get()
    role.permissions.remove(role.permissions.get(codename="view_all_customers"))
    hidden = make_customer("Hidden")
    Customer.objects.filter(pk=hidden.pk).update(assigned_to=make_user())
    version = make_version()
    page = client.get(f"{address('template', version.template_id)}?customer={hidden.public_id}")
    assert page.context["reader"].customer is None
    assert "Hidden" not in page.content.decode()


# --- The list, rights -----------------------------------------------------------------------


def test_the_list_says_who_changed_what_last(staff):
    template = written(staff, **{"zh-hans-subject": "茶", "zh-hans-text": "茶"})
    page = staff.get(address("templates"))
    (row,) = page.context["page"].rows
    assert (row.newest.number, row.languages, row.changed_at) == (1, ["English", "简体中文"], NOW)
    told = edit_data(staff, template) | {"is_active": ""}
    staff.post(address("template_edit", template.pk), told)
    assert not staff.get(address("templates")).context["page"].rows
    assert len(staff.get(f"{address('templates')}?shown=all&q=spr&channel=email").context["page"].rows) == 1
    assert not staff.get(f"{address('templates')}?shown=all&channel=sms").context["page"].rows


def test_the_list_costs_the_same_with_more_rows(staff):
    make_version()
    queries(staff, address("templates"))  # what the frame keeps in the cache
    one = queries(staff, address("templates"))
    for _ in range(3):
        make_version()
    assert queries(staff, address("templates")) == one


SEEN = ("templates", "images")
CHANGES = ("template_new",)


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [("owner", 200, 200), ("manager", 200, 200), ("marketer", 200, 200), ("analyst", 200, 403),
     ("service agent", 200, 403), ("cashier", 403, 403)],
)  # fmt: skip
def test_who_sees_and_who_changes(role, sees, changes):
    version = make_version(Text("en", "words", subject="x", content="x"))
    client, pk = logged_in(role), version.template_id
    for url in (address("templates"), address("images"), address("template", pk), address("template_page", pk, 1)):
        assert client.get(url).status_code == sees, url
    for url in (address("template_new"), address("template_edit", pk)):
        assert client.get(url).status_code == changes, url
    for url in (address("template_use", pk, 1), address("template_test", pk, 1), address("template_draft", "email")):
        assert client.post(url).status_code in ((403,) if changes == 403 else (200, 302)), url


def test_the_navigation_leads_there_for_those_who_may():
    for role, is_there in (("analyst", True), ("cashier", False)):
        entries = logged_in(role).get("/").context["navigation"]
        assert ("templates" in {entry.item.key for entry in entries}) is is_there


def test_the_shops_name_stands_in_a_message_also_before_anybody_set_it(staff):
    template = written(staff)
    frame = staff.get(address("template_page", template.pk, 1)).content.decode()
    assert ">Regulars</td>" in frame
    MessagingSettings.objects.create(pk=1, sender_name="Tea & Co", postal_address="1 High St")
    frame = staff.get(address("template_page", template.pk, 1)).content.decode()
    assert ">Tea &amp; Co</td>" in frame
    assert "1 High St" in frame
