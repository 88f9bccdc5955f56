"""What matters to customers and what they would pay."""

from __future__ import annotations

from typing import Any

from surveys.kinds.texts import CANNOT_SAY, THANKS, choices, form, question, words

# What is got and given in a purchase, then the benefits of being a regular. Keys are the same in every matrix.
ATTRIBUTES = (
    ("quality", "Quality of the products", "商品质量"),
    ("service", "Service", "服务"),
    ("people", "The people who serve", "服务人员"),
    ("image", "What the name stands for", "品牌形象"),
    ("price", "Price", "价格"),
    ("time", "Time that it takes", "所花的时间"),
    ("energy", "Strength and nerves that it takes", "所费的精力"),
    ("effort", "Thinking and comparing that it takes", "所费的心思"),
    ("speed", "Speed", "速度"),
    ("honesty", "Honesty", "诚信"),
    ("social", "Being known and greeted", "被认得、被问候"),
    ("special", "Special treatment for regulars", "常客的特别待遇"),
    ("confidence", "Knowing what to expect", "心里有底、可以放心"),
    ("respect", "Respect", "尊重"),
)


def matters() -> dict[str, Any]:
    rows = choices(*ATTRIBUTES)
    common = {"none": CANNOT_SAY, "page": True}
    asked = [
        question(
            "importance", "matrix", words("How important is each of these to you?", "下面各项对您有多重要？"),
            role="importance", rows=rows, low_label=words("not important", "不重要"),
            high_label=words("very important", "非常重要"), **common,
        ),
        question(
            "satisfaction", "matrix", words("How satisfied are you with us?", "您对我们在各项上有多满意？"),
            role="satisfaction", rows=rows, low_label=words("not at all satisfied", "非常不满意"),
            high_label=words("very satisfied", "非常满意"), **common,
        ),
        question(
            "expected", "matrix", words("How good should a good shop be?", "您认为一家好店在各项上应该有多好？"),
            help=words("What you expect, whoever it is.", "您的期望，不论是哪一家店。"),
            role="expected", rows=rows, low_label=words("poor is enough", "差一点也行"),
            high_label=words("excellent", "应当极好"), **common,
        ),
        question(
            "perceived", "matrix", words("And how good are we?", "而我们做得有多好？"),
            help=words(
                "For price, time and what it takes of you: 5 means little.", "对于价格、时间和所费的精力：5 表示很少。"
            ),
            role="perceived", rows=rows, low_label=words("poor", "差"), high_label=words("excellent", "极好"),
            **common,
        ),
        question(
            "spend", "money",
            words(
                "About how much do you spend in a year on such things, wherever you buy them?",
                "不论在哪里购买，您一年在这类东西上大约花多少钱？",
            ),
            role="spend", none=words("I would rather not say", "不想说"), page=True,
        ),
        question("why", "long", words("What else matters to you?", "还有什么对您很重要？"), role="reason"),
    ]  # fmt: skip
    return form(
        words("What matters to you?", "什么对您最重要？"),
        words(
            "Five short pages. Leave out what you do not care about.", "一共五页，都很短。不在意的可以不填。"
        ),
        asked,
        {"": THANKS},
    )  # fmt: skip


def price() -> dict[str, Any]:
    asked = [
        _amount(
            "too_cheap",
            "At which price would {product|it} be so cheap that you doubt its quality?",
            "{product|它}便宜到什么价格，您会怀疑它的质量？",
        ),
        _amount("cheap", "At which price would it be a bargain?", "什么价格您会觉得很划算？"),
        _amount(
            "expensive",
            "At which price does it begin to be expensive, but you would still think about it?",
            "什么价格您会开始觉得贵，但仍会考虑？",
        ),
        _amount("too_expensive", "At which price would it be too expensive?", "什么价格对您来说就太贵了？"),
        question("why", "long", words("What would you expect for it?", "以这样的价格，您期望得到什么？"), role="reason"),
    ]
    return form(
        words("What may {product|it} cost?", "{product|它}应该卖多少钱？"),
        words(
            "Four prices, from the lowest to the highest. There is no right answer.",
            "四个价格，从最低到最高。没有标准答案。",
        ),
        asked,
        {"": THANKS},
    )


def _amount(role: str, english: str, chinese: str) -> dict[str, Any]:
    return question(role, "money", words(english, chinese), role=role, required=True)
