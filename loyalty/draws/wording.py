"""How the timeline reads what happened in draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from customers.timeline import Verb, Wording

Facts = Mapping[str, Any]


def _filled(text: Any) -> Wording:
    return lambda data: str(text) % {"draw": data["draw"], "prize": data.get("prize", "")}


def _entered(data: Facts) -> str:
    n = int(data["chances"])
    text = ngettext(
        "Entered the draw “%(draw)s” with %(n)d chance", "Entered the draw “%(draw)s” with %(n)d chances", n
    )
    return text % {"draw": data["draw"], "n": n}


def _withdrawn(data: Facts) -> str:
    n = int(data["chances"])
    text = ngettext(
        "%(n)d chance in the draw “%(draw)s” given back, the points returned",
        "%(n)d chances in the draw “%(draw)s” given back, the points returned",
        n,
    )
    return text % {"draw": data["draw"], "n": n}


def _frozen(data: Facts) -> str:
    n = int(data["participants"])
    text = ngettext(
        "Entries of the draw “%(draw)s” frozen: %(n)d participant",
        "Entries of the draw “%(draw)s” frozen: %(n)d participants",
        n,
    )
    return text % {"draw": data["draw"], "n": n}


VERBS = {
    "draw.created": Verb(_filled(gettext_lazy("Draw “%(draw)s” drafted")), "plus-circle"),
    "draw.changed": Verb(_filled(gettext_lazy("Draft of the draw “%(draw)s” changed")), "pencil"),
    "draw.published": Verb(_filled(gettext_lazy("Draw “%(draw)s” published")), "megaphone"),
    "draw.frozen": Verb(_frozen, "lock"),
    "draw.public_number": Verb(_filled(gettext_lazy("Public number of the draw “%(draw)s” written down")), "dice-5"),
    "draw.drawn": Verb(_filled(gettext_lazy("Winners of the draw “%(draw)s” drawn")), "trophy"),
    "draw.redrawn": Verb(_filled(gettext_lazy("Draw “%(draw)s”: “%(prize)s” drawn again")), "arrow-repeat"),
    "draw.cancelled": Verb(_filled(gettext_lazy("Draw “%(draw)s” cancelled")), "x-circle"),
    "draw.entered": Verb(_entered, "ticket-perforated"),
    "draw.withdrawn": Verb(_withdrawn, "arrow-counterclockwise"),
    "draw.won": Verb(_filled(gettext_lazy("Won “%(prize)s” in the draw “%(draw)s”")), "trophy"),
    "draw.claimed": Verb(_filled(gettext_lazy("Claimed the prize “%(prize)s”")), "check-circle"),
    "draw.handed": Verb(_filled(gettext_lazy("Got the prize “%(prize)s”")), "box-seam"),
    "draw.lost": Verb(_filled(gettext_lazy("Lost the prize “%(prize)s” of the draw “%(draw)s” again")), "dash-circle"),
}
