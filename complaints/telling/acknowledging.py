"""At once, in the customer's language: we have it, under this number, and by when somebody answers.

Once for each case, whoever calls and however often. Two machines that answer each other stop at the brake; who left no
address reads it on the page behind the tracking link.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from complaints import timing
from complaints.models import Case, CaseMessage, CaseState, Direction, Door, Means
from complaints.saying import say
from complaints.telling import outbox
from core import clock
from messaging.rendering import mime

# Staff who take a complaint say the number themselves.
DOORS = frozenset({Door.FORM, Door.MEMBER, Door.EMAIL, Door.REPLY, Door.SURVEY, Door.GUARANTEE, Door.API})
# Whoever complains here has the page before them.
_ON_PAGE = frozenset({Door.FORM, Door.MEMBER, Door.GUARANTEE, Door.REPLY})


def acknowledge(*, case: Case, now: datetime) -> CaseMessage | None:
    """None where nothing is said: by this door, to nobody, or not again."""
    if case.door not in DOORS or case.state in (CaseState.MERGED, CaseState.SPAM) or case.acknowledged_at:
        return None
    if _is_told(case) or not _may_answer(case, now):
        return None
    with translation.override(_language(case)):
        text = _text(case)
    message = say(
        case=case, direction=Direction.OUT, means=Means.AUTOMATIC, text=text, author=None, now=now,
        message_id=_id(case),
    )  # fmt: skip
    told = message.case
    case.acknowledged_at, case.version, case.due_at = told.acknowledged_at, told.version, told.due_at
    return message


def _is_told(case: Case) -> bool:
    """Nobody has told one that was made this moment."""
    return not getattr(case, "is_new", False) and CaseMessage.objects.filter(message_id=_id(case)).exists()


def _id(case: Case) -> str:
    """By it the database lets one be said: of two callers at once the second finds the first."""
    return mime.message_id(f"complaint-received:{case.pk}")[1:-1]


def _may_answer(case: Case, now: datetime) -> bool:
    from complaints.mail.brakes import may_answer

    address = outbox.address_of(case)
    return may_answer(address, now) if address else case.door in _ON_PAGE


def _language(case: Case) -> str:
    told = case.language or (case.customer.language if case.customer else "")
    return told if translation.check_for_language(told) else settings.LANGUAGE_CODE


def _text(case: Case) -> str:
    name = case.contact_name or (case.customer.display_name if case.customer else "")
    hello = _("Dear %(name)s,") % {"name": name} if name else _("Hello,")
    got = _got(case)
    thanks = _("Thank you for telling us.")
    return f"{hello}\n\n{got}\n{_next(case)}\n\n{thanks}\n{settings.SITE_NAME}"


def _got(case: Case) -> str:
    """Whoever gave a low score has not complained: nobody thanks them for what they did not do."""
    if case.door == Door.SURVEY:
        told = _("You told us that you were not satisfied. We look into it; the number of your case is %(number)s.")
    else:
        told = _("We have received your complaint. Its number is %(number)s.")
    return told % {"number": case.number}


def _next(case: Case) -> str:
    due = timing.answer_due(case)
    if due is None:
        return _("Somebody of us reads it and answers you.")
    return _("Somebody of us reads it and answers you by %(when)s.") % {"when": _when(due)}


def _when(at: datetime) -> str:
    """As the language writes it, on the programme's own clock."""
    local = timezone.localtime(at, clock.business_zone())
    day, hour = formats.date_format(local, "l, j F Y"), formats.time_format(local, "H:i")
    if (translation.get_language() or "").startswith("zh"):
        day = formats.date_format(local, "Y年n月j日 l")
    return f"{day}, {hour} ({local.tzname()})"
