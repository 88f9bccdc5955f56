"""What states and reasons of messages are called, for whoever reads them on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from messaging.judging import Reason
from messaging.models import Message, State

TONES = {
    State.QUEUED: "badge-info",
    State.PAUSED: "",
    State.LEASED: "badge-info",
    State.SENT: "badge-good",
    State.DELIVERED: "badge-good",
    State.BOUNCED: "badge-bad",
    State.COMPLAINED: "badge-bad",
    State.SKIPPED: "",
    State.FAILED: "badge-bad",
    State.UNCERTAIN: "badge-warn",
    State.CANCELLED: "",
}

REASONS: dict[str, Any] = {
    Reason.EXPIRED: _("It would have come too late to be of use."),
    Reason.NO_ADDRESS: _("There is no address for this channel."),
    Reason.ADDRESS_INVALID: _("Nothing can be sent to this address."),
    Reason.SUPPRESSED: _("This address does not want such messages, or nobody lives there."),
    Reason.CONSENT: _("The customer has not agreed to this, or has taken the consent back."),
    Reason.HELD: _("The customer is to be left alone for now."),
    Reason.PAUSED: _("The customer asked for a pause."),
    Reason.HELD_OUT: _("Held out, so that the effect can be measured."),
    Reason.CAPPED: _("The customer has heard from us often enough."),
    Reason.OUTRANKED: _("A more important message takes the last place."),
    Reason.QUIET: _("It is night where the customer lives."),
    Reason.RENDER_ERROR: _("Something that the template asks for is missing."),
    "worker_lost": _("The sender stopped between handing over and hearing back."),
    "no_answer": _("It was handed over, and no answer came."),
    "temporary": _("The other side said: not now."),
    "refused": _("The other side refused it."),
    "no_such_address": _("Nobody lives at this address."),
    "not_taken": _("The mailbox did not take it; it may be full."),
    "given_up": _("It was handed over, and sent back: not because of the address."),
    "opted_out": _("The customer told the carrier to stop."),
    "not_configured": _("Something is wrong with the account or a setting; it goes by itself once that is mended."),
    "unreachable": _("The way out was closed; it is tried again by itself."),
    "channel_down": _("The way out was closed; it is tried again by itself."),
    "left": _("A member of staff decided to leave it."),
    "confirmed": _("A member of staff knows that it arrived."),
}


def reason(code: str) -> str:
    """Empty for none; a code of an app above that nobody has worded is shown as it is."""
    return str(REASONS.get(code, code))


def attach(rows: Iterable[Message]) -> None:
    """Tone and reason in words, as the pages show them."""
    for row in rows:
        row.tone = TONES[State(row.state)]  # type: ignore[attr-defined]
        row.why = reason(row.reason)  # type: ignore[attr-defined]
