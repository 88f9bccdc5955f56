"""Your choices and the confirmation on a telephone: thumb, no log-in, no cookie needed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from core import clock
from customers import services
from customers.models import Consent, Customer
from messaging import personal, preferences
from messaging.models import Confirmation, MessagingSettings
from tests.browser import kit
from tests.browser.conftest import Open
from tests.customers.factories import make_customer, make_topic

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PHONE = (360, 740)


@pytest.fixture
def anna(transactional_db: None) -> Customer:
    MessagingSettings.objects.update_or_create(pk=1, defaults={"confirm_email": True})
    for name in ("Oolong", "Single-origin espresso, hand-picked and slowly roasted", "Cake"):
        make_topic(name)
    return make_customer("Anna", email="anna@example.com", phone="+8613800000001", language="en")


def _is_sound(page: Page, complaints: list[str]) -> None:
    assert kit.overflow(page) <= 0
    assert kit.axe_violations(page) == []
    assert complaints == []


def test_choosing_and_confirming(opened: Open, anna: Customer) -> None:
    page = opened(anonymous=True, size=PHONE).new_page()
    complaints = kit.watch(page)
    page.goto(f"/messages/p/{personal.choices_token(anna.public_id)}/")
    _is_sound(page, complaints)
    page.get_by_role("group", name="News and offers").first.get_by_label("E-mail").check()
    page.get_by_label("Oolong").check()
    page.get_by_label("At most one a week").check()
    page.get_by_label("Leave me alone for 30 days").check()
    page.get_by_label("Write to me in").select_option("zh-hans")
    page.get_by_role("button", name="Save my choices").click()
    expect(page.get_by_role("status")).to_have_text("您的选择已保存。")
    expect(page.get_by_label("Oolong")).to_be_checked()
    expect(page.get_by_label("每周最多一条")).to_be_checked()
    expect(page.get_by_text(re.compile("等待您确认"))).to_be_visible()
    _is_sound(page, complaints)
    assert preferences.frequency_of(anna) == "week"
    page.goto(f"/messages/c/{personal.confirm_token(Confirmation.objects.get().pk)}/")
    _is_sound(page, complaints)
    assert Consent.objects.get(customer=anna, channel="email").state == "pending"
    page.get_by_role("button", name="是的，请发送资讯").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谢谢，已确认")
    assert Consent.objects.get(customer=anna, channel="email").state == "granted"
    page.get_by_role("link", name="选择想收到的内容和频率").click()
    page.get_by_role("button", name="全部停止").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert Consent.objects.get(customer=anna, channel="email", purpose="marketing").state == "withdrawn"
    _is_sound(page, complaints)


def test_without_scripts_on_a_small_screen_in_both_languages(opened: Open, anna: Customer) -> None:
    services.set_consent(
        customer=anna, channel="sms", purpose="marketing", state="granted", source="test", actor=None, now=clock.now()
    )
    for language, words in (("en", "Your choices"), ("zh-hans", "您的选择")):
        Customer.objects.filter(pk=anna.pk).update(language=language)
        page = opened(anonymous=True, size=(320, 640), scripts=False).new_page()
        page.goto(f"/messages/p/{personal.choices_token(anna.public_id)}/")
        expect(page.get_by_role("heading", level=1)).to_have_text(words)
        assert kit.overflow(page) <= 0
