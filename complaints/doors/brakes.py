"""What keeps robots few without losing a complaint: whoever is refused sends the same page once more.

A field that only robots fill, a shortest time, and limits by address and by e-mail. No third party, no script.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from complaints.doors.sheets import Sheet
from core import limits
from core.addresses import client_address
from core.errors import DomainError
from core.wording import worded as _

HOUR = 3600
SHORTEST = timedelta(seconds=2)
# A shop has one address for all who use its network.
NEW_BY_ADDRESS, NEW_BY_EMAIL = 20, 5
POSTS_BY_ADDRESS = 300
WORDS_BY_CASE = 30
# Of files; words are heard in any case.
MEGABYTES_BY_ADDRESS = 300
FINDS_BY_ADDRESS, FINDS_BY_NUMBER = 20, 10
TOO_OFTEN = 429
SEARCHES_BY_ADDRESS = 200
TRAP = "website"


def check_post(request: HttpRequest) -> None:
    limits.check("complaint.post", client_address(request), most=POSTS_BY_ADDRESS, seconds=HOUR)


def check_form(request: HttpRequest, sheet: Sheet | None, *, now: datetime) -> None:
    """Refuses `form_old`, `robot`, `too_quick`. Browsers fill traps by themselves: nothing is thrown away."""
    if sheet is None or sheet.since is None:
        raise DomainError("form_old", _("This page lay open for long. Please send it once more."))
    if request.POST.get(TRAP):
        raise DomainError("robot", _("This looked like a robot to us. Please press the button once more."))
    if now - sheet.since < SHORTEST:
        raise DomainError("too_quick", _("That was quick. Please press the button once more."))


def check_new(request: HttpRequest, email: str) -> None:
    """Refuses `rate_limited`."""
    told = _("We had many messages from here within an hour. Please send it again a little later, or call us.")
    allowed = limits.allow("complaint.new", client_address(request), most=NEW_BY_ADDRESS, seconds=HOUR)
    if email and allowed:
        allowed = limits.allow("complaint.email", email.casefold(), most=NEW_BY_EMAIL, seconds=HOUR)
    if not allowed:
        raise DomainError("rate_limited", told, status=429)


def check_words(number: str, sheet: Sheet | None) -> None:
    """Refuses `form_old`, `rate_limited`."""
    if sheet is None:
        raise DomainError("form_old", _("This page lay open for long. Please send it once more."))
    limits.check("complaint.words", number, most=WORDS_BY_CASE, seconds=HOUR)


def within_bytes(request: HttpRequest, sent: Sequence[UploadedFile[Any]]) -> Sequence[UploadedFile[Any]]:
    """All of them, or none: one address cannot fill the disk, whatever it says otherwise is heard."""
    size = sum(one.size or 0 for one in sent)
    if not size:
        return sent
    megabytes = 1 + (size - 1 >> 20)
    is_within = limits.allow(
        "complaint.bytes", client_address(request), most=MEGABYTES_BY_ADDRESS, seconds=HOUR, by=megabytes
    )
    return sent if is_within else ()


def may_search(request: HttpRequest) -> bool:
    return limits.allow("complaint.search", client_address(request), most=SEARCHES_BY_ADDRESS, seconds=HOUR)


def may_find(request: HttpRequest, number: str) -> bool:
    """Guessing codes: few tries from an address, and few at a number from wherever; none without the counter."""
    who = client_address(request)
    try:
        limits.check("complaint.find", who, most=FINDS_BY_ADDRESS, seconds=HOUR, closed=True)
        limits.check("complaint.number", number, most=FINDS_BY_NUMBER, seconds=HOUR, closed=True)
    except DomainError as error:
        if error.status != TOO_OFTEN:
            raise  # it says that nobody can look now, which gives nothing away
        return False
    return True
