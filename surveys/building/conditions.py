"""When a question is asked, as one choice of a list and, where it compares, a value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from surveys.building import wordings
from surveys.questionnaire import Condition, Kind, Question, Questionnaire
from surveys.questionnaire.records import SCORED

_CHOOSING = (Kind.SINGLE, Kind.MULTIPLE)
# Of a fact: how it is compared.
_FACT_OPS = {"is_member": ("eq",), "visits": ("gte", "lte")}
_SPLIT = re.compile(r"\s*[,，、;；]\s*")
Choice = tuple[str, Any]


def offered(form: Questionnaire, *, before: Question | None, present: Iterable[Condition]) -> list[Any]:
    """Grouped choices for a select; what stands there already and fits none of them stays to be chosen."""
    earlier = _earlier(form, before)
    groups: list[Any] = [("", _("– it is always asked –"))]
    groups += [(f"“{wordings.read_in(one.title)}”", list(_of_question(one))) for one in earlier]
    groups.append((_("Known of the customer"), [one for fact in wordings.FACTS for one in _of_fact(fact)]))
    known = {code for group in groups if isinstance(group[1], list) for code, _label in group[1]}
    others = [(code, wordings.condition(test, form)) for test in present if (code := encode(test, form)[0]) not in known]
    return [*groups, *([(_("As it is now"), others)] if others else [])]


def _earlier(form: Questionnaire, before: Question | None) -> list[Question]:
    keys = [one.key for one in form.questions]
    place = keys.index(before.key) if before and before.key in keys else len(keys)
    return list(form.questions[:place])


def _of_question(one: Question) -> Iterable[Choice]:
    if one.kind in SCORED:
        yield _code("lte", question=one.key), _("is at most …")
        yield _code("gte", question=one.key), _("is at least …")
    if one.kind in _CHOOSING:
        for option in one.options:
            test = Condition("in", [option.key], question=one.key)
            yield _raw(test), _("is “%(choice)s”") % {"choice": wordings.read_in(option.text)}
    yield _code("answered", question=one.key), _("was answered")
    yield _code("unanswered", question=one.key), _("was not answered")


def _of_fact(fact: str) -> Iterable[Choice]:
    label = wordings.FACTS[fact]
    if fact == "is_member":
        yield _raw(Condition("eq", True, fact=fact)), label
        return
    for op in _FACT_OPS.get(fact, ("in",)):
        words = {"gte": _("%(fact)s: at least …"), "lte": _("%(fact)s: at most …"), "in": _("%(fact)s: one of …")}
        yield _code(op, fact=fact), words[op] % {"fact": label}


def encode(test: Condition, form: Questionnaire) -> tuple[str, str]:
    """(choice, value) that `decode` turns into the same condition again."""
    asked = form.find(test.question) if test.question else None
    if asked and (asked.kind in SCORED and test.op in ("lte", "gte")) and type(test.value) is int:
        return _code(test.op, question=test.question), str(test.value)
    if test.op in ("answered", "unanswered") and test.question:
        return _code(test.op, question=test.question), ""
    if test.fact == "visits" and test.op in ("gte", "lte") and type(test.value) is int:
        return _code(test.op, fact=test.fact), str(test.value)
    if test.fact and test.op == "in" and isinstance(test.value, list) and test.fact not in _FACT_OPS:
        return _code("in", fact=test.fact), ", ".join(map(str, test.value))
    return _raw(test), ""


def decode(code: str, value: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(code)
    if not wants_value(code):
        return told
    if told["op"] == "in":
        return told | {"value": [one for one in _SPLIT.split(value.strip()) if one]}
    return told | {"value": int(value.strip())}


def wants_value(code: str) -> bool:
    told = json.loads(code)
    return "value" not in told and told["op"] not in ("answered", "unanswered")


def takes(code: str, value: str) -> bool:
    """Whether the condition can be compared with that value; a number is wanted for more and less."""
    if not wants_value(code):
        return True
    text = value.strip()
    return bool(text) if json.loads(code)["op"] == "in" else text.isascii() and text.isdecimal() and len(text) < 7


def _code(op: str, *, question: str = "", fact: str = "") -> str:
    subject = {"question": question} if question else {"fact": fact}
    return json.dumps({"op": op, **subject}, ensure_ascii=False, sort_keys=True)


def _raw(test: Condition) -> str:
    subject = {"question": test.question} if test.question else {"fact": test.fact}
    told = {"op": test.op, **subject} | ({} if test.value is None else {"value": test.value})
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
