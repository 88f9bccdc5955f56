"""The frame in a real browser: log-in, keyboard, languages, appearance, no scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from core.models import User
from tests.browser import kit
from tests.browser.conftest import Open

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_log_in_and_out(opened: Open) -> None:
    page = opened(anonymous=True).new_page()
    complaints = kit.watch(page)
    page.goto("/jobs/")
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    page.get_by_label("E-mail").fill("boss@example.org")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Background work", exact=True)).to_be_visible()
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert complaints == []


def test_a_wrong_password_is_said_and_the_address_kept(opened: Open) -> None:
    page = opened(anonymous=True).new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill("boss@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("boss@example.org")


def test_slash_goes_to_the_search_but_not_while_typing(opened: Open) -> None:
    page = opened().new_page()
    page.goto("/profile/")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.press("/")
    expect(search).to_have_value("/")


def test_first_tab_skips_to_the_content(opened: Open) -> None:
    page = opened().new_page()
    page.goto("/jobs/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_language_and_appearance_are_remembered(opened: Open, boss: User) -> None:
    page = opened().new_page()
    page.goto("/jobs/")
    page.get_by_role("button", name="Dark appearance").first.click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="简体中文").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    boss.refresh_from_db()
    assert (boss.language, boss.theme) == ("zh-hans", "dark")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_navigation_of_a_phone_opens(opened: Open, scripts: Any) -> None:
    page = opened(size=kit.PHONE, scripts=scripts).new_page()
    page.goto("/jobs/")
    entry = page.get_by_role("link", name="Settings")
    expect(entry).to_be_hidden()
    page.get_by_role("button", name="Navigation").click()
    expect(entry).to_be_visible()


def test_a_definition_opens_beside_its_question_mark(opened: Open, business: None) -> None:
    page = opened().new_page()
    complaints = kit.watch(page)
    page.goto("/sales/")
    page.locator(".ask").first.click()
    expect(page.locator(".answer:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".answer:popover-open")).to_have_count(0)
    assert complaints == []
