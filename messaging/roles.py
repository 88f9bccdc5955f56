"""Who sees messages, who writes to a customer and who decides on what nobody knows."""

from __future__ import annotations

from customers import roles

_SEE = ("messaging.view_message",)
_WRITE = (*_SEE, "messaging.write_message", "messaging.view_localmail")
_DECIDE = (*_WRITE, "messaging.decide_message")
ROLES = {
    "owner": _DECIDE,
    "manager": _DECIDE,
    "marketer": _DECIDE,
    "service agent": _WRITE,
    "analyst": _SEE,
}


def register() -> None:
    roles.register(ROLES)
