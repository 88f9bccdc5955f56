"""Categories and root causes: grown, moved and named. Paths are kept by the database, whoever writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from complaints.models import Category, Cause
from complaints.models.trees import Node
from core.errors import DomainError
from core.wording import worded as _

N = TypeVar("N", Category, Cause)
CIRCLE, DEEP = "complaint_tree_circle", "complaint_tree_deep"
JOINT = " › "


def grow(kind: type[N], *, name: str, parent: N | None = None, **values: Any) -> N:
    """A new node, with the path that the database gave it. Refuses `tree_deep`."""
    return place(kind(name=name, parent=parent, **values))


def move(node: N, parent: N | None) -> N:
    """Below another, with all that is below it. Refuses `tree_circle`, `tree_deep`."""
    node.parent = parent
    return place(node)


def place(node: N) -> N:
    """Write a node wherever it says that it is. Refuses `tree_circle`, `tree_deep`."""
    try:
        with transaction.atomic():
            node.save()
    except IntegrityError as error:
        raise _refusal(error) from error
    node.refresh_from_db(fields=["path"])
    return node


def _refusal(error: IntegrityError) -> Exception:
    told = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")
    if told == CIRCLE:
        return DomainError("tree_circle", _("It cannot lie below itself."), field="parent")
    if told == DEEP:
        return DomainError("tree_deep", _("The tree is deep enough: eight steps are the most."), field="parent")
    return error


def above(node: Node) -> list[int]:
    """Ids from the root to the node itself."""
    return [int(pk) for pk in node.path.split("/") if pk]


def whole_names(nodes: Iterable[Node], language: str | None = None) -> dict[int, str]:
    """“Delivery › Late” of each, by id; every ancestor must be among them."""
    known = {node.pk: node for node in nodes}
    return {
        pk: JOINT.join(known[one].named(language) for one in above(node) if one in known) for pk, node in known.items()
    }


def sorted_tree(kind: type[N]) -> list[N]:
    """Each below what it belongs to, by name in the reader's language."""
    rows = list(kind.objects.all())
    names = whole_names(rows)
    return sorted(rows, key=lambda row: names[row.pk])


def offered(kind: type[N], *, but_also: int | None = None) -> list[tuple[Any, str]]:
    """To choose from: what is in use, and what was chosen before it was switched off; by whole names."""
    rows = sorted_tree(kind)
    names = whole_names(rows)
    found: list[tuple[Any, str]] = [("", "–")]
    found += [(row.pk, names[row.pk]) for row in rows if row.is_active or row.pk == but_also]
    return found
