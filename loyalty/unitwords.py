"""Units with the name of their currency, as a sentence needs them: “9 stamps”, “$1.97 cashback”."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.regulars import units as shown
from loyalty.currencies import CASHBACK, POINTS, STAMPS, STORED

_PHRASES: dict[str, Callable[[int], str]] = {
    POINTS: lambda n: ngettext("%(units)s point", "%(units)s points", n),
    STAMPS: lambda n: ngettext("%(units)s stamp", "%(units)s stamps", n),
    CASHBACK: lambda _n: _("%(units)s cashback"),
    STORED: lambda _n: _("%(units)s stored value"),
}


def named(units: int, currency: str) -> str:
    """In the reader's language; a currency that is none of ours stays a bare number."""
    phrase = _PHRASES.get(currency)
    return phrase(units) % {"units": shown(units, currency)} if phrase else shown(units, currency)
