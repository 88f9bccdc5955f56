"""What states of campaigns are called and look like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import excluding, neutral, notices, standing
from campaigns.automations.asking import LEFT, UNREADABLE
from campaigns.models import Automation, Campaign, State
from core.definitions import Definition
from customers import timeline
from messaging import wordings as messaging
from messaging.models import State as MessageState

TONES = {
    State.DRAFT: "",
    State.SCHEDULED: "badge-info",
    State.RUNNING: "badge-info",
    State.PAUSED: "badge-warn",
    State.FINISHED: "badge-good",
    State.CANCELLED: "",
}


UPLIFT = Definition(
    "uplift",
    gettext_lazy("Uplift"),
    gettext_lazy(
        "Those who were to hear, whether or not it reached them, against those who were held out by chance: from the "
        "start through the days of measuring. Margin by the unit cost of what was bought, by the programme's margin "
        "where that is not known. The bounds hold in 95 of 100 such comparisons."
    ),
    gettext_lazy("rate of those who were to hear − rate of those held out"),
)

ATTRIBUTION = Definition(
    "attribution",
    gettext_lazy("Purchases that followed"),
    gettext_lazy(
        "Of customers to whom it went out, after that and within the days of measuring; not returned whole. They may "
        "have bought anyway: what it caused, the uplift alone says."
    ),
    gettext_lazy("amount − what came back, of all purchases; after a link was followed; with its coupon"),
)


PLACEHOLDERS = {
    "notice.product": gettext_lazy("the product that is announced"),
    "notice.reason": gettext_lazy("why this customer hears of it; empty for who has none, or wants none"),
    "notice.opens_at": gettext_lazy("when the limited edition opens for them; empty without one"),
    "notice.link": gettext_lazy("the page of the limited edition; empty without one"),
}
EXAMPLE = {
    "product": gettext_lazy("Night Train"),
    "reason": gettext_lazy("you told us that you like dark roasts"),
    "opens_at": "2027-02-14 10:00",
    "link": "https://example.com/",
}


def attach(rows: Iterable[Campaign]) -> None:
    for row in rows:
        row.tone = TONES[State(row.state)]  # type: ignore[attr-defined]


def attach_automations(rows: Iterable[Automation]) -> None:
    for row in rows:
        row.tone = "badge-good" if row.is_active else ""  # type: ignore[attr-defined]
        row.stands = _("On") if row.is_active else _("Off")  # type: ignore[attr-defined]


def reasons(rows: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """State and reason in words, and how many."""
    return [(str(MessageState(state).label), messaging.reason(reason), count) for state, reason, count in rows]


def _named(sentence: Callable[[], str]) -> Callable[[Mapping[str, Any]], str]:
    return lambda data: sentence() % {"name": data["name"]}


def _decided(data: Mapping[str, Any]) -> str:
    return _("Test of campaign “%(name)s” decided: the others hear %(letter)s") % data


def register() -> None:
    messaging.REASONS.update(
        {
            LEFT: gettext_lazy("The customer does not fit any more."),
            standing.HEARD: gettext_lazy("They have heard this already, under a record that was merged into theirs."),
            standing.BOUGHT: gettext_lazy("The customer has bought meanwhile."),
            UNREADABLE: gettext_lazy("The segment cannot be computed; see there."),
            excluding.CONTROL: gettext_lazy("In the control group: hears of nothing, so that all can be measured."),
            excluding.NOT_BEST: gettext_lazy("Others fit better: only the best hear."),
            neutral.CHANGED: gettext_lazy("Reads the text without recommendations."),
            neutral.OFF: gettext_lazy("Waits: the text without recommendations is switched off."),
            notices.NO_ACCESS: gettext_lazy("The limited edition does not open for this customer."),
            notices.CLOSED: gettext_lazy("The limited edition has closed."),
            notices.OPENS: gettext_lazy("Waits until the limited edition opens for this customer."),
            notices.REFUSED: gettext_lazy("The customer has refused personal recommendations meanwhile."),
        }
    )
    timeline.register(
        {
            "campaign.created": timeline.Verb(_named(lambda: _("Campaign “%(name)s” made")), "megaphone"),
            "campaign.changed": timeline.Verb(_named(lambda: _("Campaign “%(name)s” changed")), "pencil"),
            "campaign.approved": timeline.Verb(_named(lambda: _("Campaign “%(name)s” approved")), "check2"),
            "campaign.taken_back": timeline.Verb(_named(lambda: _("Campaign “%(name)s” taken back")), "arrow-left"),
            "campaign.paused": timeline.Verb(_named(lambda: _("Campaign “%(name)s” paused")), "pause"),
            "campaign.resumed": timeline.Verb(_named(lambda: _("Campaign “%(name)s” resumed")), "play"),
            "campaign.cancelled": timeline.Verb(_named(lambda: _("Campaign “%(name)s” cancelled")), "x-lg"),
            "campaign.decided": timeline.Verb(_decided, "trophy"),
            "automation.created": timeline.Verb(_named(lambda: _("Automation “%(name)s” made")), "arrow-repeat"),
            "automation.changed": timeline.Verb(_named(lambda: _("Automation “%(name)s” changed")), "pencil"),
            "automation.gift": timeline.Verb(_named(lambda: _("Gift of automation “%(name)s” changed")), "gift"),
            "automation.on": timeline.Verb(_named(lambda: _("Automation “%(name)s” switched on")), "play"),
            "automation.off": timeline.Verb(_named(lambda: _("Automation “%(name)s” switched off")), "pause"),
            "campaign.again": timeline.Verb(_named(lambda: _("Campaign “%(name)s” sent to the rest")), "arrow-repeat"),
        }
    )
