"""Pictures are read back by a decoder of another make; check characters notice what fingers do wrong."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from core import codes
from core.errors import DomainError


def read(svg: str, *, scale: int = 4) -> Any:
    """Paint the rectangles of the path into an image and let the decoder look at it."""
    width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
    image = np.full((height * scale, width * scale), 255, dtype=np.uint8)
    path = re.findall(r'd="([^"]+)"', svg)[1]
    for x, y, w, h in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z", path):
        left, top, right, bottom = (int(n) * scale for n in (x, y, int(x) + int(w), int(y) + int(h)))
        image[top:bottom, left:right] = 0
    found = zxingcpp.read_barcodes(image)
    assert len(found) == 1, svg
    return found[0]


@pytest.mark.parametrize("text", ["https://shop.example/m/AbC-_9/", "4006381333931", "会员卡 8848"])
def test_a_qr_code_is_read_back(text):
    found = read(codes.qr_svg(text))
    assert (found.text, found.format) == (text, zxingcpp.BarcodeFormat.QRCode)


@pytest.mark.parametrize(
    "text", ["1234567890", "12345", "CARD-0001", "AB123456C7", "A1", "99", "7", "Regulars 2026!", "X12345Y67890", "1A"]
)
def test_a_code_128_is_read_back(text):
    found = read(codes.code128_svg(text))
    assert (found.text, found.format) == (text, zxingcpp.BarcodeFormat.Code128)


@pytest.mark.parametrize("first", range(10))
def test_an_ean_13_is_read_back(first):
    body = f"{first}00638133393"
    digits = body + codes.ean13_digit(body)
    found = read(codes.ean13_svg(digits))
    assert (found.text, found.format) == (digits, zxingcpp.BarcodeFormat.EAN13)


def test_known_check_digits():
    """The textbook's numbers."""
    assert codes.luhn_digit("7992739871") == "3"
    assert codes.ean13_digit("400638133393") == "1"
    assert codes.is_luhn("79927398713")
    assert not codes.is_luhn("79927398714")
    assert not codes.is_ean13("4006381333932")


@given(st.text("0123456789", min_size=1, max_size=20))
def test_luhn_agrees_with_itself(digits):
    assert codes.is_luhn(digits + codes.luhn_digit(digits))


@pytest.mark.parametrize("wrong", ["", "12a4", "١٢٣", "4006381333932"])
def test_what_no_bar_code_can_hold(wrong):
    with pytest.raises(DomainError):
        codes.ean13_svg(wrong)
    with pytest.raises(DomainError):
        codes.code128_svg("会员")


def test_pictures_pass_the_content_policy():
    for svg in (codes.qr_svg("x"), codes.code128_svg("12"), codes.ean13_svg("4006381333931")):
        assert "style" not in svg
        assert "<script" not in svg
    assert "<b>" not in codes.code128_svg("12", title="<b>")


@given(st.text(codes.ALPHABET, min_size=1, max_size=29), st.data())
def test_a_wrong_character_and_two_swapped_are_noticed(body, data):
    code = body + codes.check_character(body)
    assert codes.is_valid_code(code)
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([sign for sign in codes.ALPHABET if sign != code[at]]))
    assert not codes.is_valid_code(code[:at] + other + code[at + 1 :])
    if at + 1 < len(code) and code[at] != code[at + 1]:
        assert not codes.is_valid_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :])


def test_new_codes():
    code = codes.new_code(10, prefix="R")
    assert len(code) == 11
    assert codes.is_valid_code(code)
    assert not set(codes.new_code(30)) & set("0O1IL")
    assert codes.normalise_code(" r2-k8 p ") == "R2K8P"
    assert codes.grouped("ABCDEFGHJ") == "ABCD EFGH J"
    assert len({codes.new_code(8) for _ in range(200)}) == 200
