"""Whether a customer's personal link still opens."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer


class MemberLink(models.Model):
    """Exists once links were revoked: those with a lower version open nothing any more."""

    customer = models.OneToOneField(
        Customer, models.CASCADE, primary_key=True, related_name="member_link", verbose_name=_("customer")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    revoked_at = models.DateTimeField(_("earlier links revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        default_permissions = ()
        permissions = (
            ("share_memberlink", _("Can open and copy customers' personal links")),
            ("revoke_memberlink", _("Can make customers' personal links invalid")),
        )
        constraints = (
            models.CheckConstraint(name="member_link_version_range", condition=Q(version__gte=1, version__lte=65535)),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} v{self.version}"
