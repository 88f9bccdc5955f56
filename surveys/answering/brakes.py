"""What keeps robots and repeated anonymous answers few, without asking anybody else: no third party, no script.

Anonymous forms have a number that makes one answer of them, a field that only robots fill, a shortest time, and a
limit by address. A browser that answered a public survey is told so; a tablet in the shop answers all day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core import limits
from core.addresses import client_address
from core.errors import DomainError
from core.wording import worded as _
from surveys.answering.doors import Door, Sheet
from surveys.asking.links import Form

HOUR = 3600
# Whoever reads the first question and answers it takes longer.
SHORTEST = timedelta(seconds=2)
# New anonymous answers an hour from one address: a shop has one for all who use its network.
NEW_BY_ADDRESS = 40
BY_ADDRESS, BY_TABLET, BY_LINK = 600, 1200, 120
TRAP = "website"
_DONE, _KEPT = "survey_done", 90 * 24 * HOUR


def is_robot(request: HttpRequest, door: Door) -> bool:
    return door.form == Form.PUBLIC and bool(request.POST.get(TRAP))


def check(request: HttpRequest, door: Door, token: str, *, is_new: bool, sheet: Sheet, now: datetime) -> None:
    """Refuses `rate_limited`, `form_old`, `too_quick`."""
    if door.form == Form.INVITATION:
        limits.check("survey.link", token, most=BY_LINK, seconds=HOUR)
        return
    if door.form == Form.KIOSK:
        limits.check("survey.tablet", token, most=BY_TABLET, seconds=HOUR)
    else:
        limits.check("survey.address", client_address(request), most=BY_ADDRESS, seconds=HOUR)
    if sheet.since is None:
        raise DomainError("form_old", _("This page lay open for long. Please send it once more."))
    if door.form == Form.PUBLIC and is_new:
        if now - sheet.since < SHORTEST:
            raise DomainError("too_quick", _("That was quick. Please press the button once more."))
        limits.check("survey.new", client_address(request), most=NEW_BY_ADDRESS, seconds=HOUR)


def remember(answer: Any, door: Door) -> None:
    """In the browser alone, by the survey and nothing of the person."""
    if door.form == Form.PUBLIC:
        answer.set_cookie(
            _DONE, door.survey.public_id.hex[:16], max_age=_KEPT, path="/s/", httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


def was_here(request: HttpRequest, door: Door) -> bool:
    return door.form == Form.PUBLIC and request.COOKIES.get(_DONE) == door.survey.public_id.hex[:16]
