"""Why somebody hears of a product, in words: as the letter says it, in the language that is in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

DECLARED = "declared"
# What each kind is called in a list of how many.
KINDS: Mapping[str, Any] = {
    DECLARED: gettext_lazy("Said that they like its topic"),
    "category": gettext_lazy("Bought from its category"),
    "brand": gettext_lazy("Bought of its brand"),
    "derived": gettext_lazy("Often choose its topic"),
    "named": gettext_lazy("Bought what you named as similar"),
    "similar": gettext_lazy("Bought what goes with it"),
    "": gettext_lazy("No reason of their own"),
}


def in_words(code: str, data: Mapping[str, Any]) -> str:
    """ "" for none. The names are those of the catalogue."""
    if code in ("category", "brand"):
        times = int(data["times"])
        return ngettext("you bought %(name)s once", "you bought %(name)s %(times)s times", times) % data
    says = {
        DECLARED: _("you told us that you like %(name)s"),
        "derived": _("you often choose %(name)s"),
        "named": _("you bought %(name)s, which is like it"),
        "similar": _("customers who bought %(name)s like this"),
    }
    return says[code] % data if code in says else ""
