"""What became of the mail of a case, for the page of the case."""

from __future__ import annotations

from collections.abc import Iterable

from complaints.models import Case, CaseMail, CaseMessage
from complaints.telling import outbox, wordings, working


def of_messages(messages: Iterable[CaseMessage]) -> dict[int, CaseMail]:
    """Message → its mail, with `why` and `tone`; nothing for what did not go by e-mail."""
    rows = CaseMail.objects.filter(message__in=[one.pk for one in messages])
    found = {row.message_id: row for row in rows if row.message_id}
    wordings.attach(found.values())
    return found


def is_unreachable(case: Case) -> bool:
    """Nobody lives at its address, or nothing at all is wanted there: an e-mail would not leave."""
    address = outbox.address_of(case)
    return bool(address) and working.is_suppressed(address)
