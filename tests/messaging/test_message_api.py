"""Messages and templates over the API: what became of each, and never what it says or where it went."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import integrations
from customers.models import Customer
from messaging import templating
from messaging.models import Message, Template
from messaging.templating import Text
from tests.api.client import ApiClient
from tests.customers.factories import NOW
from tests.messaging.factories import HELLO, make_version, put, reader

pytestmark = pytest.mark.django_db
SECRETS = {"address", "facts", "detail", "key", "text", "html", "subject", "provider_id"}


@pytest.fixture
def api() -> ApiClient:
    scopes = ["messages:read", "templates:read"]
    return ApiClient(integrations.create_integration(name="Shop", scopes=scopes)[1])


def found(api: ApiClient, **query: Any) -> list[int]:
    return [row["id"] for row in api.get("/messages/", query).json()["results"]]


def ended(message: Message, state: str, reason: str) -> None:
    Message.objects.filter(pk=message.pk).update(
        state=state, reason=reason, detail="550 ada@example.com", settled_at=NOW
    )


class TestMessages:
    def test_where_one_stands_and_why(self, api):
        ada = reader("Ada", email="ada@example.com")
        message = put(ada, source="campaign:1", facts={"product": "Night Train"})
        ended(message, "skipped", "consent")
        told = api.get(f"/messages/{message.pk}/").json()
        assert (told["customer"], told["source"], told["channel"]) == (str(ada.public_id), "campaign:1", "email")
        assert (told["state"], told["reason"], told["sent_at"]) == ("skipped", "consent", None)
        assert "consent" in told["explanation"]
        assert (told["template"], told["template_version"]) == (message.version.template_id, 1)

    def test_no_body_and_no_address(self, api):
        message = put(reader("Ada", email="ada@example.com"), facts={"product": "Night Train"})
        Message.objects.update(address="ada@example.com")
        ended(message, "skipped", "refused")
        answer = api.get("/messages/")
        assert not SECRETS & answer.json()["results"][0].keys()
        assert not {one for one in ("ada@example.com", "Night Train", "Hello") if one in answer.content.decode()}

    def test_filters(self, api):
        ada, bo = reader("Ada"), reader("Bo", phone="+14155550199")
        first = put(ada, source="campaign:1")
        second = put(bo, source="campaign:2", now=NOW + timedelta(hours=1))
        third = put(
            bo, channel="sms", version=make_version(Text("en", "Hi"), channel="sms"), now=NOW + timedelta(hours=2)
        )
        ended(first, "failed", "refused")
        assert found(api) == [third.pk, second.pk, first.pk]
        assert found(api, customer=str(bo.public_id)) == [third.pk, second.pk]
        assert found(api, source="campaign:2") == [second.pk]
        assert found(api, state="failed") == [first.pk]
        assert found(api, channel="sms") == [third.pk]
        assert found(api, since=(NOW + timedelta(hours=1)).isoformat()) == [third.pk, second.pk]

    def test_of_a_merged_record_those_of_the_survivor(self, api):
        ada, twin = reader("Ada"), reader("Ada again")
        message = put(ada)
        Customer.objects.filter(pk=twin.pk).update(merged_into=ada)
        assert found(api, customer=str(twin.public_id)) == [message.pk]

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ({"state": "lost"}, "invalid_choice"),
            ({"sourse": "x"}, "parameter_unknown"),
            ({"state": ""}, "parameter_empty"),
            ({"since": "2026-05-01"}, "instant_invalid"),
            ({"source": "x" * 61}, "max_length"),
        ],
    )
    def test_a_wrong_filter_does_not_answer_with_everything(self, api, query, code):
        put(reader())
        answer = api.get("/messages/", query)
        assert (answer.status_code, answer.json()["code"]) == (400, code)

    def test_nobody_is_found_by_a_stranger(self, api):
        put(reader())
        assert found(api, customer="00000000-0000-4000-8000-000000000000") == []

    def test_pages_of_few_statements(self, api, django_assert_num_queries):
        api.get("/messages/")  # the day of use is noted
        messages = [put(reader()).pk for _number in range(5)]
        with django_assert_num_queries(2):
            page = api.get("/messages/", {"page_size": 3}).json()
        cursor = page["next"].partition("cursor=")[2].partition("&")[0]
        rest = found(api, page_size=3, cursor=cursor)
        assert [row["id"] for row in page["results"]] + rest == messages[::-1]

    def test_what_is_not_there(self, api):
        assert api.get("/messages/4711/").status_code == 404
        assert api.get(f"/messages/{2**70}/").status_code == 404


class TestTemplates:
    def test_with_the_version_in_force(self, api):
        template = make_version(HELLO, Text("zh-hans", "你好")).template
        templating.save_version(template=template, texts=[Text("en", "Hi")], actor=None, now=NOW)
        told = api.get(f"/templates/{template.pk}/").json()
        assert told == {
            "id": template.pk, "name": template.name, "channel": "email", "is_active": True, "version": 2,
            "changed_at": NOW.isoformat().replace("+00:00", "Z"), "languages": ["en"],
        }  # fmt: skip

    def test_without_a_text(self, api):
        template = Template.objects.create(name="Empty", channel="sms")
        told = api.get(f"/templates/{template.pk}/").json()
        assert (told["version"], told["changed_at"], told["languages"]) == (None, None, [])

    def test_the_list_in_one_statement(self, api, django_assert_num_queries):
        api.get("/templates/")
        for number in range(3):
            make_version(HELLO, Text("zh-hans", "你好"), channel="email" if number else "sms")
        Template.objects.filter(channel="sms").update(is_active=False)
        with django_assert_num_queries(2):
            rows = api.get("/templates/", {"is_active": "true", "channel": "email"}).json()["results"]
        mine = [row for row in rows if row["name"].startswith("Template ")]
        assert [row["languages"] for row in mine] == [["en", "zh-hans"]] * 2
        assert api.get("/templates/4711/").status_code == 404

    @pytest.mark.parametrize("told", ["null", "yes", "1", "True"])
    def test_neither_true_nor_false_is_refused(self, api, told):
        answer = api.get("/templates/", {"is_active": told})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_choice")
