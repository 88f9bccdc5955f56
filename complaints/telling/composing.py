"""A message of a case as an e-mail: in the case's language, in its thread, with the way back to the case.

Threads hold by three things: the address that answers come back to, the numbers of the mails before, the case's number
in the subject. What a machine wrote says so, so that other machines do not answer it.
"""

from __future__ import annotations

from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from complaints import files
from complaints.models import CaseMail, CaseMessage, Means
from complaints.telling import alerting, outbox
from core.models import User
from messaging.channels import AddressInvalid, Parcel
from messaging.channels.email import wire_address
from messaging.rendering import mime

# Mail programs show a thread by the last of these; more would only make the header long.
THREAD = 20
_WIRE = policy.SMTP.clone(cte_type="7bit")


def compose(row: CaseMail) -> Parcel:
    """Raises `AddressInvalid`."""
    if row.to:
        return _to_staff(row, row.to)
    message = row.message
    assert message is not None  # the database holds it
    address = wire_address(outbox.address_of(message.case))
    with translation.override(language_of(message)):
        mail = _write(message, address)
    return Parcel(
        id=0, key=message.key or outbox.key_of(message), channel="email", address=address,
        sender=mime.sender().address, subject=str(mail["Subject"]), content=mail.as_bytes(policy=_WIRE),
        language=language_of(message), valid_until=row.queued_at, attempts=row.attempts, provider_id="",
    )  # fmt: skip


def _to_staff(row: CaseMail, user: User) -> Parcel:
    by, (subject, text), language = mime.sender(), alerting.translated(row), alerting.language_of(user)
    mail = EmailMessage(policy=_WIRE)
    mail["From"] = _named(by.name, by.address)
    mail["To"] = _named(user.name, wire_address(user.email))
    mail["Subject"] = _one_line(subject)
    mail["Date"] = format_datetime(row.queued_at)
    mail["Message-ID"] = mime.message_id(alerting.key_of(row))
    mail[_header()] = row.of_case.number
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return Parcel(
        id=0, key=alerting.key_of(row), channel="email", address=user.email, sender=by.address,
        subject=str(mail["Subject"]), content=mail.as_bytes(policy=_WIRE), language=language,
        valid_until=row.queued_at, attempts=row.attempts, provider_id="",
    )  # fmt: skip


def language_of(message: CaseMessage) -> str:
    case = message.case
    told = case.language or (case.customer.language if case.customer else "")
    return told if translation.check_for_language(told) else settings.LANGUAGE_CODE


def _write(message: CaseMessage, address: str) -> EmailMessage:
    by, case = mime.sender(), message.case
    mail = EmailMessage(policy=_WIRE)
    mail["From"] = _named(by.name, by.address)
    mail["To"] = _named(_name_of(message), address)
    mail["Subject"] = _one_line(f"[{case.number}] {case.subject}")[:300]
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.message_id or outbox.mail_id(message)}>"
    if reply_to := _reply_to(message) or by.reply_to:
        mail["Reply-To"] = reply_to
    _thread(mail, message)
    mail[_header()] = case.number
    if message.means == Means.AUTOMATIC:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(_text(message))
    _attach(mail, message)
    # Last: whatever begins with "Content-" belongs to the part that is written when it is set.
    mail["Content-Language"] = language_of(message)
    return mail


def _named(name: str, address: str) -> Address | str:
    try:
        return Address(_one_line(name), addr_spec=address)
    except (ValueError, IndexError) as error:
        raise AddressInvalid(address) from error


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _name_of(message: CaseMessage) -> str:
    case = message.case
    return case.contact_name or (case.customer.display_name if case.customer else "")


def _header() -> str:
    """By it what comes back to us is known to be ours."""
    from complaints.mail.addresses import HEADER

    return HEADER


def _reply_to(message: CaseMessage) -> str:
    from complaints.mail.addresses import reply_address

    return reply_address(message.case)


def _thread(mail: EmailMessage, message: CaseMessage) -> None:
    """What was written to and fro before, and the last that the customer wrote."""
    before = message.case.messages.filter(message_id__contains="@").exclude(direction="note").exclude(pk=message.pk)
    if message.means != Means.AUTOMATIC:
        # An acknowledgement is queued with the case, a moment before the words that it answers.
        before = before.filter(pk__lt=message.pk)
    found = list(before.order_by("-pk").values_list("message_id", "direction")[:THREAD])[::-1]
    if not found:
        return
    heard = [told for told, direction in found if direction == "in"] or [found[-1][0]]
    mail["In-Reply-To"] = f"<{heard[-1]}>"
    mail["References"] = " ".join(f"<{told}>" for told, _direction in found)


def _text(message: CaseMessage) -> str:
    from complaints.doors.links import tracking_url

    where = _("Complaint %(number)s. Where it stands, and to add words or photos:") % {"number": message.case.number}
    # Only where somebody reads it there.
    answer = _("You can simply answer this e-mail, too.") + "\n" if _reply_to(message) else ""
    return f"{message.text.strip()}\n\n-- \n{where}\n{tracking_url(message.case)}\n{answer}"


def _attach(mail: EmailMessage, message: CaseMessage) -> None:
    for row in message.attachments.filter(refused="").order_by("pk"):
        kind, _slash, sub = (row.kind or "application/octet-stream").partition("/")
        content = files.path_of(row.public_id).read_bytes()
        told = {"charset": "utf-8"} if kind == "text" and _is_utf8(content) else {}
        mail.add_attachment(content, maintype=kind, subtype=sub or "octet-stream", filename=row.name, params=told)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
