"""Every page is walked by the browser's tests and photographed by `make screens`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLResolver, get_resolver

from tests.browser.pages import PAGES

# Parts of a page, fetched by it.
PARTS = {
    "core:job_progress", "sales:product_buyers", "sales:customer_purchases", "loyalty:customer_accounts",
    "loyalty:purchase_entries", "loyalty:customer_figures", "loyalty:customer_cards", "loyalty:customer_referrals",
    "loyalty:customer_rewards", "loyalty:customer_household", "loyalty:purchase_prices", "loyalty:customer_tier",
    "loyalty:till_purchase_panel", "customers:memberpage", "customers:follow_ups", "customers:notes",
    "customers:consents", "customers:interests", "messaging:customer", "messaging:today", "messaging:message_page",
    "campaigns:customer",
    "messaging:mail_page", "messaging:template_page", "messaging:template_draft", "campaigns:progress",
    "customers:segments_of", "customers:segments_why", "campaigns:customer_events", "surveys:customer",
    "surveys:alerts", "complaints:amends", "complaints:case_incident", "complaints:approvals_card",
    "complaints:mails_today", "complaints:promises_today", "complaints:holidays_today",
    "complaints:learning_today",
    "complaints:customer", "complaints:today", "complaints:present",
}  # fmt: skip
FILES = {
    "complaints:mail_raw",
    "core:job_file", "sales:import_rejected", "customers:import_rejected", "loyalty:import_rejected",
    "surveys:import_rejected",
    "loyalty:price_rows_rejected", "loyalty:price_rows_export", "loyalty:draw_list_file", "loyalty:draw_steps_file",
    "loyalty:partner_settlement", "messaging:mail_file", "messaging:image", "mfa_download_recovery_codes",
    "events:calendar", "links:follow", "surveys:look", "messaging:letters_pdf", "doors:file", "complaints:file",
}  # fmt: skip
# Answers to programs.
SIGNS = {"healthz_live", "healthz_ready"}
# allauth's pages that need a log-in half-way or a second factor (tests/browser/test_second_factor.py), and those of
# things that the product does not offer: signing up, addresses by mail, log-in by code.
ACCOUNTS = {
    "account_inactive", "account_signup", "account_reset_password",
    "account_email", "account_email_verification_sent", "account_set_password",
    "account_confirm_login_code", "account_confirm_email", "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate",
    "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn",
}  # fmt: skip


def _addresses(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Name and view of every address but the API's and Django admin's."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin" and not str(entry.pattern).startswith("api/"):
                yield from _addresses(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif entry.name and not str(entry.pattern).startswith("api/"):
            yield ":".join([*spaces, entry.name]), entry.callback


def _only_takes_posts(view: Callable[..., Any]) -> bool:
    """Whether `require_POST` is among its decorators."""
    todo, seen = [view], set()
    while todo:
        found = todo.pop()
        if found in seen:
            continue
        seen.add(found)
        held = [cell.cell_contents for cell in getattr(found, "__closure__", None) or ()]
        if ["POST"] in held:
            return True
        todo += [thing for thing in held if callable(thing)]
    return False


def test_every_page_is_in_the_list() -> None:
    listed = {page.url_name for page in PAGES}
    missing = [
        name
        for name, view in _addresses(get_resolver())
        if name not in listed | PARTS | FILES | SIGNS | ACCOUNTS and not _only_takes_posts(view)
    ]
    assert missing == [], "add them to tests/browser/pages.py or steps.py"


def test_the_exceptions_are_addresses_and_no_pages() -> None:
    known = {name for name, _view in _addresses(get_resolver())}
    assert known >= PARTS | FILES | SIGNS | ACCOUNTS
    assert not {page.url_name for page in PAGES} & (PARTS | FILES | SIGNS | ACCOUNTS)


def test_names_of_pictures_differ() -> None:
    names = [page.name for page in PAGES]
    assert len(names) == len(set(names))
