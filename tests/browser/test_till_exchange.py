"""The till on a telephone: goods that come back for others, while the scanner is quicker than the hand."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import kit
from tests.browser.conftest import Open
from tests.browser.tills import lines, scan, settled
from tests.sales.factories import line, purchase

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_scan_takes_along_the_goods_that_were_marked_to_come_back(opened: Open, goods: list[Any]) -> None:
    """Else the form is gone, and the new goods are sold by themselves."""
    sold = purchase(line(1250, product=goods[0].pk), line(800, product=goods[1].pk))
    page = opened(size=kit.PHONE).new_page()
    complaints = kit.watch(page)
    page.goto(f"/loyalty/till/?exchange={sold.public_id}")
    page.get_by_label("Cup").fill("1")
    page.locator("#scan").focus()
    scan(page, "TEA-1")
    expect(page.locator("[data-missed]")).to_contain_text("TEA-1")
    expect(page.locator(".till-exchange-form [role=alert]")).to_contain_text("Say why it comes back")
    expect(page.get_by_label("Reason")).to_be_focused()
    expect(lines(page)).to_have_count(0)
    page.get_by_label("Reason").fill("Chipped")
    page.get_by_label("Cup").fill("9")
    page.locator("#scan").focus()
    scan(page, "TEA-1")
    settled(page)
    expect(lines(page)).to_have_count(0)
    page.get_by_label("Cup").fill("1")
    page.locator("#scan").focus()
    scan(page, "TEA-1")
    expect(lines(page)).to_have_count(1)
    settled(page)
    expect(page.locator(".till-sum")).to_contain_text("The customer still pays")
    assert complaints == []
