"""Every kind of survey that is ready, answered to its end on a telephone of 320 px: by keyboard in English, by tapping
in Chinese; light, accessible, and then the answer stands in the report.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from core import clock
from surveys.asking import links
from surveys.building import services
from surveys.models import Kind, Response, Survey
from tests.browser import kit
from tests.browser.conftest import Open
from tests.customers.factories import make_topic
from tests.sales.factories import product
from tests.surveys.factories import answer
from tests.surveys.factories_asking import asked, asker, path_of, public_path
from tests.surveys.factories_words import read_all

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MOST_BYTES, MOST_STEPS = 50_000, 120
WORDS, AMOUNT = "It was 很好, thank you", "12"
# Where the keyboard is: what kind of thing, its name, whether there is something in it.
_HERE = """() => {
    const it = document.activeElement, box = it.type === 'radio' || it.type === 'checkbox';
    return {kind: it.type || it.tagName, name: it.name || '', done: box ? it.checked : Boolean(it.value),
            amount: it.inputMode === 'decimal'};
}"""

# Of the page and all that it brings along, as they stand on the server; with a cold cache.
_WEIGHT = """() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
    .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


def opened_survey(kind: str) -> Survey:
    now = clock.now()
    told: dict[str, Any] = {"min_group": 3} if kind == Kind.STAFF else {}
    if kind == Kind.PRICE:
        told["product"] = product(name="Kettle")
    made = services.create_survey(kind=kind, name=f"About {kind}", actor=None, now=now, **told)
    return services.open_survey(survey=made, actor=None, now=now)


def address_of(of: Survey, language: str) -> str:
    """A personal link; of staff, who are not named, the tablet of the back room."""
    if of.is_anonymous:
        return public_path(of, form=links.Form.KIOSK)
    return path_of(asked(of, asker(language=language), now=clock.now()))


def by_keyboard(page: Page) -> None:
    """From field to field with Tab: the first of each choice, words where they are asked for; Enter sends."""
    chosen: set[str] = set()
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here["kind"] == "submit":
            page.keyboard.press("Enter")
            return
        if here["done"] or here["name"] in chosen or here["name"].endswith("_none"):
            continue
        chosen.add(here["name"])
        if here["kind"] in ("radio", "checkbox"):
            page.keyboard.press("Space")
        elif here["kind"] in ("text", "textarea", "tel"):
            page.keyboard.type(AMOUNT if here["amount"] else WORDS)
    pytest.fail(f"{page.url}: no button to be reached with the keyboard")


def by_tapping(page: Page) -> None:
    """The last of each choice."""
    for group in page.locator(".s-scale, .s-choices").all():
        group.locator("label").last.tap()
    for field in page.locator("main form .s-input").all():
        field.tap()
        field.fill(AMOUNT if field.get_attribute("inputmode") == "decimal" else WORDS)
    page.locator("main form button[type=submit]").first.tap()


def walk(page: Page, of: Survey, address: str, answer_page: Callable[[Page], None]) -> list[str]:
    """To the thanks; what is wrong with the pages on the way, in words."""
    wrong = kit.watch(page)
    page.goto(address)
    if (weight := page.evaluate(_WEIGHT)) > MOST_BYTES:
        wrong.append(f"{of.kind}: {weight} bytes")
    for _number in range(20):
        wrong += kit.axe_violations(page)
        if (over := kit.overflow(page)) > 0:
            wrong.append(f"{page.url}: {over} px too wide")
        if not page.locator("main form").count():
            return wrong
        before = page.url
        answer_page(page)
        page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]
    return [*wrong, f"{of.kind}: does not end"]


@pytest.mark.parametrize(
    ("language", "answer_page"), [("en", by_keyboard), ("zh-hans", by_tapping)], ids=["keyboard", "tapping"]
)
def test_every_kind_is_answered_on_a_telephone(
    opened: Open, boss: Any, client: Any, language: str, answer_page: Callable[[Page], None]
) -> None:
    make_topic("Tea")
    client.force_login(boss)
    context = opened(language=language, size=(320, 640), anonymous=True, touch=True)
    wrong: list[str] = []
    for kind in Kind.values:
        of, page = opened_survey(kind), context.new_page()
        wrong += walk(page, of, address_of(of, language), answer_page)
        page.close()
        found = Response.objects.get(survey=of)
        assert found.finished_at, kind
        assert (found.language, len(found.answers) > 0) == (language, True)
        for _more in range(of.min_group - 1 if of.is_anonymous else 0):
            answer(of, 9, now=clock.now())
        report = client.get(f"/surveys/{of.public_id}/results/").content.decode()
        assert f"{3 if of.is_anonymous else 1} finished answers" in report, kind
        if found.comment:
            read_all()
            assert WORDS in client.get(f"/surveys/{of.public_id}/words/").content.decode(), kind
    assert not wrong, "\n".join(wrong)
