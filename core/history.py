"""Who changed a row of the configuration, where changes are kept (simple-history)."""

from __future__ import annotations

from typing import Any

from core.models import User


def changed_by(request: Any = None, **_more: Any) -> User | None:
    """The person behind a request; a program that uses the API is none, and has a trail of its own."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None
