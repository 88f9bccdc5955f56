"""A newsletter on chosen topics: who likes them becomes a segment, and a campaign to them a draft.

Who likes them: who said so, or of whom it was concluded and who did not refuse that. Whether somebody may be written to
is asked when it goes, as for every campaign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from campaigns import letters, lifecycle, naming
from campaigns.models import Campaign
from core.models import User
from customers.models import Segment, Topic
from customers.segments import services as segments
from messaging import templating
from messaging.models import Template
from messaging.templating import Text

_LONGEST = 60


@transaction.atomic
def draft(topics: Sequence[Topic], *, actor: User | None, now: datetime) -> Campaign:
    """A draft to look at; `topics` are one at least."""
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext("Newsletter: %(topics)s") % {"topics": _named(topics)}
    segment = segments.create_segment(
        name=naming.free(Segment, name), rule=audience(topics), actor=actor, now=now
    )  # fmt: skip
    template = templating.create(
        name=naming.free(Template, name), channel=letters.CHANNEL, texts=list(_texts(topics)), actor=actor, now=now
    )
    told = {"name": naming.free(Campaign, name), "segment": segment}
    return lifecycle.create(told=told, templates=[template], actor=actor, now=now)


def audience(topics: Sequence[Topic]) -> dict[str, Any]:
    """The rule of its segment; a topic stands for those below it, too."""
    codes = [topic.code for topic in topics]
    told = {"facet": "customers.interests_declared", "op": "in", "value": codes}
    concluded = {"facet": "customers.interests_derived", "op": "in", "value": codes}
    refused = {"facet": "customers.refused_profiling", "op": "yes"}
    return {"any": [told, {"all": [concluded, {"not": refused}]}]}


def _texts(topics: Sequence[Topic]) -> Iterator[Text]:
    given = {"topics": letters.plain(_named(topics))}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            paragraphs = (
                gettext("Hello {{ customer.given_name }},"),
                gettext("this is what we have learnt, tried and brought in lately about %(topics)s.") % given,
                gettext("What you want to hear of, and how often, you say [here]({{ links.choices }})."),
            )
            yield letters.text(language, gettext("News about %(topics)s") % given, paragraphs)


def _named(topics: Sequence[Topic]) -> str:
    return ", ".join(topic.name for topic in topics)[:_LONGEST]
