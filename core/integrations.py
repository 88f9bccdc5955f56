"""Integrations: who may use the API, and how their tokens are made, checked and replaced.

A token is 256 random bits, so a plain SHA-256 of it can be stored and looked up by index. It
is shown once, when it is made. Scopes are named by the app that answers them, in
`AppConfig.ready()`: `register_scopes(Scope("purchases:read", ...))`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError
from core.models import IdempotencyKey, Integration

PREFIX = "reg_"
# Longer than a till stays offline before it sends again; answers hold personal data, so not for ever.
KEYS_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Scope:
    """A permission of the API, `"area:read"` or `"area:write"`."""

    code: str
    label: str | Promise


_scopes: dict[str, Scope] = {}


def register_scopes(*scopes: Scope) -> None:
    for scope in scopes:
        _scopes[scope.code] = scope


def all_scopes() -> list[Scope]:
    return [_scopes[code] for code in sorted(_scopes)]


def create_integration(*, name: str, scopes: Iterable[str], is_active: bool = True) -> tuple[Integration, str]:
    """Make an integration; returns it with its token, which cannot be read again later."""
    token = _new_token()
    integration = Integration.objects.create(
        name=name, scopes=_known(scopes), token_hash=_hash(token), token_hint=token[:8], is_active=is_active
    )
    return integration, token


def replace_token(*, integration: Integration) -> str:
    """A new token; the old one stops working at once."""
    token = _new_token()
    integration.token_hash, integration.token_hint = _hash(token), token[:8]
    integration.save(update_fields=["token_hash", "token_hint"])
    return token


def find_by_token(token: bytes) -> Integration | None:
    """The active integration with this token. Notes the day of use, once a day."""
    digest = sha256(token).hexdigest()
    integration = Integration.objects.filter(token_hash=digest, is_active=True).first()
    # The index found it by the whole hash; comparing again costs nothing and leaks no prefix.
    if integration is None or not secrets.compare_digest(integration.token_hash, digest):
        return None
    _note_use(integration, clock.today())
    return integration


def forget_old_keys(*, now: datetime) -> int:
    """Drop idempotency keys nobody will send again; returns how many."""
    return IdempotencyKey.objects.filter(created_at__lt=now - KEYS_KEPT).delete()[0]


def _note_use(integration: Integration, today: date) -> None:
    if integration.last_used_on != today:
        Integration.objects.filter(pk=integration.pk).update(last_used_on=today)


def _known(scopes: Iterable[str]) -> list[str]:
    wanted = sorted(set(scopes))
    unknown = [code for code in wanted if code not in _scopes]
    if unknown:
        raise DomainError("scope_unknown", _("There is no scope %(scope)s.") % {"scope": unknown[0]}, field="scopes")
    return wanted


def _new_token() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
