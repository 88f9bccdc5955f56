"""What segments can ask of complaints; looked at at night. Cases by and about staff are in none, nor are mistaken and
merged ones: a merged one counts as the case that stays.

That somebody complained decides no price and earns nothing (`is_profile`).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from complaints.models import CaseState, Category, Door
from complaints.ways import OPEN
from customers.segments import facets
from customers.segments.building import happened, presence
from customers.segments.compiling import Statement, Test
from customers.segments.facets import Facet, Of
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition

GROUP = _("Complaints")
_SHOWN = "NOT c.is_confidential"
_COUNTED = f"{_SHOWN} AND c.state NOT IN ('{CaseState.MERGED}', '{CaseState.SPAM}')"
# A category stands for those below it: its path begins theirs.
_BELOW = """c.category_id IN (
    SELECT child.id FROM complaints_category parent JOIN complaints_category child
    ON starts_with(child.path, parent.path) WHERE parent.id::text = ANY ({codes}))"""


def register() -> None:
    narrowed = (
        Of("category", _("Category"), lambda: [(str(one.pk), str(one)) for one in Category.objects.order_by("path")]),
        Of("door", _("How it came"), lambda: Door.choices),
    )
    facets.register(
        Facet(
            "complaints.complained", _("Complained"), GROUP, Kind.EVENT, _complained, of=narrowed, is_clock=True,
            is_profile=True,
        ),
        Facet(
            "complaints.has_open", _("Has a complaint that is not resolved yet"), GROUP, Kind.BOOLEAN, _has_open,
            is_clock=True, is_profile=True,
        ),
    )  # fmt: skip


def _complained(statement: Statement, condition: Condition) -> Test:
    told: EventValue = condition.value
    narrowed = [_COUNTED]
    if "category" in told.of:
        narrowed.append(_BELOW.format(codes=statement.value(list(told.of["category"]), "text[]")))
    if "door" in told.of:
        narrowed.append(f"c.door = ANY ({statement.value(list(told.of['door']), 'text[]')})")
    return happened(
        statement, condition, source="complaints_case c", customer="c.customer_id",
        day=statement.local_day("c.received_at"), narrowed=narrowed,
    )  # fmt: skip


def _has_open(statement: Statement, condition: Condition) -> Test:
    states = statement.value([state.value for state in OPEN], "text[]")
    alias = statement.join(
        f"(SELECT DISTINCT c.customer_id FROM complaints_case c WHERE {_SHOWN} AND c.state = ANY ({states})"
        f" AND c.customer_id IS NOT NULL AND {statement.scope('c.customer_id')})"
    )
    return presence(f"{alias}.customer_id", is_wanted=condition.op == "yes")
