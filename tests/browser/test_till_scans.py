"""Quick scans with a scanner that is a keyboard: none is lost, doubled or taken for something else."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from customers.models import Customer
from loyalty.models import TillBasket
from sales.models import Purchase
from tests.browser import kit
from tests.browser.conftest import Open
from tests.browser.tills import line_id, lines, scan, settled
from tests.sales.factories import product

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_lost_answers_are_sent_again_and_done_once(opened: Open, goods: list[Any]) -> None:
    """The first answers of two scans never arrive: one was done, one not; both end as one."""
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    tries: list[str] = []

    def unreliable(route: Any) -> None:
        tries.append("try")
        if len(tries) == 1:
            route.fetch()  # done, but the answer is lost
            route.abort()
        elif len(tries) == 3:
            route.abort()  # never arrived
        else:
            route.continue_()

    page.route("**/till/do/scan/", unreliable)
    scan(page, "TEA-1", "CUP-2")
    expect(page.locator("#said")).to_contain_text("No connection", timeout=5000)
    expect(lines(page)).to_have_count(2, timeout=20_000)
    settled(page)
    row = TillBasket.objects.get()
    assert [line["quantity"] for line in row.lines] == ["1", "1"]


def test_a_scan_is_a_scan_wherever_the_focus_is(opened: Open, goods: list[Any]) -> None:
    """In an amount, on a tick, on a button: nothing is pressed, nothing is overwritten, the goods are in the basket."""
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    product(sku="4006381333931", name="Marker", price=300)
    scan(page, "TEA-1")
    expect(lines(page)).to_have_count(1)
    settled(page)
    page.locator("#extra > summary").click()
    page.locator("#extra-amount").fill("7.50")
    scan(page, "4006381333931")
    expect(lines(page)).to_have_count(2)
    settled(page)
    expect(page.locator("#extra-amount")).to_have_value("7.50")
    page.locator("#enrol > summary").click()
    expect(page.locator("#id_phone")).to_be_focused()
    page.locator("#id_phone").fill("202 555 0142")
    page.locator("#id_terms").check()
    scan(page, "4006381333931")
    settled(page)
    expect(page.locator("#line-" + line_id("4006381333931")).locator("output")).to_have_text("2")
    expect(page.locator("#id_phone")).to_have_value("202 555 0142")
    expect(page.locator("#id_terms")).to_be_checked()
    assert not Customer.objects.exists()
    page.locator(".till-bar").get_by_role("button", name="Take payment").focus()
    scan(page, "TEA-1")
    settled(page)
    expect(page.locator("#line-" + line_id("TEA-1")).locator("output")).to_have_text("2")
    row = TillBasket.objects.get()
    assert (row.quote, row.payments) == (None, [])


def test_a_scan_into_the_amount_takes_no_payment(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    scan(page, "TEA-1")
    expect(lines(page)).to_have_count(1)
    settled(page)
    page.locator(".till-bar").get_by_role("button", name="Take payment").click()
    expect(page.locator("#amount")).to_be_visible()
    settled(page)
    page.locator("#amount").click()
    scan(page, "4006381333931")
    expect(page.locator("#said")).to_contain_text("is not known")
    settled(page)
    assert TillBasket.objects.get().payments == []
    # By hand, a little slower: an amount, and Enter takes it.
    page.locator("#amount").click()
    page.keyboard.type("20", delay=120)
    page.keyboard.press("Enter")
    expect(page.locator(".till-parts")).to_contain_text("$7.50 change")


def test_what_was_refused_stays_while_others_follow(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    scan(page, "TEA-1", "nothing-1", "CUP-2", "nothing-2", "TEA-1")
    expect(lines(page)).to_have_count(2)
    settled(page)
    expect(page.locator("[data-missed]")).to_contain_text("nothing-1 · nothing-2")
    assert kit.overflow(page) == 0
    page.reload()
    expect(page.locator("[data-missed]")).to_be_visible()
    page.get_by_role("button", name="Seen").click()
    expect(page.locator("[data-missed]")).to_be_hidden()


def test_whoever_scans_at_the_receipt_serves_the_next_customer(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    scan(page, "TEA-1")
    expect(lines(page)).to_have_count(1)
    settled(page)
    page.locator(".till-bar").get_by_role("button", name="Take payment").click()
    page.get_by_role("button", name="Bank card").click()
    page.locator(".till-bar").get_by_role("button", name="Complete the sale").click()
    expect(page.get_by_role("heading", name="Sold")).to_be_visible()
    expect(page.locator(".slip-number svg")).to_be_visible()
    page.get_by_role("button", name="Print").focus()
    scan(page, "CUP-2")
    expect(lines(page)).to_have_count(1)
    expect(page.locator(".till-line")).to_contain_text("Cup")
    assert Purchase.objects.count() == 1


def test_a_log_in_that_has_ended_loses_no_scan(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    scan(page, "TEA-1")
    expect(page.locator("#scan")).to_have_count(0)
    page.context.add_cookies(cookies)
    page.goto("/loyalty/till/")
    expect(lines(page)).to_have_count(1)


def test_one_poisoned_scan_does_not_stop_the_till(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")

    def broken(route: Any) -> None:
        is_poison = "BROKEN" in (route.request.post_data or "")
        route.fulfill(status=500, body="") if is_poison else route.continue_()

    page.route("**/till/do/scan/", broken)
    scan(page, "BROKEN", "CUP-2")
    expect(lines(page)).to_have_count(1, timeout=40_000)
    expect(page.locator("[data-missed]")).to_contain_text("BROKEN")


def test_a_reload_keeps_basket_and_waiting_scans(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    scan(page, "TEA-1")
    expect(lines(page)).to_have_count(1)
    page.route("**/till/do/scan/", lambda route: route.abort())
    scan(page, "CUP-2")
    expect(page.locator("#said")).to_contain_text("No connection")
    page.unroute("**/till/do/scan/")
    page.reload()
    expect(lines(page)).to_have_count(2)
