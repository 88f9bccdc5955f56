"""Why mail of a case did not simply arrive, for whoever reads it on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints.models import CaseMail, MailState
from messaging import wordings

TONES = {
    MailState.QUEUED: "badge-info",
    MailState.LEASED: "badge-info",
    MailState.SENT: "badge-good",
    MailState.DELIVERED: "badge-good",
    MailState.BOUNCED: "badge-bad",
    MailState.COMPLAINED: "badge-bad",
    MailState.SKIPPED: "badge-bad",
    MailState.FAILED: "badge-bad",
    MailState.UNCERTAIN: "badge-warn",
}
_OWN: dict[str, Any] = {
    "no_address": _("No e-mail address is known: call, or write a letter."),
    "suppressed": _("Nobody lives at this address, or nothing is wanted there: call, or write a letter."),
    "render_error": _("The e-mail could not be put together; a file of it may be missing."),
    "complained": _("The receiver reported it as spam: call, or write a letter."),
    "unseen": _("They may not read this case any more."),
    "erased": _("The customer was erased on request."),
}


def reason(code: str) -> str:
    return str(_OWN.get(code) or wordings.reason(code))


def attach(rows: Iterable[CaseMail]) -> None:
    for row in rows:
        row.why = reason(row.reason)  # type: ignore[attr-defined]  # for the template
        row.tone = TONES[MailState(row.state)]  # type: ignore[attr-defined]
