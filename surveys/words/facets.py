"""What segments can ask of comments: who spoke of what. Looked at at night, as all that surveys tell."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.segments import facets
from customers.segments.building import happened
from customers.segments.compiling import Statement, Test
from customers.segments.facets import Facet, Of
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition
from surveys.loop.facets import GROUP
from surveys.words import themes

# An answer that speaks of several of them is one time.
_SPOKE = """(
    SELECT DISTINCT tag.response_id FROM surveys_responsetheme tag
    JOIN surveys_theme theme ON theme.id = tag.theme_id AND theme.is_active
    WHERE NOT tag.is_removed{which}) spoke JOIN surveys_response r ON r.id = spoke.response_id"""


def register() -> None:
    facets.register(
        Facet(
            "surveys.spoke", _("Wrote about a theme"), GROUP, Kind.EVENT, _spoke,
            of=(Of("theme", _("Theme"), _themes),), is_clock=True, is_profile=True,
        )
    )  # fmt: skip


def _themes() -> list[tuple[str, str]]:
    return [(str(theme.public_id), str(theme)) for theme in themes.in_use()]


def _spoke(statement: Statement, condition: Condition) -> Test:
    told: EventValue = condition.value
    which = ""
    if "theme" in told.of:
        which = f" AND theme.public_id::text = ANY ({statement.value(list(told.of['theme']), 'text[]')})"
    return happened(
        statement, condition, source=_SPOKE.format(which=which), customer="r.customer_id",
        day=statement.local_day("r.finished_at"), narrowed=["r.finished_at IS NOT NULL"],
    )  # fmt: skip
