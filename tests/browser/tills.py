"""The till in a browser: a scanner that is a keyboard, and what stands on the page."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from loyalty.models import TillBasket

# Milliseconds between two characters of a scanner.
PACE = 5


def scan(page: Page, *codes: str) -> None:
    """As a scanner does: the characters in quick succession, then Enter, wherever the focus is.

    The keys carry the time at which a scanner would have sent them: however busy this machine is, it is not slow.
    """
    session = page.context.new_cdp_session(page)
    for code in codes:
        began = time.time()
        for number, character in enumerate([*code, "Enter"]):
            _press(session, character, began + number * PACE / 1000)
    session.detach()


def _press(session: CDPSession, character: str, at: float) -> None:
    text = "\r" if character == "Enter" else character
    number = {"windowsVirtualKeyCode": 13} if character == "Enter" else {}
    for kind in ("keyDown", "keyUp"):
        texts = {"text": text, "unmodifiedText": text} if kind == "keyDown" else {}
        session.send("Input.dispatchKeyEvent", {"type": kind, "key": character, "timestamp": at} | texts | number)


def settled(page: Page) -> None:
    expect(page.locator("[data-till]:not([aria-busy])")).to_have_count(1)


def lines(page: Page) -> Any:
    return page.locator(".till-line")


def line_id(sku: str) -> str:
    row = TillBasket.objects.get(state="open")
    return next(str(line["id"]) for line in row.lines if line["sku"] == sku)
