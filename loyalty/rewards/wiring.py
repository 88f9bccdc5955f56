"""What rewards tell the rest of the project when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import webhooks
    from core.integrations import Scope, register_scopes
    from customers import exports, memberpage, merging, panels, timeline
    from loyalty.pricing import claims
    from loyalty.rewards import merging as moving
    from loyalty.rewards import services
    from loyalty.rewards.memberpages import rewards_section

    register_scopes(
        Scope("redemptions:read", _("Read rewards and redemptions")),
        Scope("redemptions:write", _("Redeem, hand over and cancel rewards")),
    )
    webhooks.register(webhooks.EventType("redemption.changed", _("Redemption of a reward changed")))
    claims.on_revived(services.revive)
    merging.register("loyalty.rewards", moving.move_redemptions)
    panels.register(panels.Panel(16, "rewards", _("Rewards"), "loyalty:customer_rewards", "loyalty.view_redemption"))
    memberpage.register(
        memberpage.Section(40, "rewards", _("Rewards"), "loyalty/_member_rewards.html", rewards_section)
    )
    texts = {
        "reward.redeemed": _("Reward redeemed: %(reward)s"),
        "reward.fulfilled": _("Reward handed over: %(reward)s"),
        "reward.revived": _("Voucher works again, because the goods came back: %(reward)s"),
        "reward.cancelled": _("Reward cancelled: %(reward)s"),
        "reward.expired": _("Reward not fetched in time: %(reward)s"),
        "reward.revoked": _("Reward revoked: %(reward)s"),
    }
    timeline.register(
        {"loyalty.redemptions_exported": timeline.Verb(exports.wording(_("Redemptions exported")), "download")}
    )
    timeline.register({verb: timeline.Verb(_about(text), "gift") for verb, text in texts.items()})


def _about(text: Any) -> Callable[[Mapping[str, Any]], str]:
    return lambda data: str(text) % {"reward": data["reward"]}
