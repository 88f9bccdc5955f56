"""What providers knock with: bodies as they document them, signed as they sign."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.test import Client

from core import clock
from core.webhooks import secrets as webhooks
from messaging.tracking import applying, mail, secrets

TOKEN = "12345678901234567890123456789012"


def log_in(provider: str) -> dict[str, str]:
    plain = f"{secrets.USER}:{secrets.password(mail.door(provider))}"
    return {"Authorization": "Basic " + base64.b64encode(plain.encode()).decode()}


def tell_mail(provider: str, body: Any, **headers: str) -> Any:
    return Client().post(
        f"/hooks/mail/{provider}/", data=body if isinstance(body, bytes) else json.dumps(body),
        content_type="application/json", headers=log_in(provider) | headers,
    )  # fmt: skip


def signed(body: bytes, *, number: str = "msg_1", at: datetime | None = None, secret: str = "") -> dict[str, str]:
    stamp = int((at or clock.now()).timestamp())
    made = webhooks.signatures(
        secret_list=[secret or secrets.signing("generic")], message_id=number, timestamp=stamp, body=body
    )
    return {"webhook-id": number, "webhook-timestamp": str(stamp), "webhook-signature": made}


def tell(*events: Mapping[str, Any], **headers: str) -> Any:
    """Over our own signed form."""
    body = json.dumps({"events": list(events)}).encode()
    return Client().post(
        "/hooks/generic/", data=body, content_type="application/json", headers=signed(body) | headers
    )  # fmt: skip


def told(*events: Mapping[str, Any]) -> None:
    """Told, and applied."""
    answer = tell(*events)
    assert answer.status_code == 200, answer.content
    applying.apply_due()


def tell_twilio(form: Mapping[str, str], *, query: str = "", token: str = TOKEN) -> Any:
    path = "/hooks/sms/twilio/" + (f"?{query}" if query else "")
    whole = settings.SITE_URL + path + "".join(name + form[name] for name in sorted(form))
    made = base64.b64encode(hmac.new(token.encode(), whole.encode(), hashlib.sha1).digest()).decode()
    return Client().post(path, data=form, headers={"X-Twilio-Signature": made})


def tell_aliyun(rows: Any, secret: str = "") -> Any:
    key = secret or secrets.password("sms aliyun")
    return Client().post(f"/hooks/sms/aliyun/{key}/", data=json.dumps(rows), content_type="application/json")
