"""Topics in the order of their tree: each below the one that it belongs to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from customers.models import Topic

# The names from the root to the topic. A ring, which the form refuses, ends after as many steps as it allows.
_NAMES = """(
    WITH RECURSIVE upwards AS (
        SELECT t.parent_id, t.name, 0 AS steps FROM customers_topic t WHERE t.id = customers_topic.id
        UNION ALL
        SELECT t.parent_id, t.name, upwards.steps + 1
        FROM customers_topic t JOIN upwards ON t.id = upwards.parent_id WHERE upwards.steps < 10
    ) SELECT array_agg(upwards.name ORDER BY upwards.steps DESC) FROM upwards)"""


def in_tree(topics: QuerySet[Topic]) -> QuerySet[Any]:
    """Each with its `branch`: the names from the root to its own."""
    branch = RawSQL(_NAMES, [], output_field=ArrayField(TextField()))  # noqa: S611  # a constant
    return topics.annotate(branch=branch).order_by("branch", "pk")


def below(topic_id: int) -> set[int]:
    """The topic and every one that belongs to it, however deep."""
    parents = dict(Topic.objects.values_list("pk", "parent_id"))
    found = {topic_id}
    while more := {pk for pk, parent in parents.items() if parent in found} - found:
        found |= more
    return found


class TopicField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """One topic of the tree."""

    def __init__(self, **options: Any) -> None:
        super().__init__(in_tree(Topic.objects.all()), **options)

    def label_from_instance(self, obj: Any) -> str:
        return indented(obj)


def indented(topic: Any) -> str:
    """The name, further to the right the deeper it lies."""
    return "\u2003" * (len(topic.branch) - 1) + str(topic.name)


class TopicsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """Any number of topics, to be ticked in their tree."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(in_tree(Topic.objects.all()), **options)

    def label_from_instance(self, obj: Any) -> str:
        return indented(obj)
