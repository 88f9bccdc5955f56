"""What segments can ask of campaigns and automatic messages: whether somebody was sent one, or followed a link of it.

That somebody opened an e-mail is asked nowhere: pictures are fetched by machines, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from campaigns.models import Automation, Campaign
from customers.segments.facets import Of
from messaging import facets

# So many of the latest can be chosen from.
SHOWN = 200
_CAMPAIGN = "{row}.source IN (SELECT 'campaign:' || id FROM campaigns_campaign WHERE public_id::text = ANY ({codes}))"
# With its further steps.
_AUTOMATION = """{row}.source IN (
    SELECT 'automation:' || id FROM campaigns_automation WHERE public_id::text = ANY ({codes})
    UNION ALL SELECT 'step:' || step.id FROM campaigns_step step
    JOIN campaigns_automation automation ON automation.id = step.automation_id
    WHERE automation.public_id::text = ANY ({codes}))"""


def register() -> None:
    facets.narrow(Of("campaign", _("Campaign"), _latest(Campaign)), _CAMPAIGN)
    facets.narrow(Of("automation", _("Automatic message"), _latest(Automation)), _AUTOMATION)


def _latest(model: type[Campaign] | type[Automation]) -> Callable[[], list[tuple[str, str]]]:
    def choices() -> list[tuple[str, str]]:
        rows = model._default_manager.order_by("-created_at", "-pk").values_list("public_id", "name")  # noqa: SLF001  # Django's own name
        return [(str(public_id), name) for public_id, name in rows[:SHOWN]]

    return choices
