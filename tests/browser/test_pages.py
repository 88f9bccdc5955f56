"""Every page of the list: accessible, within its width, and quiet under the content policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import kit
from tests.browser.conftest import Open
from tests.browser.page import ScreenPage
from tests.browser.pages import PAGES

# Not ours to make accessible: Django admin and the API's documentation.
OTHERS = ("admin:", "docs")
pytestmark = [pytest.mark.slow, pytest.mark.browser]


def _walk(page: Page, entries: list[ScreenPage]) -> list[str]:
    """What is wrong with the pages, in words; an empty list is the aim."""
    wrong = kit.watch(page)
    for entry, path in [(entry, entry.path()) for entry in entries]:
        answer = page.goto(path)
        assert answer is not None
        if answer.status != entry.status:
            wrong.append(f"{path}: status {answer.status}")
        kit.settle(page)
        wrong[:] = [complaint for complaint in wrong if not entry.means(complaint)]
        wrong += [*kit.axe_violations(page), *kit.unexplained(page)]
        if (over := kit.overflow(page)) > 0:
            wrong.append(f"{path}: {over} px too wide")
    return wrong


@pytest.mark.parametrize(
    ("language", "size", "theme"),
    [
        ("en", kit.WIDE, "light"),
        ("zh-hans", (320, 640), "dark"),
    ],
)
def test_pages(opened: Open, business: None, language: str, size: tuple[int, int], theme: str) -> None:
    entries = [page for page in PAGES if not page.is_public and not page.url_name.startswith(OTHERS)]
    page = opened(language=language, size=size, theme=theme, dark=theme == "dark").new_page()
    wrong = _walk(page, entries)
    assert not wrong, "\n".join(wrong)


def test_pages_for_strangers(opened: Open, business: None) -> None:
    page = opened(anonymous=True).new_page()
    wrong = _walk(page, [page for page in PAGES if page.is_public])
    assert not wrong, "\n".join(wrong)


def test_admin_is_quiet_under_the_content_policy(opened: Open) -> None:
    page = opened().new_page()
    wrong = kit.watch(page)
    for path in ("/admin/", "/admin/core/integration/", "/admin/core/integration/add/", "/admin/customers/role/add/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
    assert wrong == []


def test_pages_answer_without_scripts(opened: Open, business: None) -> None:
    page = opened(scripts=False).new_page()
    for entry in PAGES:
        if entry.is_public or entry.url_name == "docs":
            continue
        answer = page.goto(entry.path())
        assert answer is not None
        assert answer.status == entry.status, entry.name
        assert page.locator("h1").count() == 1, entry.name
