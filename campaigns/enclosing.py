"""Which survey the messages of a campaign or an automatic message enclose; a further step that of its automation."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from campaigns.models import Automation, Campaign, Step


def surveys_of(sources: Collection[str]) -> dict[str, int]:
    """By source, of those that enclose one."""
    numbers: dict[str, list[int]] = {}
    for source in sources:
        kind, _colon, number = source.partition(":")
        if number.isdecimal():
            numbers.setdefault(kind, []).append(int(number))
    asked = (
        ("campaign", Campaign.objects.annotate(enclosed=F("survey"))),
        ("automation", Automation.objects.annotate(enclosed=F("survey"))),
        ("step", Step.objects.annotate(enclosed=F("automation__survey"))),
    )
    found: dict[str, int] = {}
    for kind, rows in asked:
        if kind in numbers:
            told = rows.filter(pk__in=numbers[kind]).exclude(enclosed=None).values_list("pk", "enclosed")
            found.update({f"{kind}:{pk}": survey for pk, survey in told})
    return found
