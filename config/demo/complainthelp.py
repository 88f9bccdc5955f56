"""Questions that the demo's shop has answered already, in English and Chinese, and what was looked for in vain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from complaints.doors import helping
from complaints.models import HelpArticle, HelpTopic

ZH = "zh-hans"
TOPICS: Sequence[tuple[str, str]] = (
    ("Orders and delivery", "订单与配送"), ("Returns and guarantee", "退货与保修"), ("Points and cards", "积分与会员卡"),
)  # fmt: skip
# (topic, question, answer, other words) in English, and the last three in Chinese.
ARTICLES: Sequence[tuple[int, tuple[str, str, str], tuple[str, str, str]]] = (
    (0, ("Where is my parcel?", "As soon as it leaves us you get a message with its number; the carrier's page shows where it is. Parcels take two to four working days.", "tracking shipment late"),
     ("我的包裹到哪里了？", "发货后您会收到带运单号的消息，可在承运商页面查询。一般需要二到四个工作日。", "物流 快递 运单")),
    (0, ("What does delivery cost?", "Nothing from 50 on; below that the price stands in the cart before you pay.", "shipping fee postage"),
     ("运费多少？", "满50免运费；不足的，付款前会在购物车里显示。", "邮费 快递费")),
    (0, ("Can I change or cancel my order?", "Until it is packed: call us or answer the confirmation. Later, send it back.", "wrong address"),
     ("可以修改或取消订单吗？", "打包前可以：请致电或直接回复确认邮件。之后请走退货。", "改地址 取消")),
    (0, ("My record arrived damaged. What now?", "Tell us with a photo of the corner and the parcel. You get another copy; you need not pay for sending it back.", "crushed corner bent broken"),
     ("唱片收到时已损坏怎么办？", "请附上封套和包装的照片告诉我们。我们会补寄一张，退回的运费由我们承担。", "压坏 折角 破损")),
    (1, ("How long can I return something?", "Within 30 days, unopened; what plays badly at any time within the guarantee.", "send back refund"),
     ("多久之内可以退货？", "未拆封的30天内可退；播放有问题的在保修期内随时可退。", "退款 退换")),
    (1, ("When do I get my money back?", "On the day on which the return reaches us, the way you paid; banks take up to three days more.", "refund"),
     ("退款什么时候到账？", "退货到店当天原路退回；银行可能还需要三天。", "退钱 到账")),
    (1, ("How long is the guarantee?", "Two years on turntables, headphones and everything with a plug. Your receipt is in your member page.", "warranty repair"),
     ("保修期多长？", "唱机、耳机和所有带插头的商品保修两年。购买凭证在会员页面里。", "质保 维修")),
    (1, ("I have lost the receipt.", "Members need none: we see what you bought. Others bring the card they paid with.", "proof of purchase"),
     ("小票丢了怎么办？", "会员不需要小票，我们能查到您的购买记录。非会员请带上付款的卡。", "发票 凭证")),
    (2, ("How do I collect points?", "Show your card or tell your number at the till; in the web shop sign in before you pay.", "earn loyalty"),
     ("怎样积分？", "结账时出示会员卡或报手机号；网店请先登录再付款。", "攒积分")),
    (2, ("Why are points missing?", "They come a day after a delivery, and not for gift vouchers. If it is longer ago, tell us the receipt.", "not booked lost"),
     ("积分为什么少了？", "配送订单在签收次日入账，购买礼品卡不积分。超过这个时间请把小票告诉我们。", "没到账 漏积分")),
    (2, ("When do points expire?", "Your member page shows the day, and we write to you before.", "validity lapse"),
     ("积分什么时候过期？", "会员页面会显示日期，到期前我们也会通知您。", "有效期 失效")),
    (2, ("My card is lost.", "We give you a new one; points stay where they are. Until then your number is enough.", "stolen replace"),
     ("会员卡丢了怎么办？", "我们给您补一张，积分不变。在此之前报手机号即可。", "补卡 挂失")),
)  # fmt: skip
SEARCHES: Sequence[tuple[str, str, int]] = (
    ("gramophone needles for shellac", "en", 6), ("sell my collection", "en", 4), ("knitting", "en", 1),
    ("二手唱片回收", ZH, 5), ("停车", ZH, 3),
)  # fmt: skip


def seed(now: datetime) -> int:
    """How many answers there are."""
    topics = [
        HelpTopic.objects.create(name=english, translations={ZH: chinese}, place=place)
        for place, (english, chinese) in enumerate(TOPICS)
    ]
    for place, (topic, english, chinese) in enumerate(ARTICLES):
        question, answer, keywords = english
        told = dict(zip(("question", "answer", "keywords"), chinese, strict=True))
        HelpArticle.objects.create(
            topic=topics[topic], question=question, answer=answer, keywords=keywords, translations={ZH: told},
            place=place, is_published=True,
        )  # fmt: skip
    _look_in_vain(now)
    return len(ARTICLES)


def _look_in_vain(now: datetime) -> None:
    for ago in range(6, 0, -1):
        for text, language, times in SEARCHES:
            if times >= ago and not helping.search(text, language):
                helping.count_unfound(text, language, now=now - timedelta(days=ago))
