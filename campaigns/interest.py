"""Who followed the links of a campaign or an automation: people by variant and by link, and what machines did."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from campaigns.deciding import OUT
from campaigns.models import Campaign, Mailing
from messaging.links.counting import CLICKS, MAY_BE_COUNTED, PERSON


@dataclass(frozen=True, slots=True)
class Side:
    """Of one variant: to how many it went out, and how many of them followed a link."""

    heard: int
    people: int

    @property
    def rate(self) -> float:
        return self.people / self.heard if self.heard else 0.0


@dataclass(frozen=True, slots=True)
class Interest:
    """`sides` by letter, "" where there are no variants; `links`: target and people; `opened` with "perhaps"."""

    whole: Side
    sides: list[tuple[str, Side]]
    links: list[tuple[str, int]]
    by_machines: int
    opened: int
    opened_perhaps: int


_SIDES = f"""
SELECT coalesce(variant.letter, ''), count(DISTINCT message.id), count(DISTINCT click.message_id)
FROM messaging_message message
LEFT JOIN campaigns_variant variant ON variant.text_id = message.version_id
     AND variant.campaign_id = %(campaign)s::bigint
LEFT JOIN {CLICKS} click ON click.message_id = message.id
WHERE message.source = %(source)s AND message.state = ANY(%(out)s) AND {MAY_BE_COUNTED}
GROUP BY 1 ORDER BY 1"""  # noqa: S608  # constants
_LINKS = f"""
SELECT link.target, count(DISTINCT click.customer_id) FROM {CLICKS} click
JOIN messaging_link link ON link.id = click.link_id WHERE click.source = %(source)s
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"""  # noqa: S608  # constants
_REST = f"""
SELECT count(*) FILTER (WHERE hit.kind = 'link' AND NOT ({PERSON})),
       count(DISTINCT hit.message_id) FILTER (WHERE hit.kind = 'pixel' AND hit.machine = ''),
       count(DISTINCT hit.message_id) FILTER (WHERE hit.kind = 'pixel' AND hit.machine <> '')
FROM messaging_hit hit JOIN messaging_message message ON message.id = hit.message_id
WHERE message.source = %(source)s AND {MAY_BE_COUNTED}"""  # noqa: S608  # constants


def of(mailing: Mailing) -> Interest | None:
    """None while nobody has followed anything."""
    campaign = mailing.pk if isinstance(mailing, Campaign) else None
    values = {"source": mailing.source, "out": list(OUT), "campaign": campaign}
    with connection.cursor() as cursor:
        cursor.execute(_REST, values)
        by_machines, opened, perhaps = cursor.fetchone()
        cursor.execute(_LINKS, values)
        links = list(cursor.fetchall())
        if not (links or by_machines or opened or perhaps):
            return None
        cursor.execute(_SIDES, values)
        sides = [(letter, Side(heard, people)) for letter, heard, people in cursor.fetchall()]
    whole = Side(sum(side.heard for _l, side in sides), sum(side.people for _l, side in sides))
    return Interest(whole, sides, links, by_machines, opened, perhaps)
