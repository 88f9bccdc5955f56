"""Codes for people and scanners: QR, Code 128 and EAN-13 as SVG, typed codes with a check character, Luhn.

The pictures hold no style and no script, so they may stand in a page under the strict content policy or be
served by a view of their own. They draw black on white whatever the theme: scanners need the contrast.

A typed code is written in an alphabet of 31 characters without look-alikes (no 0/O, 1/I/L); its last
character is a weighted sum modulo 31. As 31 is prime and no weight is a multiple of it, every single wrong
character and every two swapped neighbours are noticed, in codes of up to 30 characters.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import segno
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.errors import DomainError

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LONGEST_CODE = 30
# Widths of bars and spaces in modules, from the standard (ISO/IEC 15417): values 0…105 and the stop sign.
_CODE128_WIDTHS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
)
_CODE128 = _CODE128_WIDTHS.split()
_START_B, _START_C, _TO_C, _TO_B, _STOP = 104, 105, 99, 100, 106
# ISO/IEC 15420: widths of the digits, and which of the left six are mirrored for each first digit.
_EAN_DIGITS = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
_EAN_MIRRORED = (
    *("000000", "001011", "001101", "001110", "010011"),
    *("011001", "011100", "010101", "010110", "011010"),
)
_QUIET = 10


# --- Pictures -----------------------------------------------------------------------------


def qr_svg(text: str, *, title: str = "") -> SafeString:
    """A QR code (error correction M, quiet zone of four modules) that scales to its box."""
    matrix = segno.make(text, error="m", micro=False).matrix
    border, size = 4, len(matrix) + 8
    path = "".join(
        f"M{x + border} {y + border}h{width}v1h-{width}z"
        for y, row in enumerate(matrix)
        for x, width in _runs(bool(cell) for cell in row)
    )
    return _svg(size, size, path, title or _("QR code"), "code-qr")


def code128_svg(text: str, *, title: str = "") -> SafeString:
    """A Code 128 of printable ASCII; runs of digits are packed two to a sign."""
    values = _code128_values(text)
    check = (values[0] + sum(n * value for n, value in enumerate(values[1:], start=1))) % 103
    widths = "".join(_CODE128[value] for value in [*values, check, _STOP])
    return _bars(widths, title or text)


def ean13_svg(digits: str, *, title: str = "") -> SafeString:
    """An EAN-13 of thirteen digits, the last of which must be their check digit."""
    if len(digits) != 13 or not is_ean13(digits):
        raise DomainError("ean13_invalid", _("This is not a number of 13 digits with the right check digit."))
    mirrored = _EAN_MIRRORED[int(digits[0])]
    left = "".join(
        _EAN_DIGITS[int(digit)][::-1] if flag == "1" else _EAN_DIGITS[int(digit)]
        for digit, flag in zip(digits[1:7], mirrored, strict=True)
    )
    right = "".join(_EAN_DIGITS[int(digit)] for digit in digits[7:])
    # The left half begins with a space; the guards in front of it make it so.
    return _bars(f"111{left}11111{right}111", title or digits)


def _code128_values(text: str) -> list[int]:
    """Start, then set C for four and more digits in a row (or nothing but an even number of them), else set B."""
    if not text or not text.isascii() or not text.isprintable():
        raise DomainError("code128_invalid", _("A bar code holds Latin letters, digits and signs only."))
    values: list[int] = []
    in_c = False
    position = 0
    while position < len(text):
        digits = _digits_from(text, position)
        packs = digits >= 4 or (digits == len(text) and digits % 2 == 0)
        if packs and not in_c and digits % 2 and values:
            packs = False  # one digit in set B first, so that the pairs end with the run
        wanted_c = packs or (in_c and digits >= 2)
        if not values:
            values.append(_START_C if wanted_c else _START_B)
        elif wanted_c != in_c:
            values.append(_TO_C if wanted_c else _TO_B)
        in_c = wanted_c
        width = 2 if in_c else 1
        part = text[position : position + width]
        values.append(int(part) if in_c else ord(part) - 32)
        position += width
    return values


def _digits_from(text: str, position: int) -> int:
    end = position
    while end < len(text) and text[end] in "0123456789":
        end += 1
    return end - position


def _runs(cells: Iterator[bool]) -> Iterator[tuple[int, int]]:
    """Where dark runs begin and how long they are."""
    start, length = 0, 0
    for position, is_dark in enumerate(cells):
        if is_dark:
            start, length = (position, 1) if not length else (start, length + 1)
        elif length:
            yield start, length
            length = 0
    if length:
        yield start, length


def _bars(widths: str, title: str) -> SafeString:
    """Bars and spaces in turn, with quiet zones; 50 modules high."""
    position, path = _QUIET, ""
    for number, width in enumerate(int(sign) for sign in widths):
        if number % 2 == 0:
            path += f"M{position} 0h{width}v50h-{width}z"
        position += width
    return _svg(position + _QUIET, 50, path, title, "code-bars")


def _svg(width: int, height: int, path: str, title: str, css: str) -> SafeString:
    stretch = ' preserveAspectRatio="none"' if css == "code-bars" else ""
    return mark_safe(  # noqa: S308  # numbers of our own, and a title that is escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {width} {height}"{stretch} role="img" '
        f'shape-rendering="crispEdges" aria-label="{escape(title)}">'
        f'<path fill="#fff" d="M0 0h{width}v{height}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


# --- Check digits -------------------------------------------------------------------------


def luhn_digit(digits: str) -> str:
    """The digit that makes `digits` pass Luhn's test (ISO/IEC 7812-1) when it is put behind."""
    total = 0
    for position, digit in enumerate(reversed(_numeric(digits))):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_luhn(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) > 1 and luhn_digit(digits[:-1]) == digits[-1]


def ean13_digit(digits: str) -> str:
    """The check digit of the first twelve digits."""
    return str(-sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(_numeric(digits))) % 10)


def is_ean13(digits: str) -> bool:
    is_number = digits.isascii() and digits.isdigit() and len(digits) == 13
    return is_number and ean13_digit(digits[:-1]) == digits[-1]


def _numeric(digits: str) -> str:
    if not digits or not digits.isascii() or not digits.isdigit():
        raise DomainError("digits_invalid", _("Only digits have a check digit."))
    return digits


# --- Codes that people type ----------------------------------------------------------------


def new_code(length: int = 8, *, prefix: str = "") -> str:
    """A random code of `length` characters behind `prefix`, the last of them its check character.

    Five bits a character: eight characters are one of 27 thousand million. Uniqueness is the caller's
    constraint.
    """
    if not 2 <= length <= LONGEST_CODE - len(prefix):
        raise ValueError(length)
    body = prefix + "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Of letters outside the alphabet (in a prefix) a stand-in counts, so that any prefix may be used."""
    total = sum(weight * _value(character) for weight, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def is_valid_code(text: str) -> bool:
    """Whether a normalised code ends with its own check character."""
    return 2 <= len(text) <= LONGEST_CODE and check_character(text[:-1]) == text[-1]


def normalise_code(text: str) -> str:
    """As typed or read aloud → as stored: capitals, without spaces and dashes."""
    return "".join(text.upper().replace("-", " ").replace("–", " ").split())


def grouped(code: str, size: int = 4) -> str:
    """For reading: `ABCD EFGH`."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def _value(character: str) -> int:
    found = ALPHABET.find(character)
    return found if found >= 0 else ord(character) % len(ALPHABET)
