"""The till in a browser: a scanner that is a keyboard, and what stands on the page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from loyalty.models import TillBasket


def scan(page: Page, *codes: str) -> None:
    """As a scanner does: the characters in quick succession, then Enter, wherever the focus is."""
    for code in codes:
        page.keyboard.type(code)
        page.keyboard.press("Enter")


def settled(page: Page) -> None:
    expect(page.locator("[data-till]:not([aria-busy])")).to_have_count(1)


def lines(page: Page) -> Any:
    return page.locator(".till-line")


def line_id(sku: str) -> str:
    row = TillBasket.objects.get(state="open")
    return next(str(line["id"]) for line in row.lines if line["sku"] == sku)
