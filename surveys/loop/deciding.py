"""What an answer leads to. Pure; the one place that decides, so that who takes a kind over changes it here.

| answer | of a known customer | of nobody |
|---|---|---|
| low score, with a word or the wish to be called | `call` | `see` |
| low score, nothing else | `ask` | `see`, where it alerts |
| no low score, the wish to be called | `wish` | `see` |

A survey that closes no loop leaves low scores alone; whoever asks to be called is called all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from surveys.models import Care, Outcome
from surveys.questionnaire import Kind, Questionnaire

# Whoever waits for a call waits no longer than until the next day.
CALL_DAYS = 1
_WORDS = (Kind.TEXT, Kind.LONG)


@dataclass(frozen=True, slots=True)
class Heard:
    """What decides, of one answer."""

    metric: str
    scale: str
    score: int | None
    outcome: str
    has_words: bool
    wishes: bool

    @property
    def is_low(self) -> bool:
        return self.outcome == Outcome.LOW


def heard(questionnaire: Questionnaire, answers: Mapping[str, Any], **scored: Any) -> Heard:
    return Heard(
        has_words=bool(words(questionnaire, answers)),
        wishes=next(wishes(questionnaire, answers), None) is not None,
        **scored,
    )


def words(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> list[str]:
    """All that was written, in the order of the questions."""
    told = (answers.get(question.key) for question in questionnaire.questions if question.kind in _WORDS)
    return [text for text in told if text]


def wishes(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Wishes to be called, with when and where."""
    for question in questionnaire.questions:
        told = answers.get(question.key)
        if question.kind == Kind.CONTACT and isinstance(told, Mapping) and told.get("wants"):
            yield told


def care_of(answer: Heard, *, is_known: bool, closes_loop: bool, alerts: bool) -> str:
    """Why it needs care, "" for none."""
    is_low = answer.is_low and closes_loop
    if not is_known:
        return Care.SEE if answer.wishes or (is_low and (alerts or answer.has_words)) else ""
    if answer.is_low and (answer.wishes or (answer.has_words and closes_loop)):
        return Care.CALL
    if answer.wishes:
        return Care.WISH
    return Care.ASK if is_low else ""


def alerts(answer: Heard, alert_at: int) -> bool:
    """Whether managers are told; `alert_at` is meant on 0–10, other scales are stretched over it."""
    if not answer.is_low or answer.score is None:
        return False
    low, high = map(int, answer.scale.split("-"))
    return (answer.score - low) * 10 <= alert_at * (high - low)


def due_on(care: str, day: date, loop_days: int) -> date:
    """Whoever waits for a call comes first; days of the programme, none is left out."""
    return day + timedelta(days=loop_days if care == Care.ASK else min(CALL_DAYS, loop_days))
