"""What is said by e-mail in a case waits here until it has left; committed together with its words."""

from __future__ import annotations

from datetime import datetime, timedelta

from complaints.models import Case, CaseMail, CaseMessage, Direction, MailState, Means
from core import clock, inserting, prepared
from core.tasks import wake
from messaging.rendering import mime

BY_MAIL = (Means.EMAIL, Means.AUTOMATIC)
# What was said earlier has gone otherwise: it is only recorded now (an import, the demo).
LATELY = timedelta(days=1)
# What its key in the local mailbox begins with; of cases by and about staff others than management read nothing.
PREFIX, CONFIDENTIAL = "complaint:", "complaint-confidential:"


def queue(message: CaseMessage) -> None:
    """Called by `saying.say` for what goes out by e-mail; once for each message, however often called."""
    # Tasks import what sends, which imports this.
    from complaints.tasks import send_mail

    if message.direction != Direction.OUT or message.means not in BY_MAIL:
        return
    if message.means == Means.AUTOMATIC and not address_of(message.case):
        # Read on the page alone; that a person's words reach nobody is somebody's to know.
        return
    now = clock.now()
    if now - message.at > LATELY:
        return
    if inserting.insert(CaseMail(message=message, queued_at=now, next_at=now), unless=["message_id"]):
        # By its number answers are threaded; the same for every attempt.
        message.message_id, message.key = message.message_id or mail_id(message), key_of(message)
        prepared.fetch(_NAME, {"id": message.pk, "number": message.message_id, "key": message.key})
        wake(send_mail)


_NAME = """
UPDATE complaints_casemessage SET message_id = %(number)s::text, key = %(key)s::text
WHERE id = %(id)s::bigint RETURNING id"""


def key_of(message: CaseMessage) -> str:
    prefix = CONFIDENTIAL if message.case.is_confidential else PREFIX
    return f"{prefix}{message.pk}"


def mail_id(message: CaseMessage) -> str:
    """As it stands in the header, without its brackets."""
    return mime.message_id(f"{PREFIX}{message.pk}")[1:-1]


def address_of(case: Case) -> str:
    """Where an e-mail goes: what they left with the complaint, else what the record says."""
    return case.contact_email or (case.customer.email if case.customer else "")


def ask_again(row: CaseMail, now: datetime) -> None:
    """It waits once more; the caller holds the row."""
    row.state, row.reason, row.detail, row.provider_id = MailState.QUEUED, "", "", ""
    row.handed_at, row.settled_at, row.next_at = None, None, now
