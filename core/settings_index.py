"""The first page of Settings: what can be configured, by meaning instead of by program part.

Models are named by text, as roles are: the page spans the whole product. What no section names
(tables that frameworks bring) is not listed; its own address stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

_Text = str | Promise


@dataclass(frozen=True)
class Item:
    """A model in a section; without a title its own plural name, without a hint no second line."""

    model: str
    hint: _Text = ""
    title: _Text = ""


@dataclass
class Section:
    key: str
    title: _Text
    items: list[Item]


@dataclass(frozen=True)
class Link:
    """An item that this person may open."""

    title: str
    hint: _Text
    url: str
    add_url: str
    is_current: bool


_sections: list[Section] = [
    Section(
        "programme",
        _("Programme"),
        [
            Item("loyalty.Programme", _("Name, terms, and what counts as a visit or as lapsed")),
            Item("loyalty.EarnRule", _("Which purchases earn how much")),
            Item("loyalty.CurrencyPolicy", _("Points and cashback: waiting time, expiry, value")),
            Item("loyalty.SpendingTerms", _("Paying with units: rate, smallest and largest share")),
            Item("loyalty.LedgerSettings", _("Returns, transfers, conversion, debts")),
            Item("loyalty.TopUpBonus", _("What paying in beforehand brings on top")),
            Item("loyalty.TierLevel", _("Thresholds and benefits of each level")),
            Item("loyalty.TierSettings", _("How levels are reached, kept and lost")),
            Item("loyalty.TillSettings", _("Joining at the till, claiming receipts later")),
        ],
    ),
    Section(
        "rewards",
        _("Rewards, cards and partners"),
        [
            Item("loyalty.Reward", _("What members get for their units")),
            Item("loyalty.Charity", _("To whom members may give their units")),
            Item("loyalty.CardSettings", _("Numbers and codes of cards")),
            Item("loyalty.ReferralTerms", _("What bringing a friend is worth")),
            Item("loyalty.Partner", _("Who brings customers, and on which terms")),
            Item("loyalty.ReferralCode", _("Codes of members and partners")),
            Item("loyalty.PartnerOffer", _("What partners give our members")),
            Item("loyalty.Draw", _("Drafts with their prizes; what is published is fixed")),
            Item("loyalty.Edition", _("Drafts with their openings; what is published is fixed")),
            Item("loyalty.CountryLimit", _("What the law of each country allows of prize draws")),
        ],
    ),
    Section(
        "customers",
        _("Customers"),
        [
            Item("customers.CustomerGroup", _("Circles of customers, joined by hand")),
            Item("customers.Tag", _("Words on a customer")),
            Item("customers.Topic", _("The tree of interests")),
            Item("customers.CustomField", _("Fields of your own on every customer")),
            Item("customers.CustomerSettings", _("Birthdays, text of the consent, follow-ups")),
            Item("loyalty.StatedSpend", _("What customers say they spend elsewhere")),
            Item("loyalty.AreaSpend", _("What households of an area spend in a year")),
        ],
    ),
    Section(
        "messages",
        _("Messages"),
        [
            Item("messaging.MessagingSettings", _("In whose name, signature of SMS, the way out")),
            Item("messaging.QuietHours", _("When nobody is disturbed")),
            Item("messaging.Cap", _("How often one customer hears from you")),
            Item("messaging.Pace", _("How many a minute your provider takes")),
            Item("messaging.Price", _("What sending costs, for previews and the profit and loss")),
            Item("messaging.Template", _("The number under which a carrier approved each"), _("Templates at carriers")),
            Item("messaging.CountryWording", _("What the law of a country wants on advertising")),
            Item("campaigns.CampaignSettings", _("How many customers hear of no campaign at all")),
            Item("surveys.SurveySettings", _("How often anybody is asked, and who calls back after a low score")),
            Item("complaints.Mailbox", _("Addresses whose mail becomes cases")),
        ],
    ),
    Section(
        "complaints",
        _("Complaints"),
        [
            Item("complaints.ComplaintSettings", _("How long cases stay open to words, and what may be sent along")),
            Item("complaints.SlaPolicy", _("What is promised of which cases, and by when")),
            Item("complaints.Team", _("Who looks after cases, and who hears when time runs out")),
            Item("complaints.WorkCalendar", _("Hours, holidays, half days and make-up working days")),
            Item("complaints.Absence", _("Who is away, and who stands in for them")),
            Item("complaints.HelpArticle", _("Questions that customers find answered before they write")),
            Item("complaints.HelpTopic", _("Below which headings these questions stand")),
        ],
    ),
    Section(
        "catalogue",
        _("Catalogue and stores"),
        [
            Item("sales.Category", _("The tree of products")),
            Item("sales.Brand"),
            Item("sales.Store", _("Where you sell")),
            Item("sales.Channel", _("How you sell: shop, web, phone")),
        ],
    ),
    Section(
        "staff",
        _("Staff and roles"),
        [
            Item("core.User", _("Who works here; who leaves is deactivated")),
            Item("customers.Role", _("What each role may see and do")),
            Item("mfa.Authenticator", _("Remove the one of somebody who lost their phone"), _("Second factors")),
        ],
    ),
    Section(
        "integrations",
        _("Integrations"),
        [
            Item("core.Integration", _("Tokens for tills and shops that use the API")),
            Item("core.WebhookEndpoint", _("Addresses that are told when something happens")),
        ],
    ),
    Section(
        "system",
        _("Look things up"),
        [
            Item("customers.TimelineEntry", _("Who did what, exports included; nobody can rewrite it")),
            Item("customers.Customer", _("Every stored field of a customer")),
            Item("loyalty.Account", _("Balances as they are stored")),
            Item("loyalty.Entry", _("Every movement of units")),
            Item("loyalty.TierMembership", _("On which level members are, and until when")),
            Item("loyalty.TierPeriod", _("On which level they were")),
            Item("loyalty.Household", _("Who shares a pool of units")),
            Item("loyalty.HouseholdMember", _("Who belongs to which household")),
            Item("loyalty.Measure", _("Units forfeited and memberships suspended")),
            Item("loyalty.HeldReturn", _("Told before the sale that they take back")),
            Item("loyalty.ExpiryMigration", _("Lots that were moved to other dates")),
            Item("loyalty.Card", _("Every number that was ever given")),
            Item("loyalty.CardBatch", _("Cards that were made together")),
            Item("loyalty.Referral", _("Who brought whom")),
            Item("loyalty.PartnerClaim", _("Codes of members for partners’ offers")),
            Item("loyalty.ReceiptClaim", _("Receipts whose buyers may still come")),
            Item("loyalty.Redemption", _("Which rewards went to whom")),
            Item("loyalty.StageMove", _("Who owns a move between stages, its target, and what we do for it")),
            Item("loyalty.ModelFit", _("How well the predictions fit")),
        ],
    ),
]


def register(section: str, *items: Item, title: _Text = "") -> None:
    """For apps: add items to a section, or a section of a new key before the last one."""
    found = next((known for known in _sections if known.key == section), None)
    if found is None:
        found = Section(section, title or section, [])
        _sections.insert(len(_sections) - 1, found)
    known = {item.model for item in found.items}
    found.items.extend(item for item in items if item.model not in known)


def named() -> set[str]:
    return {item.model for section in _sections for item in section.items}


def arrange(app_list: Iterable[Mapping[str, Any]], path: str = "") -> list[tuple[_Text, list[Link]]]:
    """What of Django's list of models this person may open, under its section; empty sections are left out."""
    offered = {
        f"{app['app_label']}.{model['object_name']}": model
        for app in app_list
        for model in app["models"]
        if model.get("admin_url")
    }
    arranged = []
    for section in _sections:
        links = [_link(item, offered[item.model], path) for item in section.items if item.model in offered]
        if links:
            arranged.append((section.title, links))
    return arranged


def _link(item: Item, model: Mapping[str, Any], path: str) -> Link:
    url = model["admin_url"]
    title = capfirst(str(item.title or model["name"]))
    return Link(title, item.hint, url, model.get("add_url") or "", path.startswith(url))
