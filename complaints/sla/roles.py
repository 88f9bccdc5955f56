"""Who configures what is promised and by whom, and who decides about mail that did not arrive."""

from __future__ import annotations

from customers import roles

_CONFIGURED = ("workcalendar", "calendarday", "team", "teammember", "absence", "slapolicy")
CONFIGURE = tuple(f"complaints.{act}_{model}" for model in _CONFIGURED for act in ("view", "add", "change", "delete"))
_SETTINGS = ("complaints.view_complaintsettings", "complaints.change_complaintsettings")
_MAIL = ("complaints.view_casemail",)
_DECIDE = (*_MAIL, "complaints.decide_casemail")
_LEAD = (*_DECIDE, *CONFIGURE, *_SETTINGS)
ROLES = {"owner": _LEAD, "manager": _LEAD, "service agent": _DECIDE, "cashier": _MAIL, "analyst": _MAIL}


def register() -> None:
    roles.register(ROLES, configured=(*CONFIGURE, *_SETTINGS))
