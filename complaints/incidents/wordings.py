"""How signs of unhappy customers are said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

SIGNS = {
    "late": _("Stayed away after a late delivery"),
    "returns": _("Several returns"),
    "score": _("Low score without a follow-up"),
    "unpaid": _("Unpaid bills"),
    "flag": _("Was unhappy in the shop"),
}


def sign(told: Mapping[str, Any]) -> str:
    code, times = str(told.get("code", "")), int(told.get("times", 1))
    if code == "returns":
        return ngettext("%(n)d return", "%(n)d returns", times) % {"n": times}
    return str(SIGNS.get(code, code))
