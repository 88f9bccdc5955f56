"""Who takes complaints, who works on them, who decides, and who may read those by and about staff."""

from __future__ import annotations

from customers import roles

_SEE = (
    *("complaints.view_case", "complaints.view_caseevent", "complaints.view_casemessage", "complaints.view_attachment"),
    *("complaints.view_caseclock", "complaints.view_casepause", "complaints.view_escalation"),
    "complaints.view_casemail",
)
_TAKE = (*_SEE, "complaints.add_case", "complaints.add_casemessage")
_WORK = (
    *(*_TAKE, "complaints.change_case", "complaints.close_case", "complaints.assign_case"),
    "complaints.decide_casemail",
)
# What is promised, by whom, at which hours.
_CONFIGURED = ("workcalendar", "calendarday", "team", "teammember", "absence", "slapolicy")
_CONFIGURE = (
    *(f"complaints.{act}_{model}" for model in _CONFIGURED for act in ("view", "add", "change", "delete")),
    *("complaints.view_complaintsettings", "complaints.change_complaintsettings"),
)
_LEAD = (*_WORK, *_CONFIGURE, "complaints.merge_case", "complaints.export_case", "complaints.see_confidential_case")
ROLES = {
    "owner": _LEAD,
    "manager": _LEAD,
    "service agent": (*_WORK, "complaints.merge_case"),
    "cashier": _TAKE,
    "analyst": _SEE,
}


def register() -> None:
    roles.register(ROLES)
