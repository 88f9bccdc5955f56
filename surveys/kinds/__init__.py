"""Kinds of surveys that are ready: the questionnaire that each begins with, in every language of the product.

A shop changes it as it likes; what the product reads of the answers hangs on the roles of questions, not on their words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from surveys.kinds import buying, scores, staying, topics
from surveys.kinds.topics import topic_key, topic_of
from surveys.models import Kind, Relation, Trigger

__all__ = ["DEFAULTS", "form_for", "topic_key", "topic_of"]

_FORMS: Mapping[str, Callable[[], dict[str, Any]]] = {
    Kind.NPS: scores.nps,
    Kind.NPS_MOMENT: scores.nps_moment,
    Kind.CSAT: scores.csat,
    Kind.CES: scores.ces,
    Kind.INTERESTS: topics.interests,
    Kind.MATTERS: buying.matters,
    Kind.PRICE: buying.price,
    Kind.WIN_BACK: staying.win_back,
    Kind.STAFF: staying.staff,
    Kind.FREE: staying.free,
}
_MOMENT = {"relation": Relation.MOMENT}
_WHOLE = {"relation": Relation.RELATIONAL}
# How each is asked, where nobody says otherwise.
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    Kind.NPS: _WHOLE | {"trigger": Trigger.SAMPLE, "rounds_a_year": 4, "sample_percent": 25},
    Kind.NPS_MOMENT: _MOMENT | {"trigger": Trigger.PURCHASE, "delay_days": 3},
    Kind.CSAT: _MOMENT | {"trigger": Trigger.PURCHASE, "delay_days": 3},
    Kind.CES: _MOMENT | {"trigger": Trigger.CASE, "delay_days": 1},
    Kind.INTERESTS: _WHOLE | {"closes_loop": False},
    Kind.MATTERS: _WHOLE | {"closes_loop": False},
    Kind.PRICE: _WHOLE | {"closes_loop": False},
    Kind.WIN_BACK: _WHOLE,
    Kind.STAFF: {"relation": Relation.STAFF, "is_anonymous": True, "closes_loop": False},
    Kind.FREE: _WHOLE | {"closes_loop": False},
}


def form_for(kind: str) -> dict[str, Any]:
    """A fresh one, which `parsing.read` takes. The choices of interests are the shop's topics of this moment."""
    return _FORMS[kind]()
