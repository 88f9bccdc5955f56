"""Making endpoints and changing their secrets: for the admin, the demo and tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.webhooks import events, secrets
from core.webhooks.addresses import find_target, take_apart
from core.webhooks.models import WebhookEndpoint

# A receiver has so long to learn the new secret; until then every message is signed with both.
OVERLAP = timedelta(days=7)
TEST = "webhook.test"


def create_endpoint(
    *, name: str, url: str, events_wanted: Iterable[str], is_active: bool = True
) -> tuple[WebhookEndpoint, str]:
    """Make an endpoint; returns it with its secret, which cannot be read again later.

    The address of one that is switched off is taken apart, not looked up: sending looks it up each time in any case.
    """
    if is_active:
        find_target(url)
    else:
        take_apart(url)
    secret = secrets.new_secret()
    endpoint = WebhookEndpoint.objects.create(
        name=name, url=url, events=known(events_wanted), is_active=is_active, secret_sealed=secrets.seal(secret)
    )
    return endpoint, secret


def known(codes: Iterable[str]) -> list[str]:
    """The codes in order, each once; refused when nobody emits one of them."""
    wanted = sorted(set(codes))
    unknown = [code for code in wanted if code not in {kind.code for kind in events.event_types()}]
    if unknown or not wanted:
        raise DomainError("event_unknown", _("Choose at least one event, of those that exist."), field="events")
    return wanted


@transaction.atomic
def replace_secret(*, endpoint: WebhookEndpoint, now: datetime) -> str:
    """A new secret; the one before it signs along for a week."""
    fresh = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    secret = secrets.new_secret()
    fresh.previous_sealed, fresh.previous_until = fresh.secret_sealed, now + OVERLAP
    fresh.secret_sealed = secrets.seal(secret)
    fresh.save(update_fields=["secret_sealed", "previous_sealed", "previous_until"])
    return secret


def send_test(*, endpoint: WebhookEndpoint, now: datetime) -> None:
    """A test event to this endpoint alone, whatever it subscribes to."""
    events.emit_to(endpoint_id=endpoint.pk, happening=events.Happening(TEST, uuid4().hex, {"hello": "world"}, now))
