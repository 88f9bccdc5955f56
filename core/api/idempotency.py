"""Writes that may be sent again: `Idempotency-Key`.

The key's row is claimed first, in the transaction of the write itself: a second request with
the same key waits on the unique index until the first has committed, and then repeats its
answer; if the first failed, its claim is gone with it and the second does the work. Keys
belong to one integration and to one body at one address; only answers of success are kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from core import locks, prepared
from core.errors import Conflict, DomainError
from core.models import IdempotencyKey, Integration

HEADER = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e]{1,128}")

_CLAIM = """
    INSERT INTO core_idempotencykey (integration_id, key, body_hash, status, answer, created_at)
    VALUES (%(integration)s, %(key)s, %(body_hash)s, 0, '{}', clock_timestamp())
    ON CONFLICT (integration_id, key) DO NOTHING
    RETURNING id
"""
_KEEP = "UPDATE core_idempotencykey SET status = %(status)s, answer = %(answer)s::jsonb WHERE id = %(id)s RETURNING id"


@dataclass(frozen=True)
class Answer:
    """What a write answers; `body` is plain JSON."""

    status: int
    body: dict[str, Any]


def once(request: Request, work: Callable[[], Answer]) -> Response:
    """Do `work` (one service, a transaction of its own); with a key, do it once and repeat the answer."""
    key = _key(request)
    answer, is_repeated = locks.outermost(lambda: (work(), False) if key is None else _claimed(request, key, work))
    headers = {"Idempotent-Replayed": "true"} if is_repeated else None
    return Response(answer.body, status=answer.status, headers=headers)


def repeated(request: Request) -> Response | None:
    """The stored answer to this key, for work that must not run inside the transaction of its claim.

    Such work is replay-safe by itself; afterwards it stores its answer with `once`.
    """
    key = _key(request)
    integration: Integration = request.user  # type: ignore[assignment]  # the only user of the API
    if key is None or not IdempotencyKey.objects.filter(integration=integration, key=key).exists():
        return None
    answer = _stored(integration, key, _body_hash(request))
    return Response(answer.body, status=answer.status, headers={"Idempotent-Replayed": "true"})


@transaction.atomic
def _claimed(request: Request, key: str, work: Callable[[], Answer]) -> tuple[Answer, bool]:
    integration: Integration = request.user  # type: ignore[assignment]  # the only user of the API
    body_hash = _body_hash(request)
    claimed = prepared.fetch(_CLAIM, {"integration": integration.pk, "key": key, "body_hash": body_hash})
    if not claimed:
        return _stored(integration, key, body_hash), True
    answer = work()
    prepared.fetch(_KEEP, {"id": claimed[0][0], "status": answer.status, "answer": json.dumps(answer.body)})
    return answer, False


def _stored(integration: Integration, key: str, body_hash: str) -> Answer:
    stored = IdempotencyKey.objects.get(integration=integration, key=key)
    if stored.body_hash != body_hash:
        message = _("This Idempotency-Key was used with another request.")
        raise Conflict("idempotency_key_reused", message, field=HEADER)
    return Answer(stored.status, stored.answer)


def _key(request: Request) -> str | None:
    key = request.headers.get(HEADER)
    if key is not None and not KEY.fullmatch(key):
        message = _("An Idempotency-Key has 1 to 128 visible ASCII characters.")
        raise DomainError("idempotency_key_invalid", message, field=HEADER)
    return key


def _body_hash(request: Request) -> str:
    """Of the meaning, not the bytes: spaces and the order of names do not make another request."""
    meaning = json.dumps(request.data, sort_keys=True, separators=(",", ":"))
    return sha256(f"{request.method} {request.path}\n{meaning}".encode("utf-8", "surrogatepass")).hexdigest()
