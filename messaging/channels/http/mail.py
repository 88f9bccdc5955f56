"""E-mail through a provider's HTTP interface, over the same line as SMS: a silence after the request is uncertain.

Mailgun takes the finished message as it is. For the others django-anymail words the request out of it: it knows their
fields, we know when a request was out. What they call the message comes back in their events, and so does the digest of
its key, by which one is known that was never answered for.
"""

from __future__ import annotations

import base64
import email
import warnings
from collections.abc import Callable, Mapping
from datetime import datetime
from email import policy
from email.message import EmailMessage
from functools import cache
from importlib import import_module
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from urllib3.filepost import encode_multipart_formdata

from messaging.channels.base import Outcome, Parcel, Wait
from messaging.channels.http.line import Account, Answer, NotReady, Preset, Request
from messaging.channels.http.reading import told, word
from messaging.rendering.mime import digest

# Comes back with every event.
REFERENCE = "regulars"
# Headers of ours that are no fields of a provider; Message-ID is theirs to give.
_KEPT = (
    *("List-Unsubscribe", "List-Unsubscribe-Post", "Content-Language"),
    *("In-Reply-To", "References", "Auto-Submitted", "X-Auto-Response-Suppress", "X-Regulars-Case"),
)
# Wrong key, no right, a domain that is not verified: no message is at fault.
_ACCOUNT = frozenset({403, 404, 405})
Keys = Callable[[Account], dict[str, str]]


def _checked(parcel: Parcel, account: Account) -> None:
    if not account.secret:
        raise NotReady("MAIL_SECRET is not set")
    if parcel.sender == f"shop@{settings.MAIL_DOMAIN}":
        raise NotReady("nobody is named from whom e-mails come")


# --- Mailgun: the message as it is ------------------------------------------------------------


def mailgun(parcel: Parcel, account: Account, _now: datetime) -> Request:
    _checked(parcel, account)
    if not account.user:
        raise NotReady("MAIL_USER is not set: the domain that sends")
    fields: Any = [
        ("to", parcel.address),
        (f"v:{REFERENCE}", digest(parcel.key)),
        ("message", ("message.eml", parcel.content, "message/rfc822")),
    ]
    body, kind = encode_multipart_formdata(fields)
    key = base64.b64encode(f"api:{account.secret}".encode()).decode()
    url = f"{account.url}/v3/{quote(account.user, safe='')}/messages.mime"
    return Request(url, body, {"Content-Type": kind, "Authorization": f"Basic {key}"})


# --- The others: worded by anymail ------------------------------------------------------------


def _worded(provider: str, keys: Keys) -> Callable[[Parcel, Account, datetime], Request]:
    def build(parcel: Parcel, account: Account, _now: datetime) -> Request:
        _checked(parcel, account)
        asked = _asked(provider, tuple(keys(account).items()), account.url, _message(provider, parcel))
        return Request(asked.url, asked.body, dict(asked.headers))

    return build


@cache
def _backend(provider: str, keys: tuple[tuple[str, str], ...], url: str) -> Any:
    """Loaded when it is needed: it brings `requests` along."""
    with warnings.catch_warnings():
        # Of SendGrid: no longer looked after by anymail's makers. What we use of it, our tests see.
        warnings.simplefilter("ignore")
        made = import_module(f"anymail.backends.{provider}").EmailBackend
        return made(api_url=url, fail_silently=False, **dict(keys))


def _asked(provider: str, keys: tuple[tuple[str, str], ...], url: str, message: Any) -> Any:
    """The request, ready to be written; what a provider has no field for is a ValueError, of this message alone."""
    import requests
    from anymail.exceptions import AnymailError

    backend = _backend(provider, keys, url)
    try:
        told = backend.build_message_payload(message, backend.send_defaults).get_request_params(backend.api_url)
    except AnymailError as error:
        raise ValueError(str(error)) from error
    asked = requests.Request(**told).prepare()
    asked.body = asked.body.encode() if isinstance(asked.body, str) else asked.body
    asked.headers.pop("Content-Length", None)
    return asked


