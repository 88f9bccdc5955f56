"""What cards tell the rest of the project when it starts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def register() -> None:
    from core.integrations import Scope, register_scopes
    from customers import finders, memberpage, merging, panels, timeline
    from loyalty.cards import queries, services

    register_scopes(
        Scope("cards:read", gettext_lazy("Read and look up cards")),
        Scope("cards:write", gettext_lazy("Issue, replace and block cards")),
    )
    merging.register("loyalty.cards", services.merge_mover)
    finders.register(finders.Finder("cards", gettext_lazy("Cards"), "loyalty.view_card", queries.find_cards, 10))
    panels.register(panels.Panel(15, "cards", gettext_lazy("Cards"), "loyalty:customer_cards", "loyalty.view_card"))
    timeline.register(VERBS())
    memberpage.register(
        memberpage.Section(10, "card", gettext_lazy("Your card"), "loyalty/_member_card.html", _section)
    )


def VERBS() -> dict[str, Any]:  # noqa: N802  # a table, made when the timeline can be imported
    from customers.timeline import Verb

    def about(text: Any) -> Any:
        return lambda data: str(text) % {"card": f"…{data['card']}"}

    def replaced(data: Mapping[str, Any]) -> str:
        return _("Card …%(card)s replaced by …%(by)s") % data

    return {
        "card.issued": Verb(about(gettext_lazy("Card %(card)s issued")), "credit-card"),
        "card.lost": Verb(about(gettext_lazy("Card %(card)s reported lost")), "credit-card"),
        "card.reactivated": Verb(about(gettext_lazy("Card %(card)s valid again")), "credit-card"),
        "card.blocked": Verb(about(gettext_lazy("Card %(card)s blocked")), "credit-card"),
        "card.replaced": Verb(replaced, "credit-card"),
    }


def _section(customer: Any, _now: datetime) -> dict[str, Any] | None:
    from loyalty.cards import queries
    from loyalty.cards.views import card_pictures

    card = queries.active_card(customer.pk)
    if card is not None:
        return card_pictures(card)
    membership = getattr(customer, "membership", None)
    return {"card": None} if membership is not None and membership.state == "active" else None
