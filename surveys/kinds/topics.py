"""Interests: the choices are the topics of the shop."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from customers.models import Topic
from customers.topictree import in_tree
from surveys.kinds.texts import THANKS, choices, form, question, words
from surveys.questionnaire.parsing import MOST_OPTIONS

_PREFIX = "topic_"


def topic_key(pk: int) -> str:
    """The key of the choice that stands for a topic."""
    return f"{_PREFIX}{pk}"


def topic_of(key: str) -> int | None:
    """The topic that a choice stands for; None for a choice of another making."""
    number = key.removeprefix(_PREFIX)
    return int(number) if key.startswith(_PREFIX) and number.isdecimal() else None


def topic_options() -> list[dict[str, Any]]:
    """Topics have one name, which every language shows; of a tree too large the first."""
    languages = [code for code, _name in settings.LANGUAGES]
    rows = in_tree(Topic.objects.all())[:MOST_OPTIONS]
    return [{"key": topic_key(row.pk), "text": dict.fromkeys(languages, row.name)} for row in rows]


def interests() -> dict[str, Any]:
    """A shop without topics is asked in words alone, until somebody makes topics and adds that question."""
    options = topic_options()
    liked = question(
        "likes", "multiple", words("What do you like?", "您喜欢什么？"),
        help=words("You hear of these first.", "有相关消息，我们会先告诉您。"), role="interests", options=options,
    )  # fmt: skip
    asked = [
        *([liked] if options else []),
        question(
            "new", "single", words("How fond are you of what is new?", "您对新东西有多感兴趣？"),
            options=choices(
                ("first", "I like to be the first", "喜欢第一个尝试"),
                ("tried", "I like what others have tried", "喜欢别人试过的"),
                ("known", "I like what I know", "喜欢自己熟悉的"),
            ),
        ),
        question(
            "gifts", "single", words("Do you also buy for others?", "您也会为别人买吗？"),
            options=choices(
                ("often", "Often", "经常"), ("sometimes", "Sometimes", "有时"), ("never", "Never", "从不")
            ),
        ),
        question("why", "long", words("What do you miss with us?", "您觉得我们这里缺少什么？"), role="reason"),
    ]  # fmt: skip
    return form(
        words("What may we show you?", "想看到些什么？"),
        words("So that you hear of what you like, and not of the rest.", "这样您只会收到喜欢的内容。"),
        asked,
        {"": THANKS},
    )
