"""What staff decide about mail of cases that did not simply arrive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy

from complaints import trail
from complaints.models import TROUBLE, Case, CaseMail, MailState
from complaints.telling import outbox
from core.errors import DomainError
from core.locks import lock_rows
from core.models import User
from core.tasks import wake
from core.wording import worded as _

DECIDE = "complaints.decide_casemail"
SEES_ALL = "complaints.see_confidential_case"


class Choice(TextChoices):
    ARRIVED = "arrived", gettext_lazy("It arrived")
    AGAIN = "again", gettext_lazy("Send it again")
    LEAVE = "leave", gettext_lazy("Leave it")


def in_trouble(user: User) -> QuerySet[CaseMail]:
    """Nobody knows whether they arrived, or they did not leave; without those that were left as they are."""
    rows = CaseMail.objects.filter(state__in=TROUBLE, decided_by=None, message__case__erased_at=None)
    return rows.filter(message__case__in=Case.objects.seen_by(user))


@transaction.atomic
def decide(*, mails: Iterable[int], choice: str, actor: User, now: datetime) -> int:
    """Decide on those of `mails` (ids) that still wait for it; returns how many did. Refuses `forbidden`.

    A slow worker may have told the truth meanwhile: what is settled stays as it is. That it arrived nobody says of one
    that was never handed over.
    """
    if not actor.has_perm(DECIDE):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    seen = in_trouble(actor).filter(pk__in=list(mails)).values_list("pk", flat=True)
    rows = [row for row in lock_rows(CaseMail.objects.all(), list(seen)).values() if row.state in TROUBLE]
    settled = [row for row in rows if _settle(row, Choice(choice), actor, now)]
    if Choice(choice) is Choice.AGAIN and settled:
        _wake()
    return len(settled)


def _settle(row: CaseMail, choice: Choice, actor: User, now: datetime) -> bool:
    if choice is Choice.ARRIVED and row.state != MailState.UNCERTAIN:
        return False
    if choice is Choice.AGAIN and row.state == MailState.COMPLAINED:
        # They want none.
        return False
    if choice is Choice.AGAIN:
        outbox.ask_again(row, now)
    elif choice is Choice.ARRIVED:
        row.state, row.reason, row.sent_at, row.settled_at = MailState.SENT, "confirmed", row.handed_at, now
    elif row.state == MailState.UNCERTAIN:
        row.state, row.reason, row.settled_at = MailState.FAILED, "left", now
    # One that waits again may come to be decided on again.
    row.decided_by = None if choice is Choice.AGAIN else actor
    row.save()
    trail.record("case.mail_decided", row.of_case, actor=actor, now=now, message=row.message_id, choice=str(choice))
    return True


def _wake() -> None:
    from complaints.tasks import send_mail

    wake(send_mail)
