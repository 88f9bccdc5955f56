"""Who takes complaints, who works on them, who decides, and who may read those by and about staff."""

from __future__ import annotations

from customers import roles

_SEE = (
    *("complaints.view_case", "complaints.view_caseevent", "complaints.view_casemessage", "complaints.view_attachment"),
    *("complaints.view_caseclock", "complaints.view_casepause", "complaints.view_escalation"),
)
_HELP = tuple(f"complaints.{do}_{what}" for do in ("view", "add", "change") for what in ("helparticle", "helptopic"))
_TAKE = (*_SEE, "complaints.add_case", "complaints.add_casemessage")
_MAIL = ("complaints.view_inboundmail", "complaints.change_inboundmail")
_BOXES = (
    *("complaints.view_mailbox", "complaints.add_mailbox"),
    *("complaints.change_mailbox", "complaints.delete_mailbox"),
)
_WORK = (*_TAKE, *_MAIL, "complaints.change_case", "complaints.close_case", "complaints.assign_case")
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
_WORDS = tuple(
    f"complaints.{act}_{name}"
    for name in ("macro", "macrotext", "absence")
    for act in ("view", "add", "change", "delete")
)
_LAW = ("complaints.lift_legal_hold",)
_ALL = (*_LEAD, *_LAW, *_MEND, *_WORDS, *_BOXES, *_HELP, "complaints.view_helpsearch", "complaints.delete_helparticle")
ROLES = {
    "owner": _ALL,
    "manager": _ALL,
    "service agent": (*_WORK, "complaints.merge_case", "complaints.view_helpsearch", *_LEARN),
    "cashier": _TAKE,
    "analyst": (*_SEE, "complaints.view_helpsearch", *_LEARN),
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
    roles.register(ROLES, configured=_HELP)
    roles.register(AMENDS)
