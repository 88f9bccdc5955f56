"""Recommendation, satisfaction, effort: one score, why, and what follows from it."""

from __future__ import annotations

from typing import Any

from surveys.kinds.texts import CANNOT_SAY, above, below, choices, form, question, words

_NPS_THANKS = {
    "high": words(
        "Thank you, {name|dear customer}! If you know somebody who would like it here, too, bring them along.",
        "谢谢您，{name|亲爱的顾客}！如果您身边也有人会喜欢这里，欢迎带他们来。",
    ),
    "middle": words(
        "Thank you, {name|dear customer}. We read every answer, and we want to earn the missing points.",
        "谢谢您，{name|亲爱的顾客}。每一条回答我们都会读，差的那几分我们会努力补上。",
    ),
    "low": words(
        "We are sorry, {name|dear customer}. Somebody reads what you wrote and sees what can be put right.",
        "很抱歉，{name|亲爱的顾客}。我们会有人认真阅读您写的内容，看看可以怎样改正。",
    ),
    "": words("Thank you for your time.", "感谢您抽出时间。"),
}
_LIKELIHOOD = {
    "low_label": words("not at all likely", "完全不可能"),
    "high_label": words("extremely likely", "非常可能"),
}


def _recommend(title: dict[str, str]) -> list[dict[str, Any]]:
    return [
        question("score", "score", title, role="main", required=True, **_LIKELIHOOD),
        question(
            "why", "long", words("What is the main reason for your score?", "您打这个分数，最主要的原因是什么？"),
            role="reason",
        ),
        question(
            "ten", "long", words("What would make it a ten?", "怎样做才能让您打十分？"),
            show_if=[above("score", 7), below("score", 8)],
        ),
        _call_back("score", 6),
    ]  # fmt: skip


def _call_back(key: str, most: int) -> dict[str, Any]:
    return question(
        "call", "contact",
        words("Would you like us to call you and put it right?", "是否需要我们打电话给您，一起把问题解决？"),
        role="contact", show_if=[below(key, most)],
    )  # fmt: skip


def nps() -> dict[str, Any]:
    title = words(
        "How likely is it that you recommend us to a friend or colleague?", "您有多大可能把我们推荐给朋友或同事？"
    )
    return form(
        words("Two questions about us", "关于我们的两个问题"),
        words("It takes a minute, and we read every answer.", "只需一分钟，每一条回答我们都会读。"),
        _recommend(title),
        _NPS_THANKS,
    )


def nps_moment() -> dict[str, Any]:
    title = words(
        "After your visit of {day|the other day}: how likely is it that you recommend us to a friend or colleague?",
        "在您{day|最近}光顾之后：您有多大可能把我们推荐给朋友或同事？",
    )
    return form(
        words("How was it this time?", "这一次感觉怎么样？"),
        words("It takes a minute, and we read every answer.", "只需一分钟，每一条回答我们都会读。"),
        _recommend(title),
        _NPS_THANKS,
    )


_CSAT_THANKS = {
    "high": words("Thank you! We are glad that it was good.", "谢谢！很高兴您感到满意。"),
    "middle": words("Thank you. We shall see what could have been better.", "谢谢。我们会看看哪里还可以做得更好。"),
    "low": words(
        "We are sorry that it was not good. Somebody reads what you wrote.",
        "很抱歉没有让您满意。我们会有人认真阅读您写的内容。",
    ),
    "": words("Thank you for your time.", "感谢您抽出时间。"),
}


def csat() -> dict[str, Any]:
    asked = [
        question(
            "score", "csat",
            words("How satisfied are you with {product|what you bought}?", "您对{product|购买的商品}有多满意？"),
            role="main", required=True, low_label=words("not at all satisfied", "非常不满意"),
            high_label=words("very satisfied", "非常满意"),
        ),
        question(
            "parts", "matrix", words("And with each part of it?", "各个方面呢？"),
            rows=choices(
                ("product", "The product itself", "商品本身"),
                ("advice", "Advice and service", "咨询与服务"),
                ("delivery", "Delivery or hand-over", "送货或交付"),
                ("paying", "Paying", "付款"),
            ),
            low_label=words("not at all satisfied", "非常不满意"),
            high_label=words("very satisfied", "非常满意"),
            none=CANNOT_SAY,
        ),
        question("why", "long", words("What should we know about it?", "有什么想告诉我们的？"), role="reason"),
        _call_back("score", 2),
    ]  # fmt: skip
    return form(
        words("Are you satisfied with {product|your purchase}?", "您对{product|这次购买}满意吗？"),
        words("A click on a number is enough; words help us most.", "点一个数字就够了；写几句话对我们帮助最大。"),
        asked,
        _CSAT_THANKS,
    )


def ces() -> dict[str, Any]:
    asked = [
        question(
            "score", "ces",
            words("We made it easy for you to get your matter settled.", "我们让您很轻松地解决了问题。"),
            help=words("How far do you agree?", "您在多大程度上同意这句话？"),
            role="main", required=True, low_label=words("do not agree at all", "完全不同意"),
            high_label=words("agree completely", "完全同意"),
        ),
        question(
            "solved", "single", words("Is your matter settled?", "您的问题解决了吗？"),
            options=choices(
                ("yes", "Yes, at once", "是的，一次就解决了"),
                ("later", "Yes, but only after I asked again", "是的，但要再次询问之后"),
                ("no", "No, not yet", "没有，还没解决"),
            ),
        ),
        question(
            "hard", "multiple", words("What made it laborious?", "哪里让您觉得费力？"), shuffle=True,
            show_if=[below("score", 4)],
            options=choices(
                ("find", "Finding whom to ask", "不知道该找谁"),
                ("wait", "Waiting", "等待太久"),
                ("repeat", "Telling it again and again", "同样的事要反复说"),
                ("paper", "Forms and papers", "填表和单据"),
                ("rules", "Rules that nobody could explain", "没人能解释清楚的规定"),
            ),
        ),
        question("why", "long", words("What should we make easier?", "我们应该在哪里做得更简单？"), role="reason"),
        _call_back("score", 3),
    ]  # fmt: skip
    return form(
        words("Was it easy?", "这次办得轻松吗？"),
        words("You asked us for something not long ago.", "您不久前联系过我们。"),
        asked,
        {
            "high": words("Thank you! That is how it should be.", "谢谢！本该如此。"),
            "middle": words("Thank you. We work on making it easier.", "谢谢。我们会继续让它更简单。"),
            "low": words("We are sorry that it was so laborious.", "很抱歉让您这么费力。"),
            "": words("Thank you for your time.", "感谢您抽出时间。"),
        },
    )
