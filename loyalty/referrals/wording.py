"""Referrals and partner offers in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import clock, money
from core.templatetags.regulars import units
from customers.timeline import Verb
from loyalty.models import ReferralCode, ReferralTerms
from loyalty.pricing.givings import is_over

REPORT_FIELDS = ("owner", "code", "label", "friends", "refused", "buyers", "revenue", "cost", "fees", "clv")
_MONEY = {6, 7, 8, 9}


def owner_for_friends(code: ReferralCode) -> str:
    """Who recommends, as a friend may read it: of a member no more than the given name."""
    if code.partner is not None:
        return code.partner.name
    if code.customer is None:
        return ""
    return code.customer.given_name or code.customer.display_name.split()[0]


def reward_in_words(terms: ReferralTerms, side: str) -> str:
    """`100 points`, `$5.00`, `a coupon: 10% off`, or empty."""
    kind, amount = getattr(terms, f"{side}_reward"), getattr(terms, f"{side}_units")
    if kind == ReferralTerms.Reward.COUPON:
        promotion = getattr(terms, f"{side}_promotion")
        if is_over(promotion, clock.now()):
            return ""  # nothing is promised that nobody would get
        return _("a coupon: %(name)s") % {"name": promotion}
    return units_in_words(kind, amount)


def units_in_words(kind: str, amount: int) -> str:
    if kind == ReferralTerms.Reward.CASHBACK and amount:
        return _("%(amount)s cashback") % {"amount": units(amount, "cashback")}
    if kind == ReferralTerms.Reward.POINTS and amount:
        return _("%(units)s points") % {"units": units(amount, "points")}
    return ""


def reason(code: str) -> str:
    """Why a referral does not count."""
    known = {
        "": "",
        "self_email": _("Does not count: both have the same mailbox."),
        "self_phone": _("Does not count: both have the same phone number."),
        "self_card": _("Does not count: both use the same card."),
        "self_device": _("Does not count: both use the same phone or computer."),
        "self_merged": _("Does not count: both are the same customer."),
        "device_used": _("Does not count: somebody joined on this phone by the same code before."),
        "friend_left": _("Does not count: the friend is no member any more."),
        "referrer_left": _("Who recommended is no member any more."),
        "budget": _("Does not count: the programme’s budget was used up."),
        "cap": _("Who recommended has had the most rewards for this time."),
        "promotion_over": _("No coupon: the offer is over."),
        "returned": _("Everything was returned; the rewards were taken back."),
    }
    return known.get(code, code)


def period(days: int) -> str:
    if days >= 3650:
        return _("All the time")
    return ngettext("Last %(days)d day", "Last %(days)d days", days) % {"days": days}


def report_header() -> list[str]:
    return [
        _("Whose"), _("Code"), _("Campaign"), _("Friends"), _("Do not count"), _("Bought"), _("Net revenue"),
        _("Cost"), _("Fees"), _("Mean predicted value"),
    ]  # fmt: skip


def plain(row: list[Any]) -> list[Any]:
    """Amounts as decimals of the currency."""
    return [
        money.from_minor(money.round_minor(Decimal(value))) if n in _MONEY and value is not None else value
        for n, value in enumerate(row)
    ]


def settlement_header() -> list[str]:
    return [_("Code"), _("Offer, reward or fee"), _("Claimed or joined"), _("Used or counted"), _("Amount")]


# --- Timeline ------------------------------------------------------------------------------


def _joined(data: Mapping[str, Any]) -> str:
    sentence = _("Joined on a recommendation (code %(code)s)") % {"code": data["code"]}
    return f"{sentence}. {reason(data['refused'])}" if data.get("refused") else sentence


def _claimed(data: Mapping[str, Any]) -> str:
    return _("Partner offer claimed: %(offer)s") % {"offer": data["offer"]}


def _cancelled(data: Mapping[str, Any]) -> str:
    return _("Code of a partner offer cancelled: %(offer)s") % {"offer": data["offer"]}


def _used(data: Mapping[str, Any]) -> str:
    return _("Partner offer used: %(offer)s") % {"offer": data["offer"]}


def verbs() -> dict[str, Verb]:
    from customers import exports

    return {
        "referral.joined": Verb(_joined, "megaphone"),
        "referral.rewarded": Verb(lambda _data: _("Recommendation rewarded"), "megaphone"),
        "referral.reversed": Verb(
            lambda _data: _("Reward of a recommendation taken back: everything was returned"), "megaphone"
        ),
        "offer.claimed": Verb(_claimed, "gift"),
        "offer.cancelled": Verb(_cancelled, "x-circle"),
        "offer.used": Verb(_used, "gift"),
        "offer.settled": Verb(exports.wording(gettext_lazy("Settlement with a partner exported")), "download"),
    }
