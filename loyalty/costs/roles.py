"""Who may look up posted costs, beside the reports, and who enters bills by hand."""

from __future__ import annotations

ROLES: dict[str, tuple[str, ...]] = {
    "owner": ("loyalty.view_cost", "loyalty.add_cost"),
    "manager": ("loyalty.view_cost", "loyalty.add_cost"),
    "analyst": ("loyalty.view_cost",),
}
