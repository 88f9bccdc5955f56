"""Trees that are ready: what customers complain of, and why it comes to it, in every language of the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from complaints.learning import trees
from complaints.models import Category, Cause

ZH = "zh-hans"
# As the database allows.
MOST_DEEP = 8


class Leaf(NamedTuple):
    """`told`: what else a category says of its cases."""

    name: str
    chinese: str
    told: Mapping[str, Any] = {}
    below: Sequence[Leaf] = ()


CATEGORIES: Sequence[Leaf] = (
    Leaf("Product", "商品", {}, (
        Leaf("Broken or faulty", "损坏或故障"), Leaf("Not as described", "与描述不符"),
        Leaf("Parts missing", "缺少配件"), Leaf("Injury or danger", "受伤或危险", {"severity": 4, "is_safety": True}),
    )),
    Leaf("Delivery", "配送", {}, (
        Leaf("Late", "延迟送达"), Leaf("Damaged on the way", "运输损坏"), Leaf("Wrong item", "发错商品"),
        Leaf("Never arrived", "未收到货", {"severity": 3}),
    )),
    Leaf("Service", "服务", {}, (
        Leaf("Nobody answered", "无人回应"), Leaf("Wrong advice", "建议有误"),
        Leaf("Unfriendly", "态度不好", {"severity": 3}), Leaf("Waited too long", "等候太久", {"severity": 1}),
    )),
    Leaf("Price and payment", "价格与付款", {}, (
        Leaf("Price at the till differs", "收银价格不符"), Leaf("Charged twice", "重复扣款", {"severity": 3}),
        Leaf("Refund not received", "退款未到账", {"severity": 3}), Leaf("Invoice", "发票", {"severity": 1}),
    )),
    Leaf("Loyalty programme", "会员计划", {}, (
        Leaf("Points missing", "积分缺失"), Leaf("Reward or coupon refused", "奖励或优惠券被拒"),
        Leaf("Points expired", "积分过期", {"severity": 1}),
    )),
    Leaf("Shop and website", "门店与网站", {"severity": 1}, (
        Leaf("Store", "门店环境", {"severity": 1}), Leaf("Website or ordering", "网站或下单", {"severity": 1}),
        Leaf("Unwanted messages", "不想要的消息", {"severity": 2}),
    )),
    Leaf("Personal data", "个人信息", {"severity": 3, "is_legal": True}),
    Leaf("Staff", "员工", {"severity": 3, "is_internal": True, "is_confidential": True}),
    Leaf("Something else", "其他"),
)  # fmt: skip
CAUSES: Sequence[Leaf] = (
    Leaf("Supplier", "供应商", {}, (
        Leaf("Fault of manufacture", "制造缺陷"), Leaf("Faulty batch", "批次缺陷"),
        Leaf("Supplier was late", "供应商延误"),
    )),
    Leaf("Storage and shipping", "仓储与运输", {}, (
        Leaf("Packed too weakly", "包装不牢"), Leaf("Packed the wrong item", "拣错商品"),
        Leaf("Carrier was late", "承运商延误"), Leaf("Carrier damaged or lost it", "承运商损坏或丢失"),
    )),
    Leaf("Our process", "流程", {}, (
        Leaf("Nobody was responsible", "无人负责"), Leaf("Promise nobody could keep", "承诺无法兑现"),
        Leaf("Refund left undone", "退款未处理"), Leaf("Too few people on duty", "值班人手不足"),
    )),
    Leaf("People", "人员", {}, (Leaf("Not trained for it", "未经培训"), Leaf("Mistake by oversight", "疏忽"),
                              Leaf("Behaviour", "行为不当"))),
    Leaf("System", "系统", {}, (
        Leaf("Price or promotion set wrongly", "价格或促销设置错误"), Leaf("Software fault", "软件故障"),
        Leaf("Wrong data", "数据错误"),
    )),
    Leaf("What we said", "我们的说明", {}, (
        Leaf("Description wrong or missing", "描述错误或缺失"), Leaf("Rules hard to understand", "规则难以理解"),
    )),
    Leaf("Customer", "客户", {}, (Leaf("Handled wrongly", "使用不当"), Leaf("Misunderstanding", "误解"))),
    Leaf("Not known", "原因不明"),
)  # fmt: skip


@transaction.atomic
def plant(now: datetime) -> int:
    """Grow both trees where there is none yet; how many nodes. A tree that a shop has begun is left alone."""
    made = 0
    for kind, leaves in ((Category, CATEGORIES), (Cause, CAUSES)):
        if not kind.objects.exists():
            made += sum(_grow(kind, leaf, None) for leaf in leaves)
    return made


def _grow(kind: Any, leaf: Leaf, parent: Any) -> int:
    node = trees.grow(kind, name=leaf.name, parent=parent, translations={ZH: leaf.chinese}, **leaf.told)
    return 1 + sum(_grow(kind, one, node) for one in leaf.below)
