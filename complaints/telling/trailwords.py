"""How the trail of a case says what became of its mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from complaints.models import MailState
from complaints.telling import wordings
from complaints.telling.deciding import Choice


def _trouble(data: Mapping[str, Any]) -> str:
    told = {"state": MailState(data["state"]).label, "why": wordings.reason(data["why"])}
    return _("E-mail %(state)s: %(why)s") % told


WORDINGS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "case.mail_trouble": _trouble,
    "case.mail_decided": lambda data: (
        _("Decided about an e-mail: %(choice)s") % {"choice": Choice(data["choice"]).label}
    ),
    "case.erased": lambda _data: _("Whatever named the customer was erased on request"),
}
