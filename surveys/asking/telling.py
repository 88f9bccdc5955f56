"""What customers are sent: the invitation and its reminders, through the outbox, as surveys, which need their yes.

By e-mail where they agreed to that, else by SMS. The words are templates of the shop, made when they are first needed;
the first question stands in the e-mail itself, with a link for each score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import formats, translation

from core import clock
from core.locks import advisory_lock
from customers.models import Customer
from messaging import outbox, templating
from messaging.judging import Act, Verdict
from messaging.models import Purpose, Template
from messaging.outbox.cases import Row
from surveys import versions
from surveys.asking import bringing, links, wordings
from surveys.models import Invitation, InvitationState, Survey, SurveyLetter, SurveyState
from surveys.questionnaire.texts import filled, raw_of

SOURCE = "survey"
ANSWERED, OVER, PAUSED = "survey_answered", "survey_over", "survey_paused"
_LOOK_AGAIN = timedelta(hours=1)
# What a scale of a letter has at most: more links than that are no row any more.
_MOST_LINKS = 11


def tell(rows: Sequence[tuple[Invitation, Customer, str]], kind: str, *, step: int, now: datetime) -> int:
    """(invitation with its survey, customer, channel); in the caller's transaction. The same step is told once."""
    return outbox.enqueue(_drafts(rows, kind, step, now), now=now)


def _drafts(
    rows: Sequence[tuple[Invitation, Customer, str]], kind: str, step: int, now: datetime
) -> Iterator[outbox.Draft]:
    letters: dict[str, int] = {}
    spoken: dict[tuple[int, str], dict[str, Any]] = {}
    about = bringing.about([row for row, _customer, _channel in rows])
    for row, customer, channel in rows:
        if channel not in letters:
            letters[channel] = version_of(kind, channel, now=now)
        language = language_of(customer)
        if (row.survey_id, language) not in spoken:
            spoken[row.survey_id, language] = words_of(row.survey, language)
        assert row.expires_at is not None  # asked
        known = bringing.known_of(customer, about[row.pk], language)
        facts = facts_of(row, spoken[row.survey_id, language], known, language)
        yield outbox.Draft(
            key=f"{row.survey.source}:{row.pk}:{kind}:{step}", customer=customer.pk, channel=channel,
            purpose=Purpose.SURVEY, source=row.survey.source, version=letters[channel], next_at=now,
            valid_until=row.expires_at, facts={"survey": facts},
        )  # fmt: skip


def facts_of(
    row: Invitation, words: Mapping[str, Any], known: Mapping[str, str], language: str
) -> dict[str, Any]:  # fmt: skip
    """`survey.*` of a message; to its reader alone, so that it may say their name."""
    link = links.url_of(row)
    scores: Sequence[int] = words["scores"]
    told = {name: plain(filled(text, known)) for name, text in words.items() if name != "scores"}
    assert row.expires_at is not None  # asked
    return told | {
        "link": link,
        "links": [{"label": str(score), "url": f"{link}?s={score}"} for score in scores],
        "until": day_of(row.expires_at, zone_of(row.customer), language),
    }


def words_of(survey: Survey, language: str) -> dict[str, Any]:
    """What is the same for all who read this language, still to be filled in; `scores` of the first question, where it
    is the score."""
    version = versions.newest(survey)
    assert version is not None  # open
    form = versions.questionnaire_of(version)
    first, main = form.questions[0], form.main
    is_score = main is not None and first == main and main.high - main.low < _MOST_LINKS

    def read(texts: Mapping[str, str]) -> str:
        return plain(raw_of(texts, language, settings.LANGUAGE_CODE))

    labels = ((first.low, first.low_label), (first.high, first.high_label))
    ends = [f"{value}: {read(texts)}" for value, texts in labels if texts]
    return {
        "title": read(form.title) or read(first.title),
        "question": read(first.title),
        "scale": " · ".join(ends) if is_score else "",
        "scores": list(range(first.low, first.high + 1)) if is_score else [],
    }


