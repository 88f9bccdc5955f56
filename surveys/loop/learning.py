"""What answers say for good: interests, the stated spend of a year, why somebody stays away, what they agree to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from core import money
from customers import services, timeline
from customers.models import Consent, ConsentState, Customer, Topic
from loyalty.metrics.touch import touch
from loyalty.models import StatedSpend
from surveys.models import Response
from surveys.questionnaire import Kind, Questionnaire, Role, texts
from surveys.questionnaire.records import CHOOSING, Question

# The key of a choice that stands for a topic, as `surveys.kinds` makes them.
_NUMBER = re.compile(r"topic_(\d{1,18})")
_MOST_SPEND = 10**15


def learn(response: Response, form: Questionnaire, customer: Customer, now: datetime) -> None:
    for question in form.questions:
        said = response.answers.get(question.key)
        if said in (None, "", [], {}):
            continue
        if question.role == Role.INTERESTS and question.kind in CHOOSING:
            _interests(response, _many(said), customer, now)
        elif question.role == Role.SPEND and question.kind in (Kind.MONEY, Kind.NUMBER):
            _spend(response, question, said, customer)
        elif question.role == Role.LOST and question.kind in CHOOSING:
            _reasons(response, question, _many(said), customer)
        elif question.kind == Kind.CONSENT and question.purpose and said is True:
            _agree(response, question, customer, now)


def _interests(response: Response, chosen: list[str], customer: Customer, now: datetime) -> None:
    """What they chose they like; what they did not choose they may like all the same."""
    topics = _topics(chosen)
    if topics:
        services.change_interests(
            customer=customer, add=topics, remove=(), actor=response.entered_by, now=now, source=response.survey.source
        )


def _topics(chosen: Iterable[str]) -> list[Topic]:
    """By their code, else by the number in the key; a topic that is gone is left out."""
    keys = list(chosen)
    by_code = {topic.code: topic for topic in Topic.objects.filter(code__in=keys)}
    numbers = [int(found[1]) for key in keys if key not in by_code and (found := _NUMBER.fullmatch(key))]
    return [*by_code.values(), *Topic.objects.filter(pk__in=numbers).exclude(code__in=by_code)]


def _spend(response: Response, question: Question, said: Any, customer: Customer) -> None:
    """Of two words about the same the later one counts."""
    assert response.finished_on is not None
    amount = said if question.kind == Kind.MONEY else int(Decimal(str(said)).scaleb(money.exponent()))
    known = StatedSpend.objects.filter(customer=customer).first()
    if not 0 < amount < _MOST_SPEND or (known and known.stated_on > response.finished_on):
        return
    told = {"yearly_amount": amount, "stated_on": response.finished_on}
    StatedSpend.objects.update_or_create(customer=customer, defaults=told)
    touch([customer.pk])


def _reasons(response: Response, question: Question, chosen: list[str], customer: Customer) -> None:
    """The choices in the words of the shop, in all its languages; of their own words nothing."""
    told = [dict(option.text) for option in question.options if option.key in chosen]
    timeline.record(
        customer=customer, verb="survey.reasons", actor=response.entered_by, at=response.finished_at,  # type: ignore[arg-type]  # finished
        data={"survey": response.survey.name, "reasons": told}, target=f"response:{response.pk}",
    )  # fmt: skip


def _agree(response: Response, question: Question, customer: Customer, now: datetime) -> None:
    """A yes, with what was read when it was given; nothing else says anything. What they said since stands."""
    told = {"channel": question.channel, "purpose": question.purpose}
    if Consent.objects.filter(customer=customer, changed_at__gt=response.finished_at, **told).exists():
        return
    services.set_consent(
        customer=customer, channel=question.channel, purpose=question.purpose, state=ConsentState.GRANTED,
        source=response.survey.source, text_version=f"{response.version.number}/{question.key}"[:40],
        actor=response.entered_by, now=now,
    )  # fmt: skip
    language = response.language or settings.LANGUAGE_CODE
    read = {
        name: texts.text_of(words, language, settings.LANGUAGE_CODE)
        for name, words in (("text", question.title), ("help", question.help)) if words
    }  # fmt: skip
    timeline.record(
        customer=customer, verb="survey.agreed", actor=response.entered_by, at=response.finished_at,  # type: ignore[arg-type]  # finished
        data={"survey": response.survey.name, "version": response.version.number, **told, **read},
        target=f"response:{response.pk}",
    )  # fmt: skip


def _many(said: Any) -> list[str]:
    return list(said) if isinstance(said, list) else [str(said)]
