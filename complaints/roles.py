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
_WORDS = tuple(
    f"complaints.{act}_{name}"
    for name in ("macro", "macrotext", "absence")
    for act in ("view", "add", "change", "delete")
)
ROLES = {
    "owner": (*_LEAD, *_WORDS),
    "manager": (*_LEAD, *_WORDS),
    "service agent": (*_WORK, "complaints.merge_case"),
    "cashier": _TAKE,
    "analyst": _SEE,
}


def register() -> None:
    roles.register(ROLES)
