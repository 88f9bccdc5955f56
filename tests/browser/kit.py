"""What the browser tests share: a page that remembers complaints of the browser, axe, widths."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser import chromium

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
WIDE, PHONE = (1440, 900), (360, 780)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.require(), args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


# What is there while a page loads parts of itself; the last is of the API's documentation.
LOADING = '.htmx-request, [aria-busy="true"], .loading-container'


def open_context(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = WIDE,
    cookies: dict[str, str] | None = None,
    scripts: bool = True,
    dark: bool = False,
    touch: bool = False,
) -> BrowserContext:
    context = browser.new_context(
        has_touch=touch,
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        base_url=address,
    )
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (cookies or {}).items()])
    return context


def watch(page: Page) -> list[str]:
    """Everything that the browser complains about from now on: errors, refusals of the content policy."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    return complaints


def unexplained(page: Page) -> list[str]:
    """Number tiles without the question mark that opens what they mean."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.stat')].filter(tile => !tile.querySelector('.ask'))
            .map(tile => `${location.pathname}: ${tile.innerText} has no definition`)"""
    )
    return found


def settle(page: Page) -> None:
    """Scroll through the page, so that what loads on sight is there; wait until nothing moves."""
    page.evaluate(
        """async () => {
            if (!document.querySelector('[aria-busy="true"]')) return;
            for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
                scrollTo(0, y);
                await new Promise(done => setTimeout(done, 100));
            }
            scrollTo(0, 0);
        }"""
    )
    # Asked again and again from here: Playwright's own waiting needs `eval`, which the content policy forbids.
    until = time.monotonic() + 15
    while page.evaluate(f"Boolean(document.querySelector('{LOADING}'))"):
        if time.monotonic() > until:
            raise TimeoutError(f"{page.url} still loads")
        page.wait_for_timeout(50)
    page.evaluate("document.fonts.ready.then(() => true)")


def axe_violations(page: Page) -> list[str]:
    """WCAG 2.2 AA as far as a machine sees it: `rule: where` for each violation."""
    page.evaluate(AXE.read_text())
    # Only of what it found is told where: a third of its time goes into describing what is right.
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{page.url} {violation['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:300]})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
