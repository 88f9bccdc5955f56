"""Finding a customer by what people type: which index each kind of text goes through.

Every *door* is one condition that one index answers. Doors are asked one after the other, the
closest fit first, until enough is found, because PostgreSQL cannot use several indexes for one OR *and* stop early:

* anything in Latin letters: reading with the family name first, name as written, initials,
  e-mail, and from three letters on any part of the name (trigrams);
* Chinese characters: name as written, and any part of it (pairs of characters, because two
  are too short for trigrams);
* digits: the tail of the phone number, the whole number in national form, the external id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from core.errors import DomainError
from core.text import email_key, fold
from customers import names, phones
from customers.keys import reverse_phone

MIN_DIGITS = 3
MIN_TRIGRAM = 3
MAX_INITIALS = 6
_PHONE_MARKS = frozenset("+-()./ ")


@dataclass(frozen=True)
class Door:
    """A condition and the column in whose order the first rows are taken (empty: as they come)."""

    condition: Q
    order: str = ""


class Grams(Func):
    """Single Chinese characters and pairs of them, as the index `customer_grams` has them."""

    function = "customers_grams"
    output_field = ArrayField(TextField())


class Among(Func):
    """`column = ANY(ARRAY(SELECT unnest(keys)))`: the rows are fetched by their keys, whatever the page sorts by.

    Given the keys themselves, the planner may rather walk the index of the sort order and skip through it
    for each of them.
    """

    template = "(%(expressions)s::bigint[]))))"
    arg_joiner = " = ANY(ARRAY(SELECT unnest("
    output_field = BooleanField()


def ids(keys: list[int]) -> Value:
    return Value(keys, output_field=ArrayField(BigIntegerField()))


GRAMS = Grams(F("search_key"))


def doors(text: str) -> list[Door]:
    """The ways in for a text; none for an empty one. PostgreSQL has no text with a zero byte."""
    text = " ".join(text.replace("\0", " ").split())
    if not text:
        return []
    if _is_number(text):
        return list(_number_doors(text))
    if names.has_han(text):
        return list(_han_doors(fold(text)))
    return list(_latin_doors(text))


def grams(text: str) -> list[str]:
    """What of a text must stand in `customers_grams(search_key)`: its pairs, or the one character."""
    runs = ["".join(run) for run in _runs(text)]
    pairs = [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
    return sorted({*pairs, *(run for run in runs if len(run) == 1)})


def _runs(text: str) -> Iterator[list[str]]:
    run: list[str] = []
    for character in text:
        if names.has_han(character):
            run.append(character)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_number(text: str) -> bool:
    return any(c.isdigit() for c in text) and all(c.isdigit() or c in _PHONE_MARKS for c in text)


def _number_doors(text: str) -> Iterator[Door]:
    digits = reverse_phone(text)
    yield Door(Q(external_id=text))
    if len(digits) < MIN_DIGITS:
        return
    yield Door(Q(phone_reversed__startswith=digits), "phone_reversed")
    yield Door(~Q(external_id="") & Q(external_id__startswith=text), "external_id")
    try:
        yield Door(Q(phone_reversed=reverse_phone(phones.normalise(text))))
    except DomainError:
        return


def _han_doors(text: str) -> Iterator[Door]:
    yield Door(Q(search_key__startswith=text), "search_key")
    wanted = grams(text)
    # Not LIKE: one or two characters have no trigram, so the index of trigrams would be read as a whole beside.
    stands_there = GreaterThan(StrIndex(F("search_key"), Value(text)), 0)
    yield Door(Q(_grams__contains=wanted) & Q(stands_there))


def _latin_doors(text: str) -> Iterator[Door]:
    folded = fold(text)
    key = email_key(text)
    yield Door(~Q(email_key="") & Q(email_key__startswith=key), "email_key")
    if "@" in text or not folded:
        return
    yield Door(Q(sort_key__startswith=folded), "sort_key")
    yield Door(Q(search_key__startswith=folded), "search_key")
    if folded.isalpha() and len(folded) <= MAX_INITIALS:
        yield Door(Q(initials__startswith=folded), "initials")
    if any(c.isdigit() for c in text):
        yield Door(~Q(external_id="") & Q(external_id__startswith=text), "external_id")
    if len(folded.replace(" ", "")) >= MIN_TRIGRAM:
        yield Door(Q(search_key__contains=folded))
