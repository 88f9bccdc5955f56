"""How the trail of a case (`WORDINGS`) and the timeline of its customer (`VERBS`) say what these parts did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from complaints.models import AmendKind
from customers.timeline import Verb

Wording = Callable[[Mapping[str, Any]], str]


WORDINGS: dict[str, Wording] = {
    "amend.offered": lambda data: _("Amends offered: %(kind)s") % _kind(data),
    "amend.waiting": lambda data: _("Amends wait for a second person: %(kind)s") % _kind(data),
    "amend.approved": lambda data: _("Amends approved: %(kind)s") % _kind(data),
    "amend.refused": lambda data: _("Amends refused: %(kind)s") % _kind(data),
    "amend.withdrawn": lambda data: _("Amends withdrawn: %(kind)s") % _kind(data),
    "amend.granted": lambda data: _("Amends granted: %(kind)s") % _kind(data),
    "amend.taken_back": lambda data: _("Amends taken back: %(kind)s") % _kind(data),
    "case.scored": lambda data: _("The customer answered after the end: %(score)s (%(scale)s)") % data,
    "case.in_incident": lambda data: _("Put into the incident “%(title)s”") % data,
    "case.out_of_incident": lambda _data: _("Taken out of the incident"),
}

VERBS = {
    "amends.granted": Verb(
        lambda data: _("Amends after case %(case)s: %(kind)s") % {"case": data["case"], **_kind(data)}, "gift"
    ),
    "amends.taken_back": Verb(
        lambda data: _("Amends of case %(case)s taken back: %(kind)s") % {"case": data["case"], **_kind(data)},
        "arrow-counterclockwise",
    ),
}


def _kind(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": AmendKind(data["kind"]).label}
