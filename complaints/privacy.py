"""What complaints do when customers are merged, erased, or ask for a copy of their data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from complaints import copying, erasing, hiding, holding, merging
    from customers import erasing as parts
    from customers import merging as merges
    from customers import timeline
    from customers.erasing.own import forbid_hold

    merges.register("complaints", merging.move)
    timeline.hide(hiding.hidden_targets)
    parts.register(
        parts.Part("complaints", erasing.erase, erasing.blank, obstacles=erasing.obstacles, tells=erasing.tells)
    )
    forbid_hold(holding.KIND, _("A complaint of theirs is open: close it first, so that they get their answer."))
    copying.register_sections()
