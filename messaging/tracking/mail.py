"""What providers of e-mail tell, read by django-anymail: it knows their words and their signatures, we what they mean.

Its views are used without their door: nothing of a request is believed before our log-in was in it, and what
it raises for a
body that it did not expect is told as one refusal.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest

from messaging.models import Kind
from messaging.tracking import secrets
from messaging.tracking.keeping import Told, clean

# The view of each, and under which name it takes what the provider signs with ("": it signs nothing, or we
# look ourselves).
VIEWS = {
    "mailgun": ("MailgunTrackingWebhookView", "webhook_signing_key"),
    "postmark": ("PostmarkTrackingWebhookView", ""),
    "sendgrid": ("SendGridTrackingWebhookView", "tracking_webhook_verification_key"),
    "brevo": ("BrevoTrackingWebhookView", ""),
    "resend": ("ResendTrackingWebhookView", ""),
    "mailjet": ("MailjetTrackingWebhookView", ""),
}
SIGNING = frozenset({"mailgun", "sendgrid", "resend"})
REFERENCE = "regulars"
MOST = 2000
_KINDS = {
    "delivered": Kind.DELIVERED, "deferred": Kind.DEFERRED, "failed": Kind.UNDELIVERED,
    "complained": Kind.COMPLAINED, "unsubscribed": Kind.UNSUBSCRIBED,
}  # fmt: skip
# Of the address itself; any other reason says something of the message or of us.
_NOBODY = ("invalid", "bounced", None)


class Unreadable(Exception):  # noqa: N818  # reads as the sentence it is
    """Raised for a body that says nothing that we understand."""


def door(provider: str) -> str:
    return f"mail {provider}"


def is_known(request: HttpRequest, provider: str, *, now: datetime) -> bool:
    """Our log-in, and the provider's signature where its key is set."""
    if not secrets.log_in(door(provider), request):
        return False
    key = settings.MAIL_HOOK_KEY if provider == settings.MAIL_PRESET else ""
    if not key or provider not in SIGNING:
        return True
    if provider == "resend":
        return secrets.signature_fits(request, [key], prefix="svix", now=now)
    try:
        _view(provider, key).run_validators(request)
    except (SuspiciousOperation, ValueError, TypeError, AttributeError, RecursionError):
        return False
    return True


def read(request: HttpRequest, provider: str) -> list[Told]:
    """Raises `Unreadable`."""
    if request.body.lstrip()[:1] not in (b"{", b"["):
        raise Unreadable("no JSON")
    try:
        events = _view(provider, "").parse_events(request)[:MOST]
        return [told for event in events for told in _told(provider, event)]
    except Exception as error:
        raise Unreadable(type(error).__name__) from error


def _view(provider: str, key: str) -> Any:
    name, takes = VIEWS[provider]
    given: dict[str, Any] = {"webhook_secret": secrets.logins(door(provider))}
    if takes and (key or provider == "mailgun"):
        given[takes] = key or "none"
    view = getattr(import_module(f"anymail.webhooks.{provider}"), name)
    with warnings.catch_warnings():
        # Of SendGrid: no longer looked after by anymail's makers. What we use of it, our tests see.
        warnings.simplefilter("ignore")
        return view(**given)


def _told(provider: str, event: Any) -> Iterator[Told]:
    kind = _kind(provider, event)
    if kind is None:
        return
    metadata = event.metadata if isinstance(event.metadata, Mapping) else {}
    yield Told(
        provider=provider,
        channel="email",
        kind=kind,
        event_id=clean(event.event_id, 400),
        provider_id=clean(event.message_id, 200),
        reference=clean(metadata.get(REFERENCE), 64),
        address=clean(event.recipient, 254),
        detail=clean(event.mta_response or event.description, 1000),
        at=event.timestamp if isinstance(event.timestamp, datetime) else None,
    )


def _kind(provider: str, event: Any) -> Kind | None:
    """None for opens, clicks and everything that is only on its way."""
    if event.event_type not in ("bounced", "rejected"):
        return _KINDS.get(event.event_type)
    told = event.esp_event if isinstance(event.esp_event, Mapping) else {}
    if _is_soft(provider, told):
        return Kind.SOFT_BOUNCE
    is_nobody = event.reject_reason in _NOBODY if event.event_type == "bounced" else event.reject_reason == "invalid"
    return Kind.HARD_BOUNCE if is_nobody else Kind.UNDELIVERED


def _is_soft(provider: str, told: Mapping[str, Any]) -> bool:
    """What anymail puts among the other bounces."""
    if provider == "brevo":
        return told.get("event") == "soft_bounce"
    if provider == "postmark":
        return told.get("Type") == "SoftBounce"
    if provider == "sendgrid":
        return told.get("event") == "bounce" and told.get("type") == "blocked"
    if provider == "mailjet":
        return told.get("event") == "bounce" and not told.get("hard_bounce")
    if provider == "resend":
        data = told.get("data")
        bounce = data.get("bounce") if isinstance(data, Mapping) else None
        return isinstance(bounce, Mapping) and bounce.get("type") in ("Transient", "Undetermined")
    return False


def objects(body: bytes) -> list[dict[str, Any]]:
    """The objects of a JSON body: one, a list, or a list under "events". Raises `Unreadable`."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from error
    if isinstance(found, dict):
        found = found.get("events", [found])
    if not isinstance(found, list) or len(found) > MOST or not all(isinstance(one, dict) for one in found):
        raise Unreadable("shape")
    return found
