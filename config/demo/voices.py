"""What the demo's customers and staff write in surveys: each in their own language, by what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

# English, then Chinese.
Voice = tuple[str, str]

PRAISE: Mapping[str, Sequence[Voice]] = {
    "service": (
        ("The people at the counter really listen to what you like.", "柜台的店员真的会听你喜欢什么。"),
        ("Carla found the pressing I had been looking for since spring.", "店员帮我找到了我从春天就在找的那一版。"),
        ("Friendly service, and they remember my name.", "服务很亲切，还记得我的名字。"),
    ),
    "selection": (
        ("Best selection of jazz on vinyl in town.", "城里最全的爵士黑胶唱片。"),
        ("Always something new that I did not know.", "每次来都能发现没听过的新唱片。"),
        ("The listening room is wonderful, take your time there.", "试听室太棒了，可以慢慢听。"),
    ),
    "quality": (
        ("Second-hand records are graded honestly.", "二手唱片的品相写得很诚实。"),
        ("The sound of the turntable they advised is superb.", "他们推荐的唱机音质非常好。"),
    ),
    "delivery": (
        ("Ordered on Monday, delivered on Wednesday, packed with care.", "周一下单，周三送到，包装很用心。"),
        ("Delivery is quick and nothing was ever bent.", "送货快，唱片从来没有压弯过。"),
    ),
}
MIDDLING: Mapping[str, Sequence[Voice]] = {
    "price": (
        ("Good shop, but new releases are cheaper elsewhere.", "店不错，但新专辑别家更便宜。"),
        ("Prices went up again this year.", "今年又涨价了。"),
    ),
    "hours": (
        ("I would come more often if you were open later.", "如果营业到更晚，我会常来。"),
        ("Closed on Sunday, when I have the time.", "我有空的周日却不营业。"),
    ),
    "selection": (
        ("Too little classical music for my taste.", "古典音乐对我来说太少了。"),
        ("The Chinese pop shelf is small.", "华语流行的架子有点小。"),
    ),
}
BLAME: Mapping[str, Sequence[Voice]] = {
    "delivery": (
        ("The parcel came a week late, and nobody told me.", "包裹晚了一个星期，也没人通知我。"),
        ("Delivery was late and the cover was bent.", "送货很慢，封套还压弯了。"),
        ("I waited at home all day for the delivery.", "我在家等送货等了一整天。"),
    ),
    "service": (
        ("I asked twice for help and was left standing.", "我两次请求帮忙，却没人理我。"),
        ("The return took three letters.", "退货写了三封信才办好。"),
    ),
    "quality": (
        ("The record was scratched, though it was sold as new.", "唱片有划痕，却当新的卖。"),
        ("The headphones broke after two months.", "耳机两个月就坏了。"),
    ),
    "price": (
        ("Much too expensive for what it is.", "东西不值这个价，太贵了。"),
        ("The promotion price was not valid at the till.", "促销价在收银台不算数。"),
    ),
}
BY_OUTCOME = {"high": PRAISE, "middle": MIDDLING, "low": BLAME}
BETTER: Sequence[Voice] = (
    ("Open on Sundays.", "周日营业。"),
    ("A wish list on the web page.", "网站上有心愿单。"),
    ("More listening evenings.", "多办几次试听之夜。"),
)
WHEN: Sequence[Voice] = (("after six in the evening", "晚上六点以后"), ("Saturday morning", "周六上午"))
BACK: Sequence[Voice] = (
    ("Lower prices on new releases.", "新专辑便宜一些。"),
    ("Answer my letter about the scratched record.", "回复我关于划痕唱片的信。"),
    ("A branch closer to where I live now.", "在我现在住的地方附近开店。"),
)
ELSEWHERE: Sequence[Voice] = (("Disc Depot", "Disc Depot"), ("in the web, here and there", "网上各处买"))
TEAM: Sequence[Voice] = (
    ("A second person at the counter on Saturdays.", "周六柜台要有两个人。"),
    ("Tell us earlier when the hours change.", "换班要早点告诉我们。"),
    ("I like that we may decide ourselves on returns.", "退货可以自己做主，这点很好。"),
)


def one(chance: Random, voices: Sequence[Voice], language: str) -> str:
    return chance.choice(voices)[1 if language.startswith("zh") else 0]


def of_outcome(chance: Random, outcome: str, language: str) -> str:
    themes = BY_OUTCOME[outcome]
    return one(chance, themes[chance.choice(sorted(themes))], language)
