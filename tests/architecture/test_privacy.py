"""Whatever hangs on a customer is erased with them and is in the copy of their data, or says why not."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from django.db import models

from customers import portability
from customers.erasing import own, parts
from tests.architecture.test_merging import HOLDERS

# Rows that stay under the pseudonym as they are: facts for the books and the figures, without words of a person.
STAYS = {
    "customers.CustomValue": "follows the own fields, by a trigger of the database",
    "customers.ErasedKey": "hashes of who was erased",
    "customers.MembershipSpan": "times alone",
    "customers.ImportMark": "when a file touched them, for some days",
    "customers.SegmentTouch": "a list of whom to look at again",
    "campaigns.Occasion": "when they fitted an automation, for the figures; without words",
    "campaigns.PlaceRequest": "that and when an address was asked, as a hash: it is not asked anew after erasing",
    "campaigns.Recipient": "of which audiences they were, for the figures; without words",
    "messaging.Confirmation": "that and when an address was asked, as a hash: it is not asked anew after erasing",
    "loyalty.Cost": "amounts of the books; its note names what it was for, never whom",
    "loyalty.CustomerMetrics": "figures, computed anew",
    "loyalty.TouchedCustomer": "a list of whom to compute anew",
    "loyalty.Occurrence": "which events counted for limits",
    "loyalty.RuleUse": "what was used of limits",
    "loyalty.DrawParticipant": "a published code and no name; chances end, and a draw passes them over",
    "loyalty.Household": "dissolved with its holder (`HouseholdMember`)",
    "loyalty.RewardTally": "what was used of limits",
    "loyalty.PromotionUse": "what was used of limits and budgets",
    "loyalty.TierPeriod": "levels and times",
    "loyalty.ReceiptClaim": "which receipt is theirs",
    "surveys.FigureTouch": "a list of whom to count again",
    "surveys.ResponseFigure": "scores for the figures, without words",
}
# Tables that the copy leaves out, because what they say stands elsewhere in it or is nothing about the customer.
NOT_COPIED = {
    "complaints.SilentCustomer": "found from the signs that stand there",
    "customers.CustomValue": "stands in the profile",
    "customers.CustomerMerge": "what both records hold stands there; that they were merged stands in the timeline",
    "customers.ErasedKey": "of who was erased",
    "customers.MemberLink": "a version number of links",
    "customers.ImportMark": "when a file touched them, for some days",
    "customers.SegmentTouch": "a list of whom to look at again",
    "loyalty.Cost": "what the programme cost the shop",
    "loyalty.Household": "stands in the membership of the household",
    "loyalty.RewardTally": "a count of the rewards that stand there",
    "loyalty.RuleUse": "a count of the entries that stand there",
    "loyalty.TierStanding": "computed from the level",
    "loyalty.TillBasket": "a basket in the making; what was bought stands there",
    "loyalty.TouchedCustomer": "a list of whom to compute anew",
    "surveys.FigureTouch": "a list of whom to count again",
    "surveys.ResponseFigure": "a score that stands in the answer itself",
}


def _sources() -> str:
    modules = {inspect.getmodule(part.erase) for part in parts.parts()} | {own}
    return "\n".join(inspect.getsource(module) for module in modules if module)


@pytest.mark.parametrize("model", HOLDERS, ids=lambda model: model._meta.label)
def test_erased_or_excused(model: type[models.Model]) -> None:
    label = model._meta.label
    is_named = re.search(rf"\b({model.__name__}|{model._meta.db_table})\b", _sources()) is not None
    if label not in STAYS:
        assert is_named, f"{label} points to customers, but no part of `customers.erasing` names it"


@pytest.mark.parametrize("model", HOLDERS, ids=lambda model: model._meta.label)
def test_copied_or_excused(model: type[models.Model]) -> None:
    copied: set[Any] = {section.model for section in portability.sections()}
    assert (model in copied) is not (model._meta.label in NOT_COPIED), model._meta.label


def test_excuses_are_of_models_that_exist() -> None:
    assert STAYS.keys() | NOT_COPIED.keys() <= {model._meta.label for model in HOLDERS}
