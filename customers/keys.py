"""The stored keys by which customers are found and sorted; pure, one function for every door.

`sort_key` is the reading with the family name first, `search_key` the name as written and
its reading in one piece (`张伟 zhangwei`), `initials` the first letters, `phone_reversed` the
digits backwards, so that the tail of a number is a prefix. An import computes them with the
same function as the edit page.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.text import email_key, fold
from customers import names

SORT_LENGTH, SEARCH_LENGTH, INITIALS_LENGTH, PHONE_LENGTH = 200, 400, 40, 20


@dataclass(frozen=True, slots=True)
class Keys:
    """In the order of the columns of `Customer`."""

    email_key: str
    sort_key: str
    search_key: str
    initials: str
    phone_reversed: str


def make_keys(
    *, display_name: str, given_name: str = "", family_name: str = "", email: str = "", phone: str = "",
    is_person: bool = True,
) -> Keys:  # fmt: skip
    """All stored keys of one customer; `phone` in E.164, `display_name` not empty."""
    reading = names.reading(display_name, is_person=is_person)
    written = fold(display_name)
    joined = reading.replace(" ", "")
    return Keys(
        email_key=email_key(email),
        sort_key=_sort_key(reading, given_name, family_name, is_person=is_person)[:SORT_LENGTH],
        search_key=(written if joined == written.replace(" ", "") else f"{written} {joined}")[:SEARCH_LENGTH],
        initials="".join(word[0] for word in reading.split() if word[0].isalnum())[:INITIALS_LENGTH],
        phone_reversed=reverse_phone(phone)[:PHONE_LENGTH],
    )


def reverse_phone(phone: str) -> str:
    """`+8613800138000` → `0008310083168`: the digits, last first."""
    return "".join(character for character in reversed(phone) if character.isdigit())


def _sort_key(reading: str, given: str, family: str, *, is_person: bool) -> str:
    if is_person and given and family and not names.has_han(family + given):
        return fold(f"{family} {given}")
    return reading
