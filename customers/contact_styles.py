"""The sellers' four types of buyers, and how to meet each.

Everything here is worded so that the customer may read it over one's shoulder: what helps
this person decide, nothing about their worth or weakness. A style is a help for the first
minute of a talk, set by hand and changed freely; no figure and no rule uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.models import Customer

Style = Customer.ContactStyle


@dataclass(frozen=True)
class Advice:
    """How to meet somebody: what they value, what to do, what to leave."""

    values: str | Promise
    do: tuple[str | Promise, ...]
    avoid: tuple[str | Promise, ...]


ADVICE: dict[str, Advice] = {
    Style.TIGER: Advice(
        values=_("Decides quickly and wants the point first."),
        do=(
            _("Begin with the result and the price; reasons after, if asked."),
            _("Offer two good choices and a clear recommendation."),
            _("Keep the appointment to the minute and do what was agreed."),
        ),
        avoid=(_("Long introductions."), _("Asking again what has been decided.")),
    ),
    Style.FAKE_TIGER: Advice(
        values=_("Speaks firmly, and likes to have checked everything before saying yes."),
        do=(
            _("Stay calm and friendly, and take every question seriously."),
            _("Bring facts that can be shown to others: figures, references, a written offer."),
            _("Agree on a small first step, with a way back."),
        ),
        avoid=(_("Contradicting in front of others."), _("Pressing for an answer on the spot.")),
    ),
    Style.PEACOCK: Advice(
        values=_("Enjoys what is new and beautiful, and likes to share it."),
        do=(
            _("Show the newest first and tell the story behind it."),
            _("Remember the last choice and say what suits it."),
            _("Invite to events and previews."),
        ),
        avoid=(_("Tables and small print before the idea."), _("A hurried, plain talk.")),
    ),
    Style.DOVE: Advice(
        values=_("Values trust, peace and time to think."),
        do=(
            _("Take time, listen, and ask how the last purchase is doing."),
            _("Explain the guarantee and who helps if something is wrong."),
            _("Let them think it over, and name the day on which you will ask."),
        ),
        avoid=(_("Many choices at once."), _("Limited offers that end today.")),
    ),
}


def advice_for(style: str) -> Advice | None:
    return ADVICE.get(style)
