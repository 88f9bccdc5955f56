"""What the demo's customers complain of, and what they are answered: in English and in Chinese, each written for it.

`{product}`, `{store}`, `{days}` and `{number}` are filled in. A letter is put together of parts by chance, so that no
two are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

# English, then Chinese.
Words = tuple[str, str]


class Story(NamedTuple):
    """`about`: what must have been bought for it ("gear", "music"; empty: anything or nothing)."""

    category: str
    cause: str
    severity: int
    about: str
    subject: Words
    text: Words
    answer: Words
    outcome: str = "justified"
    weight: float = 1.0


STORIES: Sequence[Story] = (
    Story(
        "Late", "Carrier was late", 2, "", ("My parcel is {days} days late", "包裹晚了{days}天"),
        ("I ordered {product} and was promised delivery within three days. It is {days} days over that now and the tracking page has said “on its way” since Tuesday.",
         "我订了{product}，说好三天内送到，现在已经超过{days}天，物流信息从周二起就一直是“运输中”。"),
        ("You are right, and I am sorry. The carrier left your parcel in its depot; it comes tomorrow before noon, and the delivery is on us.",
         "您说得对，非常抱歉。承运商把您的包裹留在了仓库，明天中午前送到，运费由我们承担。"), weight=3.0,
    ),
    Story(
        "Late", "Promise nobody could keep", 2, "", ("It was meant to be a birthday present", "这本来是生日礼物"),
        ("The shop page said “with you by Friday”. My father’s birthday was on Saturday and {product} came on Tuesday. Please do not promise what you cannot keep.",
         "网页上写着“周五前送达”。我父亲周六生日，{product}周二才到。做不到的就不要承诺。"),
        ("That should not have been promised: our page did not know that the disc was still with the supplier. We have changed that, and I have refunded the express fee.",
         "这个承诺本不该给出：页面不知道唱片还在供应商那里。我们已经改了，加急费也退给您了。"), weight=1.5,
    ),
    Story(
        "Late", "Supplier was late", 1, "music", ("When does my pre-order come?", "预购什么时候到？"),
        ("{product} was to be released on the 5th. Others have it already. Nobody has told me anything.",
         "{product}本该5号发行，别人都拿到了，没有人通知我。"),
        ("The pressing plant was late and we should have written to you at once. Yours leaves us on Thursday; you will get the number of the parcel.",
         "压片厂延误了，我们本该马上告诉您。您的那张周四发出，会把单号发给您。"),
    ),
    Story(
        "Damaged on the way", "Packed too weakly", 2, "music", ("Corner of the sleeve crushed", "封套的角压坏了"),
        ("{product} arrived in a padded bag, not in a box. The corner of the sleeve is crushed and the seam is split. I collect these.",
         "{product}是用气泡袋寄来的，没有用纸盒。封套一角压坏，边也裂了。我是收藏用的。"),
        ("A record belongs in a box, not in a bag. A new one in a proper box leaves today; keep the damaged one.",
         "唱片应该装纸盒，不该用袋子。今天用纸盒给您重寄一张，坏的那张您留着。"), weight=2.6,
    ),
    Story(
        "Damaged on the way", "Carrier damaged or lost it", 2, "gear", ("The box looks as if somebody stood on it", "箱子像被人踩过"),
        ("The outer box of {product} has a shoe print on it and inside the plastic is cracked. I have photos.",
         "{product}的外箱上有鞋印，里面的塑料壳裂了，我拍了照片。"),
        ("Thank you for the photos. The carrier pays for it, and you need not wait for that: yours is exchanged tomorrow at your door.",
         "谢谢您的照片。损失由承运商赔，您不用等：明天上门给您换新。"), weight=1.4,
    ),
    Story(
        "Wrong item", "Packed the wrong item", 2, "music", ("Somebody else’s record", "寄来的是别人的唱片"),
        ("I ordered {product}. In the parcel was a children’s audio book. The invoice is mine, the disc is not.",
         "我订的是{product}，包裹里却是一张儿童有声书。发票是我的，碟不是。"),
        ("Two parcels were swapped at our table. Yours is on its way, and a label to send the other one back is in it.",
         "打包时两个包裹弄混了。您的已经寄出，里面有退回另一张的面单。"), weight=1.5,
    ),
    Story(
        "Never arrived", "Carrier damaged or lost it", 3, "", ("“Delivered”, but not to me", "显示“已签收”，我没收到"),
        ("The carrier says that {product} was handed over on Monday at 11. I was at work, and no neighbour has it. Who signed?",
         "物流说{product}周一11点已签收。我在上班，邻居也没收到。是谁签的？"),
        ("The signature is not yours. We do not let you wait for the carrier’s inquiry: a second one leaves today.",
         "签名不是您的。我们不让您等承运商调查：今天重发一件。"), weight=1.2,
    ),
    Story(
        "Broken or faulty", "Fault of manufacture", 3, "gear", ("Broke after {days} weeks", "用了{days}周就坏了"),
        ("{product} worked well for {days} weeks. Now the left side is silent unless I bend the cable.",
         "{product}用了{days}周都很好，现在左边没声音，要弯着线才响。"),
        ("That is a fault, not wear. Bring it to any shop, or send it free of charge: you get a new one at once.",
         "这是故障，不是磨损。带到任何一家店，或者免费寄回，马上给您换新的。"), weight=1.4,
    ),
    Story(
        "Broken or faulty", "Fault of manufacture", 2, "music", ("Crackle on side B", "B面有杂音"),
        ("The second song on side B of {product} crackles and jumps, on two players. It was sold as new.",
         "{product}的B面第二首有杂音还跳针，换了两台唱机都一样。是当新品卖的。"),
        ("I have listened to one of ours: the same place. We have sent the rest back and have a good pressing for you.",
         "我听了店里的一张，同一个地方也有。整批已退回，给您换一张好的。"), weight=1.7,
    ),
    Story(
        "Broken or faulty", "Handled wrongly", 1, "gear", ("The player does not read discs", "唱机读不了碟"),
        ("{product} reads nothing any more. I cleaned the lens with kitchen cleaner as always.",
         "{product}什么碟都读不了了。我一直用厨房清洁剂擦镜头的。"),
        ("The cleaner has dulled the lens; the guarantee does not cover that. For a small sum we exchange the lens, and the right cloth is a gift.",
         "清洁剂把镜头弄花了，这不在保修范围。换镜头只收成本，再送您一块专用布。"), "goodwill", 0.6,
    ),
    Story(
        "Not as described", "Description wrong or missing", 2, "music", ("It is not the original pressing", "不是首版"),
        ("The page said “original pressing”. On the label of {product} stands a reissue of 2019. I would not have paid that for a reissue.",
         "页面写的是“首版”。{product}的标签上却是2019年再版。再版我不会付这个价。"),
        ("The page was wrong. Send it back free of charge, or keep it for half the price: as you like.",
         "是页面写错了。您可以免费退回，也可以半价留下，由您决定。"), weight=1.2,
    ),
    Story(
        "Not as described", "Misunderstanding", 1, "", ("Smaller than I thought", "比我想的小"),
        ("{product} looks much bigger in the picture. I feel misled.", "{product}在图片里看起来大得多，感觉被误导了。"),
        ("The measures stand below the picture, and they are right; I see that the picture says otherwise. You may send it back within 30 days, and we take a new picture with a hand in it.",
         "尺寸在图片下面，是对的；不过图片确实容易让人误会。30天内可以退货，我们也会换一张有手作参照的图片。"), "unjustified", 0.8,
    ),
    Story(
        "Parts missing", "Mistake by oversight", 1, "gear", ("No cable in the box", "盒子里没有线"),
        ("The list on the box of {product} names a charging cable. There is none.", "{product}的盒子上写着附充电线，里面没有。"),
        ("It leaves today by letter. I am sorry that you had to ask.", "今天就用信件寄出。让您特意来问，很抱歉。"),
    ),
    Story(
        "Injury or danger", "Fault of manufacture", 4, "gear", ("It gets so hot that it smells", "烫得发出焦味"),
        ("While charging, {product} becomes too hot to hold and smells of burnt plastic. I have unplugged it.",
         "{product}充电时烫得拿不住，还有塑料烧焦的味道。我已经拔掉了。"),
        ("Please leave it unplugged. We fetch it today and bring another model; the maker has been told at once.",
         "请不要再插电。我们今天上门取走，换另一款给您，也已马上通知厂家。"), weight=0.35,
    ),
    Story(
        "Nobody answered", "Nobody was responsible", 2, "", ("Third letter, no answer", "第三封信，仍无回复"),
        ("I have written on the 3rd, the 9th and today about {product}. Is anybody there?",
         "我3号、9号和今天都为{product}写过信。有人在吗？"),
        ("I am here, and I stay with it until it is solved. Your first two letters lay in a box that nobody looked after: that is mended.",
         "我在，而且会负责到底。您前两封信进了一个没人管的信箱，已经改好了。"), weight=1.2,
    ),
    Story(
        "Waited too long", "Too few people on duty", 1, "", ("Twenty minutes at the counter", "在柜台等了二十分钟"),
        ("On Saturday I stood at the counter in {store} for twenty minutes. One person at the till, six of us in the queue.",
         "周六我在{store}的柜台等了二十分钟。一个人收银，六个人排队。"),
        ("One colleague was ill and we did not call anybody in. From now on two people work on Saturdays; your next coffee in the listening room is on us.",
         "有同事生病，我们没叫人顶班。以后周六两个人，下次您来试听室，咖啡我们请。"), weight=1.5,
    ),
    Story(
        "Wrong advice", "Not trained for it", 2, "gear", ("Does not fit my amplifier", "和我的功放不匹配"),
        ("In {store} I was told that {product} works with my old amplifier. It does not: it needs a pre-amplifier.",
         "在{store}我被告知{product}能接我的老功放。其实不行，还需要前级。"),
        ("The advice was wrong. We lend you a pre-amplifier until you have chosen, and take everything back if you like.",
         "是我们建议错了。先借您一台前级，等您选好；想全退也可以。"), "partly",
    ),
    Story(
        "Unfriendly", "Behaviour", 3, "", ("Treated like a thief", "被当成小偷"),
        ("In {store} I was asked to open my bag before everybody, and was not told why. I have bought from you for years.",
         "在{store}，当着大家的面让我打开包，也不说为什么。我是多年的老顾客了。"),
        ("That must not happen to anybody. I have spoken with the shop; they would like to apologise to you themselves. May we call you?",
         "这不该发生在任何人身上。我已和门店谈过，他们想当面向您道歉。可以给您打电话吗？"), weight=0.7,
    ),
    Story(
        "Price at the till differs", "Price or promotion set wrongly", 2, "", ("Shelf says one price, the till another", "货架一个价，收银另一个价"),
        ("The shelf in {store} said 20 % off. At the till I paid the full price of {product}, and saw it only at home.",
         "{store}的货架写着八折，{product}收银时却是全价，到家才发现。"),
        ("The promotion had ended at the till, but not on the shelf. You get the difference back on your card, and the sign is gone.",
         "系统里活动已结束，货架牌没撤。差价退到您的卡上，牌子也撤了。"), weight=1.8,
    ),
    Story(
        "Charged twice", "Software fault", 3, "", ("Paid twice", "扣了两次款"),
        ("My bank shows the same amount twice for {product}, four seconds apart.", "银行显示{product}同样的金额扣了两次，相隔四秒。"),
        ("We see both bookings; the second goes back today. It may take your bank two days to show it.",
         "两笔我们都看到了，第二笔今天退回，银行可能两天后显示。"), weight=0.9,
    ),
    Story(
        "Refund not received", "Refund left undone", 3, "", ("Where is my refund?", "我的退款呢？"),
        ("I sent {product} back {days} days ago. You have it, says the carrier. I have neither disc nor money.",
         "{product}我{days}天前就退回了，物流显示已签收。现在碟没有，钱也没有。"),
        ("It lay on the returns table without a note. The money is on its way as of this minute, and returns now get their refund when they are scanned.",
         "退货放在台子上没人登记。钱此刻已经退出，今后退货一扫码就退款。"), weight=1.3,
    ),
    Story(
        "Invoice", "Wrong data", 1, "", ("Invoice with the wrong name", "发票抬头错了"),
        ("Please put my company on the invoice for {product}. I typed it in when ordering.", "请把{product}的发票抬头改成公司。下单时我填过。"),
        ("Here it is, with the company’s name. The field was lost between two pages; that is mended.", "这是改好的发票。两页之间丢了这个字段，已经修好。"),
        weight=0.8,
    ),
    Story(
        "Points missing", "Wrong data", 1, "", ("No points for my purchase", "这次消费没有积分"),
        ("I gave my number at the till in {store} and got no points for {product}.", "在{store}结账时报了会员号，{product}却没有积分。"),
        ("Found: the number was typed with one digit missing. The points are on your account.", "查到了：会员号少输了一位。积分已补上。"),
        weight=1.4,
    ),
    Story(
        "Reward or coupon refused", "Rules hard to understand", 2, "", ("Coupon refused at the till", "优惠券被拒"),
        ("The coupon says “on everything”. At the till: “not on box sets”. Where does that stand?",
         "券上写“全场通用”，收银却说“套装除外”。哪里写了？"),
        ("In a line that nobody reads. We take the coupon for what it says, and print it better from now on.",
         "写在没人看得到的地方。按券面给您用，以后也写清楚。"), "goodwill",
    ),
    Story(
        "Points expired", "Rules hard to understand", 1, "", ("My points are gone", "我的积分没了"),
        ("Two hundred points have expired, and nobody told me.", "两百积分过期了，没有人提醒我。"),
        ("They expired after two years as the terms say, and we wrote to you four weeks before: to an address that bounces. I have put half of them back, and please give us a good address.",
         "按条款两年过期，四周前也发过提醒，但您的邮箱退信了。我补回一半给您，也请留一个有效邮箱。"), "unjustified", 0.9,
    ),
    Story(
        "Store", "Nobody was responsible", 1, "", ("The listening room is cold", "试听室太冷"),
        ("{store} is lovely, but the listening room has had no heating for two weeks.", "{store}很好，但试听室两个星期没有暖气。"),
        ("The heating is mended since this morning. Thank you: everybody had thought that somebody had called.",
         "今天早上修好了。谢谢您：大家都以为别人报修过了。"), weight=0.7,
    ),
    Story(
        "Website or ordering", "Software fault", 1, "", ("Basket empty after log-in", "登录后购物车空了"),
        ("Each time I log in, the basket is empty again. I have put {product} into it four times.",
         "每次登录购物车就空了。{product}我放了四次。"),
        ("We could repeat it and it is mended. Your basket is kept, and four times {product} is not in it.",
         "我们复现并修好了。购物车已恢复，放心，只有一件{product}。"), weight=0.9,
    ),
    Story(
        "Unwanted messages", "Software fault", 2, "", ("I have unsubscribed twice", "我退订了两次"),
        ("I unsubscribed twice, and today there came another newsletter.", "我退订了两次，今天又收到一封。"),
        ("You are off every list, and I have looked that none of them can put you back.", "您已从所有名单移除，我也确认不会再被加回。"),
        weight=0.6,
    ),
    Story(
        "Personal data", "Mistake by oversight", 3, "", ("Somebody else’s address on my invoice", "我的发票上是别人的地址"),
        ("On the invoice for {product} stands the name and address of a person whom I do not know. Who has mine?",
         "{product}的发票上是陌生人的姓名和地址。我的信息在谁那里？"),
        ("Two invoices were put into the wrong envelopes. Both people have been told; our officer for data writes to you with everything that we know.",
         "两张发票装错了信封，两位顾客都已告知，数据负责人会把全部情况写信给您。"), weight=0.4,
    ),
    Story(
        "Something else", "Not known", 1, "", ("No bags any more?", "不提供袋子了吗？"),
        ("Why do I have to pay for a paper bag when I spend this much?", "买这么多东西，为什么纸袋还要收费？"),
        ("Because the city asks us to. Bring one of ours again, and we fill it gladly, with a point on top.",
         "这是城市的规定。带我们的旧袋子来，我们乐意装，还送您积分。"), "unjustified", 0.6,
    ),
)  # fmt: skip
# Nobody's fault is found in a day: these come from one lot, within a few weeks.
INCIDENT = Story(
    "Broken or faulty", "Faulty batch", 3, "gear", ("Right side falls silent", "右声道没声音"),
    ("", ""),
    ("Yours is of a lot with a bad solder joint. You get one of a new lot at once, and need not send the old one back.",
     "您的这副来自焊点不良的批次。马上给您换新批次的，旧的不用寄回。"),
)  # fmt: skip
INCIDENT_TEXTS: Sequence[Words] = (
    ("After ten minutes the right side of {product} goes silent. Turning it off and on helps for a while.", "{product}听十分钟右边就没声音，关了再开能好一会儿。"),
    ("Right speaker dead on the second day. My brother bought the same and has the same.", "第二天右耳就不响了。我弟弟买了同款，一样的毛病。"),
    ("When I turn my head the right side of {product} crackles, then nothing.", "一转头{product}右边就有杂音，然后没声了。"),
    ("New since last week, and music only on the left. Balance is in the middle, I have looked.", "上周新买的，只有左边有声音。平衡设置是居中的，我看过了。"),
    ("{product}: right channel gone. It was a present, which is rather awkward.", "{product}右声道没了。是送人的礼物，挺尴尬的。"),
    ("On the train this morning the right ear went quiet. The number on the box ends in 07.", "今早在地铁上右耳没声了。盒子上的编号结尾是07。"),
    ("Only mono from {product}, and only when it is warm in the room.", "{product}只有单声道，房间暖和时才这样。"),
    ("I like the sound of it, when there is any on the right.", "音质我很喜欢，如果右边有声音的话。"),
    ("Third day of use and one side is out. Please no repair, a new pair.", "用了三天坏了一边。不要维修，请换新的。"),
)  # fmt: skip
STAFF_TEXTS: Sequence[tuple[Words, Words]] = (
    (("How I was spoken to", "对我的说话方式"), ("The young man at the till laughed at what I had chosen, with a colleague, loud enough for me to hear.", "收银的小伙子和同事笑话我选的唱片，声音大到我能听见。")),
    (("He gave the discount to a friend", "把优惠给了朋友"), ("The person before me got a discount that the board does not name. They knew each other.", "排我前面的人拿到了牌子上没有的折扣，他们认识。")),
    (("I was followed through the shop", "在店里被跟着"), ("One of your people walked behind me from shelf to shelf. I will not come again until somebody explains that.", "一名店员一直跟着我从这排到那排。没有解释我不会再来。")),
)  # fmt: skip
GREETINGS: Sequence[Words] = (
    ("Good morning,", "早上好，"), ("Hello,", "您好，"), ("Dear team,", "各位好，"), ("Hi there,", "你好，"), ("", ""), ("To whom it may concern,", "相关负责人："),
    ("Good evening, sorry for the late hour,", "晚上好，这么晚打扰了，"),
)  # fmt: skip
ASIDES: Sequence[Words] = (
    ("", ""), ("", ""), ("", ""), ("I have been your customer for a long time and this is the first time that I write.", "我是老顾客了，第一次写投诉。"),
    ("The number is {number}.", "单号是{number}。"), ("I am not angry, only tired of it.", "我不是生气，只是累了。"),
    ("My daughter says that I should not make a fuss, but here I am.", "女儿让我别小题大做，可我还是写了。"),
    ("Elsewhere this was settled with one call.", "在别家一个电话就解决了。"), ("Photos are here if you need them.", "需要的话我有照片。"),
    ("I like your shop, that is why I write.", "我喜欢你们的店，所以才写信。"), ("I called twice and got music to listen to, which was at least good.", "打了两次电话都在听音乐，至少音乐不错。"),
)  # fmt: skip
WISHES: Sequence[Words] = (
    ("Please tell me what happens next.", "请告诉我接下来怎么处理。"), ("What can you do?", "你们能怎么解决？"), ("I would like my money back.", "我想退款。"),
    ("A new one, please.", "请给我换一个。"), ("An answer this week would be kind.", "希望本周能答复。"), ("Please call me after six.", "请六点以后打电话给我。"),
    ("I only want somebody to know.", "我只是想让人知道。"), ("An apology would do.", "道个歉就行。"), ("", ""),
)  # fmt: skip
QUESTIONS: Sequence[Words] = (
    ("Could you send me a photo of the label on the box, please? Then I can find the lot.", "能拍一张盒子标签的照片吗？这样我可以查批次。"),
    ("Which address should we deliver to? The one we have is a year old.", "请问送到哪个地址？我们手上的是一年前的。"),
    ("On which day were you in the shop, more or less? I would like to ask who was there.", "大概是哪天来店里的？我想问问当时谁在。"),
)  # fmt: skip
REPLIES: Sequence[Words] = (
    ("Here it is. Thank you for asking at all.", "给您。谢谢您认真问。"), ("The old address is right.", "地址没变。"),
    ("It was on Saturday, a little after two.", "是周六，两点多一点。"), ("Attached. Does that help?", "已附上，有用吗？"),
)  # fmt: skip
NOTES: Sequence[Words] = (
    ("Looked at the camera of the packing table: it left us whole.", "看了打包台的监控：出库时是完好的。"),
    ("Third case of this kind this month; told the buyer of the department.", "本月第三起同类，已告诉采购。"),
    ("Called, nobody there. Try again after six.", "打过电话没人接，六点后再试。"),
    ("Carrier confirms; the claim is filed.", "承运商已确认，索赔已提交。"), ("Long-standing customer, be generous.", "老顾客，尽量大方一些。"),
)  # fmt: skip
THANKS: Sequence[Words] = (
    ("Thank you very much for the quick answer.", "谢谢您的帮助。"), ("Many thanks!", "非常感谢！"), ("Great, thank you for your help.", "太好了，谢谢您的帮助。"),
)  # fmt: skip
AGAIN: Sequence[Words] = (
    ("It has come back: the same fault with the new one.", "又出现了：新换的还是同样的毛病。"),
    ("The refund has still not arrived, I have just looked.", "退款还是没到，我刚查过。"),
    ("Nobody came on the day that you named.", "你们说的那天没有人来。"),
)  # fmt: skip
MENDED: Sequence[Words] = (
    ("Then it was not enough. I have sent another by courier and call you tonight.", "那还不够。我已用快递另寄一件，今晚给您打电话。"),
    ("I have gone after it myself: it is done now, here is the proof of it.", "我亲自跟进了：已办好，这是凭证。"),
)  # fmt: skip
UNJUSTIFIED: Words = (
    "What was promised was kept; we have explained how it works and were generous as far as we could.",
    "承诺的都已兑现；已向顾客解释规则，并在可能范围内给予照顾。",
)
SPAM: Sequence[Words] = (
    ("Rank first in every search engine", "Dear webmaster, our experts bring your page to place one in three days."),
    ("Cheap watches, all brands", "Replica watches at a tenth of the price, shipped from our stock."),
    ("代开发票", "本公司可代开各类发票，税点优惠，验后付款。"),
)  # fmt: skip
# (what is done, need, characteristic, root cause, what came of it)
ACTIONS: Sequence[tuple[str, str, str, str, str]] = (
    (_("Boxes instead of padded bags for every record"), _("To get a record as it left the shop"), _("Stiffness of the parcel: a carton of 3 mm around every sleeve"), "Packed too weakly", _("No crushed corner since; the carton costs 18 cents and saves a new record each week.")),
    (_("Refund when the return is scanned, not when it is shelved"), _("To have the money back without asking for it"), _("Days from the arrival of a return to its refund"), "Refund left undone", ""),
    (_("Two people at the counter on Saturdays"), _("To be served within five minutes"), _("Length of the queue at the counter on Saturdays"), "Too few people on duty", ""),
    (_("Take lot 07 out of the shops and exchange what was sold"), _("To hear music on both sides"), _("Solder joint of the right cable, checked by sample at the supplier"), "Faulty batch", ""),
    (_("Prices on shelves from the till, printed every morning"), _("To pay what the shelf says"), _("Difference between the shelf’s and the till’s price"), "Price or promotion set wrongly", _("Printed labels were forgotten as often as before: given up for electronic ones.")),
)  # fmt: skip
