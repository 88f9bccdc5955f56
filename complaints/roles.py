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
_TREES = tuple(f"complaints.{verb}_{name}" for name in ("category", "cause") for verb in ("view", "add", "change"))
_LEARN = ("complaints.view_alarm", "complaints.view_correctiveaction")
_MEND = (
    *_LEARN,
    "complaints.change_alarm",
    "complaints.add_correctiveaction",
    "complaints.change_correctiveaction",
    *_TREES,
)
ROLES = {
    "owner": (*_LEAD, *_MEND),
    "manager": (*_LEAD, *_MEND),
    "service agent": (*_WORK, "complaints.merge_case", *_LEARN),
    "cashier": _TAKE,
    "analyst": (*_SEE, *_LEARN),
}


def register() -> None:
    roles.register(ROLES)
