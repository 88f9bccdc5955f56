"""What this part tells the rest of the product at start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, when the apps are ready."""
    from complaints.incidents import affected, people, tasks, till  # noqa: F401  # so that workers know the sweep
    from core import jobs
    from customers import erasing as parts
    from customers import merging as merges
    from customers import panels
    from loyalty.till import actions

    merges.register("complaints.incidents", people.move, apart=("complaints.SilentCustomer",))
    parts.register(parts.Part("complaints.incidents", people.erase, tells=people.tells))
    people.register_sections()
    jobs.register(
        affected.KIND, affected.run_job, needs=(affected.PERMISSION,), shown_to="complaints.view_incident"
    )  # fmt: skip
    panels.register(
        panels.Panel(20, "incident", _("Incident"), "complaints:case_incident", "complaints.view_incident", "case")
    )
    actions.offer(
        actions.Button("unhappy", _("Was unhappy"), "emoji-frown", "complaints.add_unhappyflag"), till.was_unhappy
    )
