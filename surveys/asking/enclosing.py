"""The link to a survey inside somebody else's message: what a campaign or an automatic message asks, too.

`{{ survey.link }}` and its like are of the survey that was chosen for the mailing (`chosen_by`), `{{ reasons.link }}`
of the newest one of why people stay away. It goes by the rules of every other question: nobody twice within the days
between two surveys, nobody who is to be left in peace, nobody who did not agree to surveys. Whoever may not be asked
gets the same letter without the link. No reminder follows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from core.locks import advisory_lock
from messaging.models import Message
from surveys.asking import bringing, due, links, telling
from surveys.models import Invitation, InvitationState, Kind, Survey, SurveyState

# By the source of messages, the survey that they enclose.
Choice = Callable[[Collection[str]], Mapping[str, int]]
_choices: dict[str, Choice] = {}


def chosen_by(name: str, choice: Choice) -> None:
    """An app above says which survey its messages enclose."""
    _choices[name] = choice


def chosen(messages: Sequence[int], now: datetime) -> dict[int, Mapping[str, Any]]:
    """By message, all that a letter of the survey itself would bring. The same message has the same."""
    sources = dict(Message.objects.filter(pk__in=messages).values_list("pk", "source"))
    picked: dict[str, int] = {}
    for choice in _choices.values():
        picked.update(choice(set(sources.values())))
    found: dict[int, Mapping[str, Any]] = {}
    for survey in Survey.objects.filter(pk__in=set(picked.values()), state=SurveyState.OPEN, is_anonymous=False):
        own = [pk for pk, source in sources.items() if picked.get(source) == survey.pk]
        found.update(_facts(survey, _asked(survey, own, now)))
    return found


def _facts(survey: Survey, asked: Mapping[int, Invitation]) -> dict[int, Mapping[str, Any]]:
    about = bringing.about(list(asked.values()))
    spoken: dict[str, dict[str, Any]] = {}
    found: dict[int, Mapping[str, Any]] = {}
    for message, row in asked.items():
        assert row.customer is not None  # asked
        language = telling.language_of(row.customer)
        if language not in spoken:
            spoken[language] = telling.words_of(survey, language)
        known = bringing.known_of(row.customer, about[row.pk], language)
        found[message] = telling.facts_of(row, spoken[language], known, language)
    return found


def reasons(messages: Sequence[int], now: datetime) -> dict[int, Mapping[str, Any]]:
    """By message: the personal link to the newest open survey of why they stay away. The same message has the same."""
    rows = Survey.objects.filter(kind=Kind.WIN_BACK, state=SurveyState.OPEN, is_anonymous=False)
    survey = rows.order_by("-opened_at").first()
    asked = _asked(survey, messages, now) if survey else {}
    return {message: {"link": links.url_of(row)} for message, row in asked.items()}


def _asked(survey: Survey, messages: Sequence[int], now: datetime) -> dict[int, Invitation]:
    if telling.is_full(survey):
        return {}
    occasions = {_occasion(message): message for message in messages}
    with transaction.atomic():
        # As `asking.due`: two at once could each ask the same customer.
        advisory_lock("surveys.ask")
        _invite(survey, messages, now)
    rows = Invitation.objects.filter(survey=survey, occasion__in=occasions, state=InvitationState.ASKED)
    return {occasions[row.occasion]: row for row in rows.select_related("survey", "customer")}


def _occasion(message: int) -> str:
    return f"message:{message}"


def _invite(survey: Survey, messages: Sequence[int], now: datetime) -> None:
    told = Message.objects.filter(pk__in=messages).select_related("customer").order_by("pk")
    known = due.look_up([message.customer_id for message in told], now)
    new = []
    for message in told:
        customer = message.customer
        if customer.is_test or customer.is_staff_customer:
            continue
        if not due.may_be_asked(message.customer_id, message.channel, known):
            continue
        known.asked[message.customer_id] = now
        row = Invitation(
            survey=survey, customer=message.customer, occasion=_occasion(message.pk), due_at=now, created_at=now,
            state=InvitationState.ASKED, asked_at=now,
        )  # fmt: skip
        row.expires_at = due.end_of_day(row, now)
        new.append(row)
    Invitation.objects.bulk_create(new, ignore_conflicts=True)
