"""Whatever hangs on a customer goes along when two records of one customer become one, or says why it stays."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from customers import merging
from customers.models import Customer

# What stays with the record that was merged away, and why.
STAYS = {
    "customers.CustomerMerge": "how a merge is taken back: of the two that it names",
    "customers.Customer": "contact persons and earlier merges are re-pointed by the merge itself",
    "customers.TimelineEntry": "a trail is not rewritten; pages read both trails (`merging.merged_ids`)",
    "customers.ErasedKey": "of who was erased, whom nobody merges",
    "customers.CustomValue": "follows the own fields of its record, by a trigger of the database",
    "customers.ConsentChange": "the history of consents is not rewritten",
    "customers.MemberLink": "the link of the merged record opens the page of the one who stays",
    "customers.ImportMark": "when a file touched them, for some days",
    "customers.SegmentTouch": "a list of whom to look at again",
    "campaigns.GivenGift": "not rewritten; giving and the record count the merged as the one who stays",
    "campaigns.MissedDay": "what was noticed of a record is not rewritten; it only lists",
    "campaigns.Occasion": "not rewritten; finding, sending and results count the merged as the one who stays",
    "campaigns.Recipient": "an audience is not rewritten; sending and results count the merged as the one who stays",
    "loyalty.Cost": "append-only; figures count the merged as the one who stays",
    "loyalty.CustomerMetrics": "computed anew for both",
    "loyalty.TouchedCustomer": "a list of whom to compute anew",
    "surveys.FigureTouch": "a list of whom to count again",
    "surveys.ResponseFigure": "counted again for both: answers of the merged count as those of the one who stays",
}


def _holders() -> Iterator[type[models.Model]]:
    """Models with a foreign key to a customer; tables of history are no rows of their own."""
    for model in apps.get_models():
        if hasattr(model, "history_user") or model._meta.auto_created:
            continue
        fields: list[Any] = list(model._meta.get_fields())
        if any(field.concrete and field.is_relation and field.related_model is Customer for field in fields):
            yield model


def _sources() -> str:
    """The modules in which movers stand, and the merge itself."""
    modules = {inspect.getmodule(part.mover) for part in merging.registered().values()} | {merging}
    return "\n".join(inspect.getsource(module) for module in modules if module)


HOLDERS = sorted(_holders(), key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", HOLDERS, ids=lambda model: model._meta.label)
def test_moved_or_excused(model: type[models.Model]) -> None:
    label = model._meta.label
    names = rf"\b({model.__name__}|{model._meta.db_table})\b|\.{model._meta.model_name}\."
    is_named = re.search(names, _sources()) is not None
    if label not in STAYS:
        assert is_named, f"{label} points to customers, but no registered mover names it (customers.merging.register)"


def test_excuses_are_of_models_that_exist() -> None:
    assert set(STAYS) <= {model._meta.label for model in HOLDERS}
