"""Birthdays as files write them: several forms, with or without a year, solar or lunar."""

from __future__ import annotations

import re

from core.errors import DomainError
from core.importing.values import yes_or_no
from core.wording import worded as _
from customers.birthday import Birthday

_MARKS = re.compile(r"(农历|阴历|旧历|lunar|阳历|公历|solar)[\s::]*", re.IGNORECASE)
_LUNAR = {"农历", "阴历", "旧历", "lunar"}
_FORMS = (
    re.compile(r"(?P<year>\d{4})[-/.年](?P<leap>闰)?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?(?:[ T]00:00(:00)?)?"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"-{0,2}(?P<leap>闰)?(?P<month>\d{1,2})[-/月](?P<day>\d{1,2})日?"),
)
# Only these differ between the two orders of day and month with a slash and a year at the end.
_SLASHED = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})")
_DIGITS = "一二三四五六七八九十"
_CHINESE = re.compile(rf"(?P<leap>闰)?(?P<month>正|冬|腊|[{_DIGITS}]{{1,2}})月(?P<day>初?[{_DIGITS}廿卅]{{1,3}})日?")


def parse(text: str, *, is_lunar: bool = False, month_first: bool = True) -> Birthday | None:
    """A birthday, None for an empty cell. Raises DomainError for what is no day of its calendar."""
    text = text.strip()
    if not text:
        return None
    mark = _MARKS.match(text)
    if mark:
        is_lunar = mark.group(1).lower() in _LUNAR
        text = text[mark.end() :].strip()
    parts = _parts(text, month_first=month_first)
    if parts is None:
        raise _refusal(text)
    year, month, day, is_leap = parts
    if year is not None and not 1900 <= year <= 2100:
        raise _refusal(text)
    try:
        return Birthday(month, day, is_lunar=is_lunar, is_leap_month=is_leap and is_lunar, year=year)
    except ValueError:
        raise _refusal(text) from None


def reads_lunar(text: str) -> bool:
    """The column that says which calendar: "lunar", "solar", or yes and no."""
    word = text.strip().casefold()
    if word in {"lunar", "农历", "阴历"}:
        return True
    if word in {"solar", "公历", "阳历", "gregorian"}:
        return False
    return yes_or_no(word)


def _parts(text: str, *, month_first: bool) -> tuple[int | None, int, int, bool] | None:
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        first, second = int(slashed["first"]), int(slashed["second"])
        month, day = (first, second) if month_first else (second, first)
        return int(slashed["year"]), month, day, False
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            found = match.groupdict()
            year = int(found["year"]) if found.get("year") else None
            return year, int(found["month"]), int(found["day"]), bool(found.get("leap"))
    chinese = _CHINESE.fullmatch(text)
    if chinese:
        return None, _number(chinese["month"]), _number(chinese["day"].removeprefix("初")), bool(chinese["leap"])
    return None


def _number(text: str) -> int:
    """`正` 1, `冬` 11, `腊` 12, `十七` 17, `廿三` 23, `三十` 30."""
    special = {"正": 1, "冬": 11, "腊": 12}
    if text in special:
        return special[text]
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, has_ten, ones = text.partition("十")
    value = (_DIGITS.index(tens) + 1) * 10 if tens and has_ten else 10 if has_ten else _DIGITS.index(tens) + 1
    return value + (_DIGITS.index(ones) + 1 if ones else 0)


def _refusal(text: str) -> DomainError:
    return DomainError("birthday_invalid", _("“%(text)s” is not a birthday.") % {"text": text[:40]})
