"""Households: people who collect together. The pool is the account of the holder.

Whoever is a member earns into the holder's accounts, and spends from them if their role allows.
A customer is in one household at a time, as its holder or as a member: the database holds it
with one row per person, the holder's included.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id
from loyalty.currencies import is_money


class Household(models.Model):
    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    holder = models.OneToOneField(
        "customers.Customer", models.PROTECT, related_name="held_household", verbose_name=_("holder")
    )
    daily_limit = models.BigIntegerField(
        _("points or stamps a member may spend per day"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    daily_money_limit = models.BigIntegerField(
        _("cashback and stored value a member may spend per day"),
        null=True,
        blank=True,
        help_text=_("Empty: no limit."),
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        indexes = (
            models.Index(fields=["name", "id"], name="household_by_name"),
            models.Index(fields=["-created_at", "-id"], name="household_recent"),
        )
        constraints = (
            models.CheckConstraint(name="household_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="household_limit_positive", condition=Q(daily_limit__isnull=True) | Q(daily_limit__gt=0)
            ),
            models.CheckConstraint(
                name="household_money_limit_positive",
                condition=Q(daily_money_limit__isnull=True) | Q(daily_money_limit__gt=0),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def limit_of(self, currency: str) -> int | None:
        """What a member may spend of it in a day: points and stamps are counted, the others are money."""
        return self.daily_money_limit if is_money(currency) else self.daily_limit


class HouseholdMember(models.Model):
    class Role(models.TextChoices):
        HOLDER = "holder", _("Holder")
        EARN = "earn", _("Earns only")
        SPEND = "spend", _("Earns and redeems")

    household = models.ForeignKey(Household, models.CASCADE, related_name="members", verbose_name=_("household"))
    customer = models.OneToOneField(
        "customers.Customer", models.PROTECT, related_name="household_member", verbose_name=_("customer")
    )
    role = models.CharField(_("role"), max_length=6, choices=Role.choices, default=Role.EARN)
    # For quick reading by sales: the same as the household's holder.
    holder = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("member of a household")
        verbose_name_plural = _("members of households")
        constraints = (
            models.UniqueConstraint(fields=["household"], name="household_one_holder", condition=Q(role="holder")),
            models.CheckConstraint(
                name="household_holder_is_holder",
                condition=(Q(role="holder") & Q(customer=models.F("holder")))
                | (~Q(role="holder") & ~Q(customer=models.F("holder"))),
            ),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} ({self.role})"
