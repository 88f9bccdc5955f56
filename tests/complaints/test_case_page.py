"""The page of a case as staff read it: strangers, names in their language, times as they are worked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from complaints.learning import trees
from complaints.models import Case, Category, Cause
from complaints.working import wordings
from tests.complaints.factories import boss, case, policy

pytestmark = pytest.mark.django_db


def page_of(client: Client, row: Case) -> str:
    answer = client.get(reverse("complaints:case", args=[row.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(boss())
    return client


def test_a_stranger_who_left_a_telephone_number(staff: Client) -> None:
    assert 'href="tel:+1 202 555 0142"' in page_of(staff, case(contact_phone="+1 202 555 0142"))


def test_categories_and_causes_in_the_language_of_the_reader(staff: Client) -> None:
    top = trees.grow(Category, name="Delivery", translations={"zh-hans": "配送"})
    late = trees.grow(Category, name="Late", parent=top, translations={"zh-hans": "延迟送达"})
    trees.grow(Cause, name="Oversight", translations={"zh-hans": "疏忽"})
    staff.cookies["django_language"] = "zh-hans"
    shown = page_of(staff, case(category=late))
    assert "<dd>延迟送达</dd>" in shown
    assert ">疏忽</option>" in shown
    assert ">配送 › 延迟送达</option>" in staff.get(reverse("complaints:enter")).content.decode()
    assert ">配送 › 延迟送达</option>" in staff.get(reverse("complaints:queue")).content.decode()


def test_what_is_promised_is_working_time(staff: Client) -> None:
    policy(resolve=56 * 60)
    assert "56 working hours" in page_of(staff, case())
    assert [wordings.worked(seconds) for seconds in (2400, 3600)] == ["40 minutes", "1 working hour"]


def test_why_a_promise_holds_in_words() -> None:
    with translation.override("en"):
        assert wordings.policy_words("category=Late, door=phone") == "category: Late, way in: Phone"
