"""What this part tells the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from customers import memberpage
    from messaging import gates, templating
    from messaging.links import wrapping
    from messaging.rendering import known
    from messaging.wordings import REASONS
    from surveys.asking import enclosing, memberpages, telling, wordings
    from surveys.building import places

    places.register(places.Place(5, _("Who is asked"), "surveys:invitations", "envelope", "surveys.view_invitation"))
    memberpage.register(
        memberpage.Section(66, "surveys", _("Your opinion"), "surveys/_member.html", memberpages.invitations_section)
    )
    gates.register("surveys", telling.gate)
    wrapping.register(telling.SOURCE)
    templating.offer(examples={"survey": dict(wordings.EXAMPLE)})
    known.register(
        known.Known(
            "survey", wordings.PLACEHOLDERS, enclosing.chosen, dict(wordings.EXAMPLE), is_by_message=True,
            is_personal=False, own=telling.SOURCE,
        )
    )  # fmt: skip
    words = {
        "reasons.link": _(
            "link to the open survey of why they stay away; nothing while none is, or for who was asked lately"
        )
    }
    known.register(
        known.Known("reasons", words, enclosing.reasons, dict(wordings.ENCLOSED), is_by_message=True, is_personal=False)
    )
    REASONS.update(
        {
            telling.ANSWERED: _("They had answered by then."),
            telling.OVER: _("There was nothing to answer any more: revoked, past its day, or closed."),
            telling.PAUSED: _("The survey is paused."),
        }
    )