def _message(provider: str, parcel: Parcel) -> EmailMultiAlternatives:
    """The finished message taken apart again: there is one place that writes it."""
    read = email.message_from_bytes(parcel.content, _class=EmailMessage, policy=policy.default)
    reply_to = str(read["Reply-To"] or "")
    message = EmailMultiAlternatives(
        subject=str(read["Subject"]),
        body=_part(read, "plain"),
        from_email=str(read["From"]),
        to=[str(read["To"])],
        reply_to=[reply_to] if reply_to else None,
        headers={name: str(read[name]) for name in _KEPT if read[name]},
    )
    if page := _part(read, "html"):
        message.attach_alternative(page, "text/html")
    for file in read.iter_attachments():
        message.attach(file.get_filename() or "file", file.get_content(), file.get_content_type())
    number = digest(parcel.key)
    # SendGrid names a message in its events by what we call it.
    message.metadata = {REFERENCE: number} | ({"anymail_id": number} if provider == "sendgrid" else {})  # type: ignore[attr-defined]
    return message


def _part(read: EmailMessage, kind: str) -> str:
    part = read.get_body((kind,))
    return str(part.get_content()) if part else ""


# --- What they answer -------------------------------------------------------------------------


def _reading(number: Callable[[Mapping[str, Any]], object], *account_codes: str) -> Any:
    """`number` finds what the provider calls the message; `account_codes` among refusals say that the account
    is at fault."""

    def read(answer: Answer, parcel: Parcel) -> Outcome | None:
        found = told(answer)
        if answer.is_good:
            return Outcome(Wait.DONE, provider_id=_word(number, found) or _ours(parcel))
        if answer.status in _ACCOUNT or _codes(found) & set(account_codes):
            return Outcome(Wait.DOWN, "not_configured", answer.words)
        return None

    return read


def _ours(parcel: Parcel) -> str:
    return digest(parcel.key)


def _word(number: Callable[[Mapping[str, Any]], object], found: Mapping[str, Any]) -> str:
    try:
        return word(number(found))
    except (KeyError, IndexError, TypeError, AttributeError):
        return ""


def _codes(found: Mapping[str, Any]) -> set[str]:
    """Whatever is called a code, at whatever depth a provider puts it."""
    codes = {word(found.get(name)) for name in ("ErrorCode", "code", "name")}
    for message in found.get("Messages") or ():
        for error in message.get("Errors") or () if isinstance(message, dict) else ():
            codes.add(word(error.get("ErrorCode")) if isinstance(error, dict) else "")
    return codes - {""}


def _of_mailjet(found: Mapping[str, Any]) -> object:
    return found["Messages"][0]["To"][0]["MessageID"]


MAILGUN = Preset("mailgun", mailgun, _reading(lambda found: found.get("id")), url="https://api.mailgun.net")
POSTMARK = Preset(
    "postmark",
    _worded("postmark", lambda account: {"server_token": account.secret}),
    # A sender that was not confirmed, no money left, an account that waits for its approval.
    _reading(lambda found: found.get("MessageID"), "400", "401", "405", "412", "413"),
    url="https://api.postmarkapp.com",
)
SENDGRID = Preset(
    "sendgrid",
    _worded("sendgrid", lambda account: {"api_key": account.secret, "generate_message_id": ""}),
    _reading(lambda _found: ""),
    url="https://api.sendgrid.com/v3",
)
BREVO = Preset(
    "brevo",
    _worded("brevo", lambda account: {"api_key": account.secret}),
    _reading(lambda found: found.get("messageId"), "unauthorized", "not_enough_credits", "permission_denied"),
    url="https://api.brevo.com/v3",
)
RESEND = Preset(
    "resend",
    _worded("resend", lambda account: {"api_key": account.secret}),
    _reading(lambda found: found.get("id"), "missing_api_key", "invalid_api_key", "restricted_api_key"),
    url="https://api.resend.com",
)
MAILJET = Preset(
    "mailjet",
    _worded("mailjet", lambda account: {"api_key": account.user, "secret_key": account.secret}),
    # A sender that was not confirmed.
    _reading(_of_mailjet, "send-0008", "mj-0001"),
    url="https://api.mailjet.com/v3.1",
)
PRESETS = {preset.code: preset for preset in (MAILGUN, POSTMARK, SENDGRID, BREVO, RESEND, MAILJET)}
