"""Surveys and answers for tests, through the services."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from customers.models import Customer
from surveys.answering import recording
from surveys.models import Kind, Origin, Relation, Response, Survey, SurveyVersion
from surveys.questionnaire import parsing

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
_serial = count(1)

NPS_FORM: dict[str, Any] = {
    "questions": [
        {
            "key": "score", "kind": "score", "role": "main", "required": True,
            "title": {"en": "How likely are you to recommend us?", "zh-hans": "您有多大可能推荐我们？"},
        },
        {
            "key": "why", "kind": "long", "role": "reason",
            "title": {"en": "What is the reason for your score?", "zh-hans": "打这个分的原因是什么？"},
        },
        {
            "key": "call", "kind": "contact", "role": "contact",
            "show_if": [{"question": "score", "op": "lte", "value": 6}],
            "title": {"en": "May we call you?", "zh-hans": "我们可以给您打电话吗？"},
        },
    ]
}  # fmt: skip


def survey(form: dict[str, Any] | None = None, **values: Any) -> Survey:
    """An open one with its first version."""
    told: dict[str, Any] = {
        "name": f"Survey {next(_serial)}", "kind": Kind.NPS, "relation": Relation.RELATIONAL, "created_at": NOW,
        "state": "open", "opened_at": NOW,
    }  # fmt: skip
    made = Survey.objects.create(**told | values)
    version(made, form or NPS_FORM)
    return made


def version(of: Survey, form: dict[str, Any], number: int = 1) -> SurveyVersion:
    metric, scale = parsing.scale_of(parsing.read(form))
    return SurveyVersion.objects.create(survey=of, number=number, form=form, metric=metric, scale=scale, created_at=NOW)


def answer(of: Survey, score: int | None, who: Customer | None = None, **values: Any) -> Response:
    """A finished answer; `raw` adds answers by key, `at` says when."""
    raw = {"score": score} | values.pop("raw", {})
    said = recording.Said(raw=raw, origin=values.pop("origin", Origin.API), key=f"test:{next(_serial)}")
    newest = of.versions.order_by("-number").first()
    assert newest is not None
    return recording.record(version=newest, said=said, customer=who, **{"now": NOW} | values)
