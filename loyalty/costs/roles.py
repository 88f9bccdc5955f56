"""Who may look up posted costs, beside the reports."""

from __future__ import annotations

ROLES: dict[str, tuple[str, ...]] = {
    "owner": ("loyalty.view_cost",),
    "manager": ("loyalty.view_cost",),
    "analyst": ("loyalty.view_cost",),
}
