"""To which case a mail belongs, and whether whoever wrote it is the one whose case it is.

1. The token behind the plus of the address that it was sent to.
2. What it answers, then its thread from the end: messages of cases.
3. A message of ours to this very customer that is about no case, by its token or number: the case that the first
   answer to it began.

A sender who is neither the customer on file nor the contact of the case, and whom staff have not accepted in it, is
foreign: their words lie in the case for staff to see, and move nothing in it. So is one of whom the receiving server
found that they are not who they say, whatever token or number they know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from complaints import keeping, saying
from complaints.mail import addresses
from complaints.mail.parsing import Parsed
from complaints.models import Case, CaseState, Direction
from complaints.thanking import is_thanks
from core import columns, prepared
from core.text import email_key
from customers.models import Customer
from messaging.models import Message
from messaging.signing import living


@dataclass(frozen=True)
class Thread:
    """`case`: None begins another. `answered`: a message of ours that belongs to no case.

    `source`: what makes the case that begins one, however often that message is answered.
    """

    case: Case | None = None
    is_foreign: bool = False
    customer: Customer | None = None
    answered: Message | None = None
    source: str | None = None


def find(mail: Parsed, *, now: datetime, is_doubted: bool = False) -> Thread:
    """`is_doubted`: the sender is not believed to be who they say."""
    customer, case = None if is_doubted else customer_of(mail.sender), _case(mail)
    if case and not _is_over(case, mail, now):
        return Thread(case, is_foreign=is_doubted or not is_theirs(case, mail.sender), customer=customer)
    answered = None if case else _answered(mail, customer)
    source = f"message:{answered.pk}" if answered else None
    begun = keeping.of_source(source) if source else None
    if begun and not _is_over(begun := _survivor(begun), mail, now):
        return Thread(begun, is_foreign=not is_theirs(begun, mail.sender), customer=customer)
    return Thread(is_foreign=is_doubted, customer=customer, answered=answered, source=None if begun else source)


def is_theirs(case: Case, sender: str) -> bool:
    key = email_key(sender)
    if not key or key == email_key(case.contact_email):
        return bool(key)
    if case.customer and case.customer.email_key == key:
        return True
    said = case.messages.filter(direction=Direction.IN, is_foreign=False, sender__iexact=sender)
    return said.exists()


# What nearly every mail asks for, planned once. Other columns of the customer are read when they are asked for.
_WHO = columns.of(Customer, "id", "email", "email_key", "language", "display_name", "merged_into_id", "erased_at")
_SENDER = f"SELECT {', '.join(_WHO)} FROM customers_customer WHERE email_key = %(key)s::text LIMIT 1"  # noqa: S608
_REFERENCES = """
SELECT known.case_id FROM unnest(%(numbers)s::text[]) WITH ORDINALITY AS told (number, n)
JOIN complaints_casemessage known ON known.message_id = told.number ORDER BY told.n LIMIT 1"""


def customer_of(sender: str) -> Customer | None:
    """No two customers have one address; of those merged the one who stays."""
    key = email_key(sender)
    found = prepared.fetch(_SENDER, {"key": key}) if key else []
    return living(Customer.from_db("default", _WHO, found[0])) if found else None


def _case(mail: Parsed) -> Case | None:
    pk = addresses.case_id(mail.recipients) or _by_references(mail)
    case = keeping.read(pk) if pk else None
    return _survivor(case) if case else None


def _survivor(case: Case) -> Case:
    for _step in range(20):
        into = keeping.read(case.merged_into_id) if case.merged_into_id else None
        if into is None:
            return case
        case = into
    return case


def _by_references(mail: Parsed) -> int | None:
    if not mail.references:
        return None
    found = prepared.fetch(_REFERENCES, {"numbers": list(mail.references)})
    return found[0][0] if found else None


def _is_over(case: Case, mail: Parsed, now: datetime) -> bool:
    """Ended so long ago that words begin another case; mere thanks do not."""
    if case.state not in (CaseState.RESOLVED, CaseState.CLOSED):
        return False
    return not saying.may_reopen(case, now) and not is_thanks(mail.text)


def _answered(mail: Parsed, customer: Customer | None) -> Message | None:
    """Which message of ours, to this very customer, it answers."""
    if customer is None:
        return None
    told = addresses.message_id(mail.recipients)
    row = Message.objects.select_related("customer").filter(pk=told).first() if told else None
    if row and living(row.customer) == customer:
        return row
    if not mail.references:
        return None
    rows = Message.objects.filter(provider_id__in=mail.references, customer=customer)
    return rows.order_by("-pk").first()
