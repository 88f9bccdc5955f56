"""Who followed the links of a campaign or an automation: people by variant or by step and by link, and what machines
did. Of a series all its messages count, whichever step they are of."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from campaigns.deciding import OUT
from campaigns.models import Automation, Campaign, Mailing
from messaging.links.counting import CLICKS, MAY_BE_COUNTED, PERSON


@dataclass(frozen=True, slots=True)
class Side:
    """Of one variant or step: how many messages went out, and in how many of them somebody followed a link."""

    heard: int
    people: int

    @property
    def rate(self) -> float:
        return self.people / self.heard if self.heard else 0.0


@dataclass(frozen=True, slots=True)
class Interest:
    """`sides` by name, "" where there is but one; `links`: target and people; `opened` with "perhaps"."""

    whole: Side
    sides: list[tuple[str, Side]]
    links: list[tuple[str, int]]
    by_machines: int
    opened: int
    opened_perhaps: int


# Of a campaign by variant, of an automation by where the message comes from: its own or that of a step.
_SIDES = f"""
SELECT CASE WHEN %(campaign)s::bigint IS NULL THEN message.source ELSE coalesce(variant.letter, '') END,
       count(DISTINCT message.id), count(DISTINCT click.message_id)
FROM messaging_message message
LEFT JOIN campaigns_variant variant ON variant.text_id = message.version_id
     AND variant.campaign_id = %(campaign)s::bigint
LEFT JOIN {CLICKS} click ON click.message_id = message.id
WHERE message.source = ANY(%(sources)s) AND message.state = ANY(%(out)s) AND {MAY_BE_COUNTED}
GROUP BY 1 ORDER BY 1"""  # noqa: S608  # constants
_LINKS = f"""
SELECT link.target, count(DISTINCT click.customer_id) FROM {CLICKS} click
JOIN messaging_link link ON link.id = click.link_id WHERE click.source = ANY(%(sources)s)
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"""  # noqa: S608  # constants
_REST = f"""
SELECT count(*) FILTER (WHERE hit.kind = 'link' AND NOT ({PERSON})),
       count(DISTINCT hit.message_id) FILTER (WHERE hit.kind = 'pixel' AND hit.machine = ''),
       count(DISTINCT hit.message_id) FILTER (WHERE hit.kind = 'pixel' AND hit.machine <> '')
FROM messaging_hit hit JOIN messaging_message message ON message.id = hit.message_id
WHERE message.source = ANY(%(sources)s) AND {MAY_BE_COUNTED}"""  # noqa: S608  # constants


def of(mailing: Mailing) -> Interest | None:
    """None while nobody has followed anything."""
    campaign = mailing.pk if isinstance(mailing, Campaign) else None
    called = _called(mailing)
    values = {"sources": list(called), "out": list(OUT), "campaign": campaign}
    with connection.cursor() as cursor:
        cursor.execute(_REST, values)
        by_machines, opened, perhaps = cursor.fetchone()
        cursor.execute(_LINKS, values)
        links = list(cursor.fetchall())
        if not (links or by_machines or opened or perhaps):
            return None
        cursor.execute(_SIDES, values)
        sides = [(name, Side(heard, people)) for name, heard, people in cursor.fetchall()]
    whole = Side(sum(side.heard for _name, side in sides), sum(side.people for _name, side in sides))
    if not campaign:
        found = dict(sides)
        sides = [(name, found[source]) for source, name in called.items() if source in found]
    return Interest(whole, sides, links, by_machines, opened, perhaps)


def _called(mailing: Mailing) -> dict[str, str]:
    """Where its messages come from, in the order of the steps, each with what it is called."""
    if not isinstance(mailing, Automation):
        return {mailing.source: ""}
    steps = list(mailing.steps.order_by("position"))
    names = {step.source: _("Step %(number)s") % {"number": step.position} for step in steps}
    return {mailing.source: _("Step %(number)s") % {"number": 1} if steps else ""} | names
