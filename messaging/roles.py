"""Who sees messages and what they say, who writes them, who decides on what nobody knows and how all of them go out."""

from __future__ import annotations

from customers import roles

_SEE = ("messaging.view_message", "messaging.view_template")
_WRITE = (*_SEE, "messaging.write_message", "messaging.view_localmail")
# What somebody said is taken back by whoever answers for it.
_LIFT = ("messaging.lift_suppression",)
_DECIDE = (
    *_WRITE,
    *("messaging.decide_message", "messaging.print_letter", "messaging.add_template", "messaging.change_template"),
)
ROLES = {
    "owner": (*_DECIDE, *_LIFT),
    "manager": (*_DECIDE, *_LIFT),
    "marketer": _DECIDE,
    "service agent": _WRITE,
    "analyst": _SEE,
}
_ACTIONS = ("view", "add", "change", "delete")
_TABLES = ("quiethours", "pace", "cap", "countrywording", "price")
_SENDER = tuple(f"messaging.{action}_messagingsettings" for action in ("view", "add", "change"))
_LIMITS = (
    *(f"messaging.{action}_{table}" for table in _TABLES for action in _ACTIONS),
    *("messaging.view_template", "messaging.change_template"),
)
# In whose name the shop writes is the owner's to say; how often, and when, whoever runs it.
SETTINGS: dict[str, tuple[str, ...]] = {
    "owner": (*_SENDER, *_LIMITS),
    "manager": ("messaging.view_messagingsettings", *_LIMITS),
}


def register() -> None:
    roles.register(ROLES)
    names = {name for held in SETTINGS.values() for name in held}
    roles.register(SETTINGS, configured={name for name in names if not name.partition(".")[2].startswith("view_")})
