"""Why somebody stays away, what the staff say, and an empty page."""

from __future__ import annotations

from typing import Any

from surveys.kinds.texts import THANKS, any_of, choices, form, question, words


def win_back() -> dict[str, Any]:
    asked = [
        question(
            "lost", "multiple", words("Why have you not been with us for a while?", "您为什么有一阵子没来了？"),
            help=words("Tick all that is true.", "符合的都可以选。"), role="lost", required=True, shuffle=True,
            options=choices(
                ("price", "It became too expensive", "价格太贵了"),
                ("quality", "The quality was not good enough", "质量不够好"),
                ("service", "I was not treated well", "服务态度不好"),
                ("mistake", "Something went wrong and was not put right", "出了问题却没有解决"),
                ("choice", "I did not find what I wanted", "找不到想要的东西"),
                ("competitor", "I buy from somebody else now", "现在在别家买"),
                ("need", "I do not need such things at present", "目前不需要"),
                ("moved", "I moved, or it is too far", "搬家了，或者太远"),
                ("forgot", "I simply did not think of it", "只是没想起来"),
            ),
        ),
        question(
            "where", "text", words("Where do you buy now?", "您现在在哪里买？"), show_if=[any_of("lost", "competitor")],
        ),
        question(
            "back", "single", words("Would you come back?", "您还会再来吗？"),
            options=choices(
                ("yes", "Yes, gladly", "会，很乐意"),
                ("if", "Yes, if something changes", "会，如果有所改变"),
                ("no", "No", "不会"),
            ),
        ),
        question(
            "why", "long", words("What would have to change?", "需要改变什么？"), role="reason",
            show_if=[any_of("back", "if", "no")],
        ),
        question(
            "call", "contact", words("Would you like us to call you?", "需要我们打电话给您吗？"), role="contact",
            show_if=[any_of("lost", "mistake", "service", "quality")],
        ),
    ]  # fmt: skip
    return form(
        words("We miss you, {name|dear customer}", "{name|亲爱的顾客}，我们想念您"),
        words("Tell us honestly what kept you away.", "请坦率地告诉我们，是什么让您没有再来。"),
        asked,
        {"": words("Thank you for being honest with us.", "感谢您的坦率。")},
    )


def staff() -> dict[str, Any]:
    asked = [
        question(
            "score", "score",
            words(
                "How likely is it that you recommend us as a place to work?", "您有多大可能推荐别人来这里工作？"
            ),
            role="main", required=True, low_label=words("not at all likely", "完全不可能"),
            high_label=words("extremely likely", "非常可能"),
        ),
        question(
            "parts", "matrix", words("How far is this true?", "下面的说法有多符合？"),
            rows=choices(
                ("know", "I know what is expected of me", "我清楚对我的要求"),
                ("tools", "I have what I need to serve customers well", "我有服务好顾客所需的一切"),
                ("heard", "What I say is heard", "我的意见有人听"),
                ("decide", "I may decide myself to put a customer's matter right", "我可以自己做主为顾客解决问题"),
                ("praise", "Good work is noticed", "做得好会被看到"),
                ("learn", "I can learn here", "我在这里能学到东西"),
            ),
            low_label=words("not true", "不符合"), high_label=words("quite true", "完全符合"),
            none=words("I would rather not say", "不想说"),
        ),
        question(
            "why", "long", words("What should become better?", "什么应该变得更好？"), role="reason",
            help=words("Do not write who you are.", "请不要写明您是谁。"),
        ),
    ]  # fmt: skip
    thanks = words("Thank you. Nobody can see who said what.", "谢谢。没有人能看到谁说了什么。")
    return form(
        words("How is it to work here?", "在这里工作感觉怎么样？"),
        words(
            "Without your name: figures of small groups are not shown to anybody.",
            "不记名：人数太少的小组，任何人都看不到其数据。",
        ),
        asked,
        {"": thanks},
    )  # fmt: skip


def free() -> dict[str, Any]:
    asked = [question("why", "long", words("What would you like to tell us?", "您想告诉我们什么？"), role="reason")]
    return form(words("Your opinion", "您的意见"), {}, asked, {"": THANKS})
