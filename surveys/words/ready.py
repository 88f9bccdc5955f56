"""Themes that a shop can begin with: (name, name in Chinese, words, words in Chinese) by key.

Words that praise and words that blame are both of a theme: whether it is good or bad the scores say.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadyTheme:
    key: str
    name: str
    name_zh: str
    words: tuple[str, ...]
    words_zh: tuple[str, ...]


def _theme(key: str, name: str, name_zh: str, words: str, words_zh: str) -> ReadyTheme:
    return ReadyTheme(key, name, name_zh, tuple(one.strip() for one in words.split(",")), tuple(words_zh.split()))


THEMES = (
    _theme(
        "price", "Price", "价格",
        "price, cost, expensive, pricey, overpriced, cheap, affordable, value for money, good value, bargain, fee",
        "价格 价钱 价位 价 贵 太贵 很贵 好贵 真贵 偏贵 有点贵 便宜 实惠 划算 性价比 收费 涨价 降价 物有所值",
    ),
    _theme(
        "quality", "Quality", "质量",
        "quality, broken, broke, defect, defective, faulty, durable, fell apart, well made, poorly made, damaged",
        "质量 品质 质感 做工 坏 坏了 破损 瑕疵 耐用 结实 次品 劣质",
    ),
    _theme(
        "service", "Service", "服务",
        "service, customer service, support, help desk, refund, exchange, after-sales, complaint",
        "服务 服务态度 客服 售后 退款 退货 换货 投诉 售后服务",
    ),
    _theme(
        "staff", "Staff", "员工",
        "staff, employee, cashier, assistant, salesperson, manager, waiter, waitress, team, rude, friendly, polite,"
        " attentive, unfriendly, helpful, unhelpful",
        "员工 店员 服务员 收银员 导购 营业员 店长 态度 热情 耐心 礼貌 冷淡 不耐烦 友善 友好",
    ),
    _theme(
        "delivery", "Delivery", "配送",
        "deliver, delivery, courier, parcel, package, shipping, shipment, shipped, arrived late, driver, tracking",
        "配送 送货 送货上门 快递 物流 发货 包裹 送达 到货 外卖 骑手 快递员",
    ),
    _theme(
        "waiting", "Waiting time", "等待时间",
        "wait, queue, line was, long line, slow, took forever, checkout line, waiting time, took ages",
        "等 等待 等了 排队 久等 太慢 很慢 慢 等很久 半天 人太多",
    ),
    _theme(
        "assortment", "Assortment", "商品种类",
        "assortment, selection, choice, variety, range, out of stock, sold out, in stock, size, sizes, missing item",
        "品种 种类 商品 款式 选择 缺货 断货 没货 齐全 丰富 尺码 断码 卖完",
    ),
    _theme(
        "app", "App and website", "应用和网站",
        "app, website, web site, site, online shop, webshop, login, log in, password, checkout page, crash, bug",
        "网站 应用 小程序 网页 登录 密码 闪退 卡顿 页面 公众号 软件 手机端 下单",
    ),
    _theme(
        "cleanliness", "Cleanliness", "卫生",
        "clean, dirty, cleanliness, hygiene, hygienic, smell, smelly, toilet, restroom, mess, messy, tidy, spotless",
        "卫生 干净 脏 很脏 整洁 清洁 异味 臭 厕所 洗手间 洁净",
    ),
    _theme(
        "honesty", "Honesty", "诚信",
        "honest, honestly priced, honesty, dishonest, trust, trustworthy, misleading, misled, lied, lie, hidden fee,"
        " hidden cost, scam, cheated, fake, false advertising",
        "诚信 诚实 诚信经营 信任 欺骗 骗 骗人 虚假 虚假宣传 误导 假货 套路 坑 坑人 可靠",
    ),
    _theme(
        "place", "Place and comfort", "环境",
        "parking, location, atmosphere, ambience, music, crowded, comfortable, noisy, noise, seats, opening hours",
        "环境 停车 停车位 位置 氛围 吵 嘈杂 拥挤 舒适 音乐 营业时间 座位",
    ),
    _theme(
        "loyalty", "Points and rewards", "积分和奖励",
        "points, reward, rewards, loyalty, membership, member card, coupon, voucher, discount, promotion, cashback",
        "积分 会员 会员卡 优惠 优惠券 折扣 返现 活动 奖励 礼品 兑换 代金券",
    ),
)  # fmt: skip
