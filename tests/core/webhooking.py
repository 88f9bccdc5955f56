"""Webhooks for tests: endpoints, events, and a signature checked as a receiver does it."""

from __future__ import annotations

import base64
import hmac
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import uuid4

from core import webhooks
from core.models import WebhookDelivery, WebhookEndpoint
from core.webhooks import endpoints

_serial = count(1)
AT = datetime(2026, 3, 15, 12, tzinfo=UTC)


def endpoint(url: str = "http://localhost:9/", *events: str, **values: Any) -> WebhookEndpoint:
    wanted = events or ("thing.changed",)
    made, secret = endpoints.create_endpoint(name=f"Shop {next(_serial)}", url=url, events_wanted=wanted, **values)
    made.secret = secret
    return made


def emit(key: str = "", **data: Any) -> int:
    return webhooks.emit(event="thing.changed", key=key or uuid4().hex, data=data or {"n": 1}, at=AT)


def only() -> WebhookDelivery:
    return WebhookDelivery.objects.get()


def check(secret: str, got: Any) -> bool:
    """As a receiver does it, by the documentation."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    right = base64.b64encode(hmac.digest(key, told, sha256)).decode()
    return any(hmac.compare_digest(f"v1,{right}", given) for given in got.headers["webhook-signature"].split())
