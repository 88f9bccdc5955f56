"""The door at which a provider hands in mail, read by django-anymail: one key, one large body, a row before the answer.

200 once the mail lies on disk with its row, so that nobody hands it in again; 403 without the key, before any of the
body is read. What comes with the key and cannot be read is kept as it came and listed.
"""

from __future__ import annotations

import json
import warnings
from email.encoders import encode_base64
from email.generator import BytesGenerator
from email.message import Message
from importlib import import_module
from io import BytesIO
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from complaints.mail import spooling
from complaints.mail.tasks import take_mail
from complaints.models import InboundMail, Mailbox
from core import clock, limits
from core.addresses import client_address
from core.decorators import public
from core.tasks import wake
from messaging.tracking import secrets

log = structlog.get_logger(__name__)
WHY = "providers hand in mail with a password of their own"
# The view of each, the name of its signing key, and the field in which it hands in a mail as it came.
VIEWS = {
    "mailgun": ("MailgunInboundWebhookView", "webhook_signing_key", "body-mime"),
    "postmark": ("PostmarkInboundWebhookView", "", ""),
    "sendgrid": ("SendGridInboundWebhookView", "", "email"),
    "mailjet": ("MailjetInboundWebhookView", "", ""),
}
# A mail of 25 MB, as Base64 in JSON.
LARGEST = 40 << 20
# Wrong keys from one address within a minute; from then on nothing of it is looked at.
_WRONG, _SECONDS = 60, 60


def door(provider: str) -> str:
    return f"inbound {provider}"


@public(WHY)
@csrf_exempt
@require_POST
def of_mail(request: HttpRequest, provider: str) -> HttpResponse:
    answer = _answer(request, provider)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _answer(request: HttpRequest, provider: str) -> HttpResponse:
    if provider not in VIEWS or not secrets.log_in(door(provider), request):
        is_patient = limits.allow("inbound", client_address(request), most=_WRONG, seconds=_SECONDS)
        return _said(403, "forbidden") if is_patient else _said(429, "rate_limited")
    try:
        content = request.read(LARGEST + 1)
    except UnreadablePostError:
        return _said(400, "unreadable")
    if len(content) > LARGEST:
        return _said(413, "too_large")
    # Known to be the provider: the limits for strangers' forms do not hold.
    request._body = content  # noqa: SLF001  # as Django keeps what was read
    _read_as(request, "utf-8")
    if not _is_signed(request, provider):
        return _said(403, "forbidden")
    _keep(request, provider)
    return JsonResponse({"code": "ok"})


def _said(status: int, code: str) -> JsonResponse:
    return JsonResponse({"code": code}, status=status)


def _is_signed(request: HttpRequest, provider: str) -> bool:
    """By the provider, where its key is set."""
    key = settings.MAIL_HOOK_KEY if provider == settings.MAIL_PRESET else ""
    if not key or not VIEWS[provider][1]:
        return True
    try:
        _view(provider, key).run_validators(request)
    except (SuspiciousOperation, ValueError, TypeError, AttributeError, KeyError):
        return False
    return True


def _keep(request: HttpRequest, provider: str) -> None:
    now = clock.now()
    content, reason = _mail(request, provider)
    pieces = (content[at : at + (1 << 20)] for at in range(0, len(content), 1 << 20))
    told = _beside(request, provider)
    spooling.spool(pieces, mailbox=_mailbox(), received_at=now, now=now, reason=reason, told=told)
    wake(take_mail)


def _beside(request: HttpRequest, provider: str) -> dict[str, str]:
    """What the provider itself says of the sender; fields that a mail cannot bring along."""
    told = {"provider": provider}
    try:
        if provider == "sendgrid":
            told |= {"spf": request.POST.get("SPF", ""), "dkim": request.POST.get("dkim", "")}
            told["envelope"] = str(json.loads(request.POST.get("envelope", "{}")).get("from", ""))
        elif provider == "mailgun":
            told["envelope"] = request.POST.get("sender", "")
    except Exception:  # noqa: BLE001  # the body may be anything, and what is told beside it is no mail
        return {"provider": provider}
    return {name: value[:500].replace("\0", "") for name, value in told.items()}


def _mailbox() -> Mailbox | None:
    """Cases go to its team."""
    return Mailbox.objects.filter(is_active=True, way=Mailbox.Way.HOOK).select_related("team").order_by("pk").first()


def _mail(request: HttpRequest, provider: str) -> tuple[bytes, str]:
    """As it came, or made again of what the provider read; else the body itself, and that it could not be read."""
    try:
        return _as_it_came(request, provider) or _made_again(request, provider), ""
    except Exception as error:  # noqa: BLE001  # the body may be anything
        log.warning("inbound_unreadable", provider=provider, error=type(error).__name__)
        return request.body, InboundMail.Reason.UNREADABLE


def _as_it_came(request: HttpRequest, provider: str) -> bytes:
    """The bytes, whatever their charset: read as UTF-8 they would be spoilt."""
    name = VIEWS[provider][2]
    if not name:
        return b""
    _read_as(request, "latin-1")
    content = request.POST.get(name, "").encode("latin-1")
    _read_as(request, "utf-8")
    return content


def _read_as(request: HttpRequest, encoding: str) -> None:
    """The form anew: Django forgets its fields with the encoding, and its files not."""
    # Closes the files of the last reading.
    request.close()
    request.encoding = encoding
    request.__dict__.pop("_files", None)
    request.upload_handlers = [TemporaryFileUploadHandler(request)]


def _made_again(request: HttpRequest, provider: str) -> bytes:
    message = _view(provider, "").parse_events(request)[0].message
    for part in message.walk():
        _wrap(part)
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False).flatten(message)
    return out.getvalue()


def _wrap(part: Message) -> None:
    """Files lie in it as bare bytes, whose line ends would be changed."""
    is_safe = part.get("Content-Transfer-Encoding", "").lower() in ("base64", "quoted-printable")
    if part.is_multipart() or is_safe or part.get_content_maintype() == "text":
        return
    del part["Content-Transfer-Encoding"]
    encode_base64(part)


def _view(provider: str, key: str) -> Any:
    name, takes, _field = VIEWS[provider]
    given: dict[str, Any] = {"webhook_secret": secrets.logins(door(provider))}
    if takes:
        given[takes] = key or "none"
    view = getattr(import_module(f"anymail.webhooks.{provider}"), name)
    with warnings.catch_warnings():
        # Of SendGrid: no longer looked after by anymail's makers. What we use of it, our tests see.
        warnings.simplefilter("ignore")
        return view(**given)
