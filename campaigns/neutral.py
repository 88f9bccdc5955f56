"""The text for people who refused personal recommendations: it says the same to all of them.

Which of the two texts somebody reads is decided at the last moment, when their message is about to go: who refuses
while it waits reads the neutral one. Such a text cannot speak of what was concluded about anybody: a template whose
placeholders are personal is refused, and so is a new version of one that is in use here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from campaigns import mailings, matching
from campaigns.models import Automation, Campaign, State, Step
from core.errors import DomainError
from core.wording import worded as _
from messaging import templating
from messaging.judging import Act, Verdict
from messaging.models import Template, TemplateVersion
from messaging.outbox import reporting
from messaging.outbox.cases import Row
from messaging.rendering import texts
from messaging.templating import Text

CHANGED, OFF = "neutral_text", "neutral_off"
RETRY = timedelta(hours=1)
_KINDS = ("campaign", "automation", "step")


# --- Writing it -----------------------------------------------------------------------------------


def check(neutral: Template | None, beside: Iterable[Template]) -> None:
    """Refuses `template_empty`, `neutral_channel` and `neutral_personal` (field: `neutral`)."""
    if neutral is None:
        return
    mailings.check_template(neutral, field="neutral")
    if any(template.channel != neutral.channel for template in beside):
        words = _("The text for people who refused personal recommendations goes over the same channel.")
        raise DomainError("neutral_channel", words, field="neutral")
    version = templating.newest(neutral)
    assert version is not None  # checked above
    _refuse(personal(version.pk), field="neutral")


def watch(template: Template, written: Sequence[Text]) -> None:
    """Before a version is saved: what is in use as a neutral text stays one (field: `text`)."""
    names = sorted({name for text in written for name in templating.personal(texts.compile_text(text).names)})
    if names and _is_used(template):
        _refuse(names, field="text")


def _refuse(names: Sequence[str], *, field: str) -> None:
    if names:
        words = _(
            "“{{ %(name)s }}” speaks of what is known about one customer: people who refused personal recommendations "
            "read a text without it."
        )
        raise DomainError("neutral_personal", words % {"name": names[0]}, field=field)


def _is_used(template: Template) -> bool:
    """A campaign that has started keeps its version."""
    waiting = Campaign.objects.filter(neutral=template, state__in=(State.DRAFT, State.SCHEDULED))
    kinds = (waiting, Automation.objects.filter(neutral=template), Step.objects.filter(neutral=template))
    return any(rows.exists() for rows in kinds)


@lru_cache(maxsize=128)
def personal(version: int) -> tuple[str, ...]:
    """What a version says of one customer, in any language; it never changes."""
    names = {name for text in texts.compiled(version).values() for name in text.names}
    return tuple(sorted(templating.personal(names)))


# --- Who reads it ---------------------------------------------------------------------------------


class Neutral(NamedTuple):
    """`version` is None while its template is switched off."""

    version: int | None


def gate(rows: Sequence[Row], now: datetime) -> Mapping[int, Verdict]:
    """Of who has refused the message becomes the neutral one, and comes again at once."""
    known = of_sources({row.source for row in rows})
    ours = [row for row in rows if row.source in known]
    if not ours:
        return {}
    refused = matching.refused({row.customer for row in ours})
    found, reworded = {}, {}
    for row in ours:
        version = known[row.source].version
        if row.customer not in refused or row.version == version:
            continue
        if version is None:
            found[row.id] = Verdict(Act.WAIT, OFF, until=now + RETRY)
        else:
            reworded[row.id] = version
            found[row.id] = Verdict(Act.WAIT, CHANGED, until=now)
    reporting.reword(reworded)
    return found


def of_sources(sources: Iterable[str]) -> dict[str, Neutral]:
    """Those that have a neutral text; of a campaign in the words in force at its start, of others now."""
    wanted: dict[str, list[int]] = {kind: [] for kind in _KINDS}
    for source in sources:
        kind, _colon, number = source.partition(":")
        if kind in wanted and number.isdecimal():
            wanted[kind].append(int(number))
    return {
        f"{kind}:{pk}": Neutral(version if is_active or kind == "campaign" else None)
        for kind, pks in wanted.items()
        if pks
        for pk, version, is_active in _versions(kind, pks)
    }


def _versions(kind: str, pks: Sequence[int]) -> Iterable[tuple[int, int | None, bool]]:
    if kind == "campaign":
        campaigns = Campaign.objects.filter(pk__in=pks, neutral__isnull=False)
        return campaigns.values_list("pk", "neutral_text", "neutral__is_active")
    model = Automation if kind == "automation" else Step
    rows = model._default_manager.filter(pk__in=pks, neutral__isnull=False)  # noqa: SLF001  # Django's own name
    newest = TemplateVersion.objects.filter(template=OuterRef("neutral")).order_by("-number").values("pk")[:1]
    return rows.values_list("pk", Subquery(newest), "neutral__is_active")
