"""Who takes complaints, who works on them, who decides, and who may read those by and about staff."""

from __future__ import annotations

from customers import roles

_SEE = (
    *("complaints.view_case", "complaints.view_caseevent", "complaints.view_casemessage", "complaints.view_attachment"),
    *("complaints.view_caseclock", "complaints.view_casepause", "complaints.view_escalation"),
)
_TAKE = (*_SEE, "complaints.add_case", "complaints.add_casemessage")
_WORK = (*_TAKE, "complaints.change_case", "complaints.close_case", "complaints.assign_case")
_LEAD = (*_WORK, "complaints.merge_case", "complaints.export_case", "complaints.see_confidential_case")
ROLES = {
    "owner": _LEAD,
    "manager": _LEAD,
    "service agent": (*_WORK, "complaints.merge_case"),
    "cashier": _TAKE,
    "analyst": _SEE,
}
# Amends, incidents, and who is unhappy in silence.
_SEE_AMENDS = (
    *("complaints.view_amend", "complaints.view_casescore", "complaints.view_incident"),
    "complaints.view_silentcustomer",
)
_FLAG = ("complaints.add_unhappyflag",)
_MAKE_AMENDS = (
    *(*_SEE_AMENDS, *_FLAG, "complaints.add_amend"),
    *("complaints.change_silentcustomer", "complaints.view_unhappyflag"),
)
_APPROVE = (
    *_MAKE_AMENDS,
    *("complaints.approve_amend", "complaints.take_back_amend"),
    *("complaints.add_incident", "complaints.change_incident", "complaints.notify_incident"),
    "complaints.view_amendlimit",
)
_LIMITS = tuple(f"complaints.{action}_amendlimit" for action in ("add", "change", "delete"))
AMENDS = {
    "owner": (*_APPROVE, *_LIMITS),
    "manager": _APPROVE,
    "service agent": _MAKE_AMENDS,
    "cashier": _FLAG,
    "analyst": _SEE_AMENDS,
}


def register() -> None:
    roles.register(ROLES)
    roles.register(AMENDS)
