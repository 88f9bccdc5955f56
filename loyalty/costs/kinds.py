"""Kinds of posted costs. The programme's own stand here; upper apps register theirs when they start."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_Text = str | Promise


@dataclass(frozen=True)
class Kind:
    """`is_discount`: the margin of the sale is smaller already, so the report shows it before and after."""

    code: str
    title: _Text
    hint: _Text
    is_discount: bool = False


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    for kind in kinds:
        _kinds[kind.code] = kind


def known() -> tuple[Kind, ...]:
    """All kinds, in the order in which they were registered."""
    return tuple(_kinds.values())


def is_known(code: str) -> bool:
    return code in _kinds


def title(code: str) -> str:
    found = _kinds.get(code)
    return str(found.title) if found else code


register(
    Kind("price", _("Price lists"), _("What price lists asked less than the list price."), is_discount=True),
    Kind("promotion", _("Promotions"), _("Discounts of promotions and coupons."), is_discount=True),
    Kind("staff", _("Staff discounts"), _("What staff took off at the till."), is_discount=True),
    Kind("reward", _("Rewards"), _("What rewards cost the shop, whatever was redeemed for them.")),
    Kind("gift", _("Gifts"), _("Gifts with a purchase, at their unit cost.")),
    Kind("prize", _("Prizes"), _("Prizes of draws, at the value that the rules name.")),
    Kind("partner", _("Partners"), _("What partners and influencers are paid.")),
    Kind("amends", _("Amends"), _("What was given to put something right.")),
    Kind("message", _("Messages"), _("What sending messages cost.")),
    Kind(
        "points",
        _("Units given up"),
        _("The value of units that were spent on a reward or a chance: they cost when they were earned."),
    ),
)
