"""What segments tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VIEW = "customers.view_segment"
MAKE = ("customers.add_segment", "customers.change_segment", "customers.delete_segment")


def register() -> None:
    from core.integrations import Scope, register_scopes
    from core.navigation import NavItem
    from core.navigation import register as navigate
    from customers import erasing, merging, panels, portability, roles, timeline
    from customers.models import SegmentMember, SegmentPast
    from customers.segments import listparts, moving, own
    from customers.segments.wordings import VERBS

    own.register()
    listparts.register()
    timeline.register(VERBS)
    merging.register(
        "customers.segments", moving.move_places, apart=("customers.SegmentMember", "customers.SegmentPast"),
        undo=moving.move_back,
    )  # fmt: skip
    erasing.register(erasing.Part("segments", moving.erase, tells=moving.tells))
    portability.register(
        portability.Section("segments", _("Segments"), SegmentMember, "customer"),
        portability.Section("segments_past", _("Segments of before"), SegmentPast, "customer"),
    )
    roles.register(dict.fromkeys(("owner", "manager", "marketer"), (VIEW, *MAKE)) | {"analyst": (VIEW,)})
    register_scopes(
        Scope("segments:read", _("Read segments and their members")),
        Scope("segments:write", _("Create and change segments")),
    )
    navigate(NavItem("segments", _("Segments"), "customers:segments", "funnel", VIEW, 25, "/customers/segments/"))
    panels.register(panels.Panel(75, "segments", _("Segments"), "customers:segments_of", VIEW))
