"""Roles of the staff: Django's groups, named in the language of the reader."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

# The roles that the product brings. Stored in English, because migrations and the demo find them by name.
TITLES = {
    "owner": _("Owner"),
    "manager": _("Manager"),
    "marketer": _("Marketer"),
    "service agent": _("Service agent"),
    "cashier": _("Cashier"),
    "analyst": _("Analyst"),
}


def role_title(name: str) -> str:
    """A role of ours in the reader's language; one that administrators made as they called it."""
    return str(TITLES.get(name, name))


class Role(Group):
    """A group as people see it. No table and no permissions of its own: those of groups count."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return role_title(self.name)
