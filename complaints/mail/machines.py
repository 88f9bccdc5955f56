"""Mail that no person wrote: bounces, answers of machines, lists, our own. No case, no answer. Pure."""

from __future__ import annotations

import re

from complaints.mail.parsing import Parsed

BOUNCE, AUTOMATIC, LIST, OWN = "bounce", "automatic", "list", "own"
_NOBODY = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|bounces?|null)(?:[+=-][^@]*)?@", re.IGNORECASE
)
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster)@", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"^\s*(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|away from|自动回复|自动答复"
    r"|不在办公室|外出自动|abwesenheitsnotiz|automatische antwort|réponse automatique|respuesta automática)\b",
    re.IGNORECASE,
)


def is_nobody(address: str) -> bool:
    """Whether nobody reads what is sent there."""
    return bool(_NOBODY.match(address))


def reason(mail: Parsed, *, own_header: str, own_domain: str) -> str:
    """Why it is no customer's; empty for what a person seems to have written."""
    if mail.header(own_header) or _is_ours(mail.message_id, own_domain):
        return OWN
    if _is_bounce(mail):
        return BOUNCE
    if _is_automatic(mail):
        return AUTOMATIC
    return LIST if _is_list(mail) else ""


def _is_ours(message_id: str, domain: str) -> bool:
    """As the outbox makes them (`messaging.rendering.mime.message_id`); colleagues of the same domain have others."""
    return bool(re.fullmatch(rf"<[0-9a-f]{{24}}@{re.escape(domain)}>", message_id, re.IGNORECASE))


def _is_bounce(mail: Parsed) -> bool:
    return (
        mail.kind == "multipart/report"
        or mail.header("return-path").strip() == "<>"
        or bool(mail.header("x-failed-recipients"))
        or bool(_DAEMON.match(mail.sender))
    )


def _is_automatic(mail: Parsed) -> bool:
    told = mail.header("auto-submitted").partition(";")[0].strip().lower()
    if told not in ("", "no"):
        return True
    if any(mail.header(name) for name in ("x-autoreply", "x-autorespond", "x-autoresponder")):
        return True
    suppressed = mail.header("x-auto-response-suppress").lower()
    return (
        mail.header("precedence").strip().lower() in ("auto_reply", "auto-reply")
        or any(word in suppressed for word in ("all", "autoreply"))
        or bool(_SAYS_SO.match(mail.subject))
    )


def _is_list(mail: Parsed) -> bool:
    is_bulk = mail.header("precedence").strip().lower() in ("bulk", "list", "junk")
    return is_bulk or any(mail.header(name) for name in ("list-id", "list-post", "list-unsubscribe"))
