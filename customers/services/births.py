"""Days of birth that somebody tells: with a year they must have been, in the calendar that they are of."""

from __future__ import annotations

from core import clock
from core.errors import DomainError
from core.wording import worded as _
from customers.birthday import YEARS, Birthday, born_on, leap_month, month_length

CODE = "birthday_invalid"


def check_year_of_birth(year: int | None) -> None:
    if year is None:
        return
    if year > clock.today().year:
        raise DomainError(CODE, _("This year lies in the future."), field="birth_year")
    if year not in YEARS:
        raise DomainError(CODE, _("Years of birth begin with %(year)d.") % {"year": YEARS[0]}, field="birth_year")


def check_day_of_birth(given: Birthday | None) -> None:
    """Without a year any day of the calendar will do: it is celebrated by the rules of `customers.birthday`.

    The year is one that `check_year_of_birth` lets through.
    """
    if given is None or given.year is None:
        return
    _check_month(given, given.year)
    if born_on(given) > clock.today():
        raise DomainError(CODE, _("This day lies in the future."), field="birth_day")


def _check_month(given: Birthday, year: int) -> None:
    if given.is_leap_month and leap_month(year) != given.month:
        raise DomainError(CODE, _("That year did not repeat this month."), field="birth_leap_month")
    longest = month_length(given, year)
    if given.day > longest and not given.is_lunar:
        raise DomainError(CODE, _("That year had no 29 February."), field="birth_year")
    if given.day > longest:
        raise DomainError(CODE, _("That month had %(n)d days in that year.") % {"n": longest}, field="birth_day")
