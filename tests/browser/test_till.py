"""The till on a telephone: a whole sale, enrolling in time, the camera, every step without scripts, errors, axe."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from customers.models import Customer
from loyalty.models import ReceiptClaim
from sales.models import Purchase, Return
from tests.browser import kit
from tests.browser.conftest import Open
from tests.browser.tills import line_id, lines, scan, settled
from tests.loyalty.factories import grant

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_whole_sale_on_a_telephone(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    complaints = kit.watch(page)
    page.goto("/loyalty/till/")
    expect(page.locator("#scan")).to_be_focused()
    _scan_ten(page)
    who = _enrol(page)
    grant(who, 2000)
    # What staff should know, one tap away.
    page.locator(".till-line").last.get_by_text("About it").click()
    expect(page.get_by_text("Slowly roasted.")).to_be_visible()
    _pay(page, who)
    _print(page)
    _return_a_cup(page)
    assert complaints == []


def _scan_ten(page: Page) -> None:
    """Without waiting for an answer: none is lost, the focus never leaves the field."""
    scan(page, *["TEA-1"] * 7, "CUP-2", "2*CUP-2", "TEA-1")
    expect(lines(page)).to_have_count(2)
    settled(page)
    expect(page.locator("#line-" + line_id("TEA-1")).locator("output")).to_have_text("8")
    expect(page.locator("#line-" + line_id("CUP-2")).locator("output")).to_have_text("3")
    expect(page.locator("#scan")).to_be_focused()
    expect(page.locator(".till-bar")).to_contain_text("$124.00")
    assert kit.overflow(page) == 0


def _enrol(page: Page, *, a_key: float = 0, a_tap: float = 0) -> Customer:
    """A new member, with phone, terms and consent; `a_key` and `a_tap` are the milliseconds that a hand takes."""

    def tap(what: Locator) -> None:
        page.wait_for_timeout(a_tap)
        what.click()

    tap(page.locator(".till-enrol > summary"))
    tap(page.get_by_label("Phone", exact=True))
    page.keyboard.type("2025550142", delay=a_key)
    tap(page.get_by_label("The customer has accepted the terms"))
    tap(page.get_by_role("button", name="Enrol", exact=True))
    expect(page.locator(".till-who")).to_contain_text("Member …0142")
    settled(page)
    return Customer.objects.get()


def _pay(page: Page, who: Customer) -> None:
    """With points and cash; the button is tapped twice."""
    page.locator(".till-bar").get_by_role("button", name="Take payment").click()
    expect(page.locator(".till-left")).to_contain_text("$124.00")
    page.locator("#use-points").fill("20.00")
    page.locator(".till-units").get_by_role("button", name="Use").first.click()
    expect(page.locator(".till-left")).to_contain_text("$104.00")
    page.locator("#amount").fill("110")
    page.get_by_role("button", name="Cash").click()
    expect(page.locator(".till-parts")).to_contain_text("$6.00 change")
    page.locator(".till-bar").get_by_role("button", name="Complete the sale").dblclick()
    expect(page.get_by_role("heading", name="Sold")).to_be_visible()
    bought = Purchase.objects.get()
    assert (bought.amount, bought.paid_points, bought.customer) == (12_400, 2000, who)


def _print(page: Page) -> None:
    """The paper: only the slip, 80 mm wide."""
    page.emulate_media(media="print")
    expect(page.locator(".slip")).to_be_visible()
    expect(page.locator(".till-next")).to_be_hidden()
    width = page.locator(".slip").evaluate("slip => slip.getBoundingClientRect().width")
    assert width < 80 / 25.4 * 96
    page.emulate_media(media="screen")
    assert kit.axe_violations(page) == []


def _return_a_cup(page: Page) -> None:
    """Shown first, then done."""
    page.get_by_role("link", name="Take back").click()
    page.get_by_label("Cup").fill("1")
    page.get_by_label("Reason").fill("Chipped")
    page.get_by_role("button", name="What goes back?").click()
    expect(page.get_by_role("heading", name="What goes back")).to_be_visible()
    assert not Return.objects.exists()
    # 8.00 less what points paid of it: those go back as points.
    page.get_by_role("button", name="Take back and pay out $6.71").click()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible()
    assert Return.objects.get().amount == 800


def test_a_member_is_enrolled_in_fifteen_seconds(opened: Open, goods: list[Any]) -> None:
    """By a slow hand on a telephone: three keys a second, a second before every tap."""
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    began = time.monotonic()
    _enrol(page, a_key=330, a_tap=1000)
    assert time.monotonic() - began < 15


# A device that reads bar codes by itself: what it sees is `window.seen`, its camera a moving picture.
CAMERA = """
window.seen = "";
window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["ean_13", "aztec"]); }
  constructor(options) { window.formats = options.formats; }
  detect() { return Promise.resolve(window.seen ? [{ rawValue: window.seen }] : []); }
};
navigator.mediaDevices.getUserMedia = function (wanted) {
  window.wanted = wanted;
  if (window.isDenied) return Promise.reject(new DOMException("no", "NotAllowedError"));
  var canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  setInterval(function () { canvas.getContext("2d").fillRect(0, 0, Math.random() * 64, 9); }, 50);
  window.camera = canvas.captureStream(10);
  return Promise.resolve(window.camera);
};
"""


def test_the_camera_scans_where_the_browser_can(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.add_init_script(CAMERA)
    complaints = kit.watch(page)
    page.goto("/loyalty/till/")
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.get_by_text("Hold the bar code into the picture.")).to_be_visible()
    assert page.evaluate("[window.formats, window.wanted.audio]") == [["ean_13"], False]
    page.evaluate("() => { window.seen = 'TEA-1' }")
    expect(lines(page)).to_have_count(1)
    page.wait_for_timeout(700)  # the same code in the picture is one scan
    expect(page.locator(".till-line output")).to_have_text("1")
    page.evaluate("() => { window.seen = '' }")
    page.wait_for_timeout(1400)
    page.evaluate("() => { window.seen = 'TEA-1' }")
    expect(page.locator(".till-line output")).to_have_text("2")
    assert kit.overflow(page) == 0
    assert kit.axe_violations(page) == []
    page.get_by_role("button", name="Close the camera").click()
    assert page.evaluate("window.camera.getTracks().every(track => track.readyState === 'ended')")
    page.evaluate("() => { window.isDenied = true }")
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.get_by_text("The browser may not use the camera.")).to_be_visible()
    assert complaints == []


def test_without_a_reader_of_bar_codes_there_is_no_button(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.add_init_script("delete window.BarcodeDetector")
    page.goto("/loyalty/till/")
    expect(page.locator("#scan")).to_be_focused()
    expect(page.locator("[data-camera-open]")).to_be_hidden()
    expect(page.locator("#camera")).to_be_hidden()


def test_without_scripts_every_step_is_a_form(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE, scripts=False).new_page()
    page.goto("/loyalty/till/")
    for code in ("TEA-1", "nonsense-9", "CUP-2"):
        page.locator("#scan").fill(code)
        page.keyboard.press("Enter")
        if code == "nonsense-9":
            expect(page.locator("#said")).to_contain_text("“nonsense-9” is not known.")
    expect(lines(page)).to_have_count(2)
    page.locator(".till-bar").get_by_role("button", name="Take payment").click()
    page.get_by_role("button", name="Bank card").click()
    page.locator(".till-bar").get_by_role("button", name="Complete the sale").click()
    expect(page.get_by_role("heading", name="Sold")).to_be_visible()
    code = ReceiptClaim.objects.get().code
    expect(page.locator(".slip-code")).to_have_text(f"{code[:5]} {code[5:]}")
    page.go_back()
    page.goto("/loyalty/till/")
    assert Purchase.objects.count() == 1


def test_errors_stand_at_their_place(opened: Open, goods: list[Any]) -> None:
    page = opened(size=kit.PHONE).new_page()
    page.goto("/loyalty/till/")
    page.locator(".till-enrol > summary").click()
    page.get_by_label("Phone", exact=True).fill("12")
    page.get_by_role("button", name="Enrol", exact=True).click()
    expect(page.locator("#wrong-phone")).to_contain_text("is not a phone number")
    expect(page.locator("#id_phone")).to_have_value("12")
    expect(page.locator("#id_phone")).to_be_focused()
    expect(page.locator("#wrong-terms")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(opened: Open, goods: list[Any], dark: bool) -> None:
    page = opened(dark=dark, theme="dark" if dark else "light").new_page()
    page.goto("/loyalty/till/")
    scan(page, "TEA-1")
    expect(lines(page)).to_have_count(1)
    settled(page)
    assert kit.axe_violations(page) == []
    page.locator(".till-sum").get_by_role("button", name="Take payment").click()
    expect(page.locator(".till-left")).to_be_visible()
    settled(page)
    assert kit.axe_violations(page) == []
    small = page.evaluate(
        """[...document.querySelectorAll('.till button, .till summary')].filter(part => part.offsetParent)
           .map(part => [part.textContent.trim(), part.getBoundingClientRect().height]).filter(part => part[1] < 40)"""
    )
    assert small == []
