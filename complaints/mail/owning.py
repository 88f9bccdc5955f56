"""What staff decide about mail: that a foreign sender is the customer's own, that what was left out is a case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints import saying, trail
from complaints.mail import parsing, processing, spooling
from complaints.models import Case, CaseMessage, InboundMail
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _

State, Reason = InboundMail.State, InboundMail.Reason


@transaction.atomic
def accept_sender(*, message: CaseMessage, actor: User | None, now: datetime) -> CaseMessage:
    """Whoever wrote it speaks for the customer: from now on their words move this case, and so do these.

    Refuses `forbidden`. `actor` None: the system itself.
    """
    if actor:
        _may(actor, "complaints.change_case")
    case = Case.objects.select_for_update(of=("self",)).get(pk=message.case_id)
    row = CaseMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if not row.is_foreign:
        return row
    others = CaseMessage.objects.filter(case=case, is_foreign=True, sender__iexact=row.sender)
    waiting = list(others.order_by("at", "pk"))
    others.update(is_foreign=False)
    trail.record("case.sender_accepted", case, actor=actor, now=now, message=row.pk)
    for one in waiting:
        one.is_foreign = False
        saying.heard(case, one, now)
        case.refresh_from_db()
    row.refresh_from_db()
    return row


@transaction.atomic
def make_case(*, mail: InboundMail, actor: User, now: datetime) -> CaseMessage:
    """Of what was left out or could not be read. Refuses `forbidden`, `mail_taken`, `mail_gone`, `mail_unreadable`."""
    _may(actor, "complaints.change_inboundmail")
    row = _decidable(mail)
    path = spooling.path_of(row.public_id)
    if not row.has_raw or not path.is_file():
        raise DomainError("mail_gone", _("This mail is not kept any more."))
    row.decided_by = actor
    row.mail_id = row.mail_id or f"<{row.public_id.hex}@kept>"
    with path.open("rb") as file:
        parsed = _parsed(file)
        message = processing.take(row, parsed, file, now=now)
    trail.record("case.mail_taken", message.case, actor=actor, now=now, mail=row.pk)
    return message


def _parsed(file: object) -> parsing.Parsed:
    try:
        return parsing.read(file)  # type: ignore[arg-type]  # an open file
    except Exception as error:
        told = _("It cannot be read. Download it and enter the case yourself.")
        raise DomainError("mail_unreadable", told) from error


@transaction.atomic
def set_aside(*, mail: InboundMail, actor: User, now: datetime) -> InboundMail:
    """Somebody looked at it, and nothing is to be made of it. Refuses `forbidden`, `mail_taken`."""
    _may(actor, "complaints.change_inboundmail")
    row = _decidable(mail)
    row.state, row.decided_by = State.DONE, actor
    row.save(update_fields=["state", "decided_by"])
    return row


def _may(actor: User, permission: str) -> None:
    if not actor.has_perm(permission):
        raise DomainError("forbidden", _("You may not do this."), status=403)


def _decidable(mail: InboundMail) -> InboundMail:
    row = InboundMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if row.state not in (State.FAILED, State.IGNORED):
        raise Conflict("mail_taken", _("Somebody has dealt with this mail already."))
    return row