def plain(text: str) -> str:
    """One line: nothing of it is a sign of the letter's own language."""
    return " ".join(text.split())


def day_of(expires_at: datetime, zone: ZoneInfo, language: str) -> str:
    """The last day on which it can be answered, by the customer's own calendar."""
    last = (expires_at - timedelta(seconds=1)).astimezone(zone)
    with translation.override(language):
        return formats.date_format(last, "DATE_FORMAT")


def zone_of(customer: Customer | None) -> ZoneInfo:
    """An unknown zone is the shop's."""
    try:
        return ZoneInfo(customer.time_zone) if customer and customer.time_zone else clock.business_zone()
    except (ValueError, OSError, KeyError):
        return clock.business_zone()


def language_of(customer: Customer) -> str:
    """The customer's, if we speak it; else the shop's own."""
    try:
        return str(translation.get_supported_language_variant(customer.language or settings.LANGUAGE_CODE))
    except LookupError:
        return str(settings.LANGUAGE_CODE)


# --- The words ------------------------------------------------------------------------------------


def version_of(kind: str, channel: str, *, now: datetime) -> int:
    version = templating.newest(template_of(kind, channel, now=now))
    assert version is not None  # made with one
    return version.pk


def template_of(kind: str, channel: str, *, now: datetime) -> Template:
    """The shop's own words of this kind."""
    return _known(kind, channel) or _make(kind, channel, now)


def _known(kind: str, channel: str) -> Template | None:
    letter = SurveyLetter.objects.filter(kind=kind, channel=channel).select_related("template").first()
    return letter.template if letter else None


@transaction.atomic
def _make(kind: str, channel: str, now: datetime) -> Template:
    advisory_lock("surveys.letters")
    if found := _known(kind, channel):
        return found
    with translation.override(settings.LANGUAGE_CODE):
        name = _free(wordings.letter_name(kind, channel))
    texts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            texts.append(wordings.texts(kind, channel, language))
    made = templating.create(name=name, channel=channel, texts=texts, actor=None, now=now)
    SurveyLetter.objects.create(kind=kind, channel=channel, template=made)
    return made


def _free(name: str) -> str:
    """Staff may have called one of theirs so."""
    taken = set(Template.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(one for one in (name, *(f"{name} {n}" for n in range(2, len(taken) + 3))) if one not in taken)


# --- Asked by the outbox before it goes -----------------------------------------------------------


def gate(rows: Sequence[Row], now: datetime) -> Mapping[int, Verdict]:
    """Nobody is asked or reminded who has answered meanwhile, or when there is nothing to answer any more."""
    asked = {row.id: int(row.key.split(":")[2]) for row in rows if _is_ours(row)}
    if not asked:
        return {}
    found = Invitation.objects.filter(pk__in=set(asked.values())).select_related("survey").in_bulk()
    verdicts = {pk: _verdict(found.get(invitation), now) for pk, invitation in asked.items()}
    return {pk: verdict for pk, verdict in verdicts.items() if verdict}


def _is_ours(row: Row) -> bool:
    parts = row.key.split(":")
    return row.source.startswith(f"{SOURCE}:") and len(parts) == 5 and parts[0] == SOURCE and parts[2].isdecimal()


def _verdict(row: Invitation | None, now: datetime) -> Verdict | None:
    if row is None or row.state in (InvitationState.REVOKED, InvitationState.EXPIRED, InvitationState.DROPPED):
        return Verdict(Act.SKIP, OVER)
    if row.state == InvitationState.ANSWERED:
        return Verdict(Act.SKIP, ANSWERED)
    if row.survey.state == SurveyState.CLOSED or (row.expires_at and now >= row.expires_at) or is_full(row.survey):
        return Verdict(Act.SKIP, OVER)
    if row.survey.state == SurveyState.PAUSED:
        return Verdict(Act.WAIT, PAUSED, now + _LOOK_AGAIN)
    return None


def is_full(survey: Survey) -> bool:
    return survey.quota is not None and survey.finished >= survey.quota
