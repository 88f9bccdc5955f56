"""Passkeys, the authenticator app and recovery codes in a real browser, with a virtual authenticator.

The authenticator is Chromium's own (WebAuthn over the DevTools protocol): it keeps keys, verifies its
user and signs for the origin as a phone or a laptop does; only the finger is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import BrowserContext, Page, expect

from core.models import User
from tests.browser import kit
from tests.browser.conftest import Open

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PASSWORD = "a long enough password"  # the boss's, see conftest


@pytest.fixture
def context(opened: Open, boss: User) -> BrowserContext:
    return opened(anonymous=True)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A window in which nobody is logged in, on a device that has an authenticator."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser says against these pages at the end of each test: nothing."""
    found = kit.watch(page)
    yield found
    assert found == []


def log_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill("boss@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome back")).to_have_count(0)


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


def open_and_confirm(page: Page, path: str) -> None:
    """A page of log-in security: it asks for the password once more."""
    page.goto(path)
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Is it you?")).to_have_count(0)


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def add_passkey(page: Page) -> None:
    open_and_confirm(page, "/accounts/2fa/webauthn/add/")
    assert kit.axe_violations(page) == []
    page.get_by_label("Name").fill("The laptop at the till")
    page.get_by_label("Log in with it alone").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("The laptop at the till")).to_be_visible()
    assert kit.axe_violations(page) == []


def test_a_passkey_is_added_and_logs_in(page: Page, complaints: list[str]) -> None:
    log_in(page)
    add_passkey(page)
    log_out(page)
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def test_a_passkey_is_the_second_factor_after_the_password(page: Page, complaints: list[str]) -> None:
    log_in(page)
    add_passkey(page)
    log_out(page)
    log_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def test_who_has_no_passkey_is_told_so(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("passkey")
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_enabled()


def test_authenticator_app_and_recovery_codes(page: Page, complaints: list[str]) -> None:
    log_in(page)
    open_and_confirm(page, "/accounts/2fa/totp/activate/")
    assert kit.axe_violations(page) == []
    secret = page.get_by_label("Authenticator secret").input_value()
    expect(page.get_by_role("img", name=secret)).to_be_visible()
    page.get_by_label("Authenticator code").fill(code_now(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", name="Recovery")).to_be_visible()
    page.goto("/accounts/2fa/recovery-codes/")
    assert kit.axe_violations(page) == []
    recovery = page.get_by_label("Unused codes").input_value().split()
    assert len(recovery) > 5
    log_out(page)
    log_in(page)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    page.locator("#id_code").fill(recovery[0])
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
