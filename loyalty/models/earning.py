"""What rules with limits have given, per member and in all.

A `RuleUse` row says what an entry of the ledger counts against a limit: of a rule (scope
`rule:ID` of the first of the rules that it succeeds) or of a whole currency (its code). `kept` falls when
units are taken back, which frees the limit. `RuleCounter` holds the sum over all members, for
budgets: its row is locked by whoever earns under the budget. An `Occurrence` is an event that was told,
granted for or not.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RuleUse(models.Model):
    """Written by `loyalty.earning.uses` from the ledger's entries, never by hand."""

    scope = models.CharField(max_length=24)
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="+", db_index=False, verbose_name=_("customer")
    )
    # The entry that counts; nothing but its key, so that the ledger's rows stay free of references.
    event_key = models.CharField(max_length=100)
    purchase = models.ForeignKey("sales.Purchase", models.PROTECT, null=True, related_name="+", db_constraint=False)
    # The business day of the sale or event: which day's and month's limit it counts against.
    occurred_on = models.DateField(_("day"))
    asked = models.BigIntegerField(_("asked"))
    granted = models.BigIntegerField(_("granted"))
    kept = models.BigIntegerField(_("kept"))

    class Meta:
        verbose_name = _("use of a limit")
        verbose_name_plural = _("uses of limits")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["event_key", "scope"], name="rule_use_unique"),
            models.CheckConstraint(
                name="rule_use_within",
                condition=Q(kept__gte=0, kept__lte=F("granted"), granted__lte=F("asked")),
            ),
        )
        indexes = (models.Index(fields=["customer", "scope", "occurred_on"], name="rule_use_of"),)

    def __str__(self) -> str:
        return f"{self.scope}: {self.kept} of {self.asked}"


class RuleCounter(models.Model):
    """What a scope with a budget has given in all and not taken back."""

    scope = models.CharField(max_length=24, primary_key=True)
    spent = models.BigIntegerField(_("spent"), default=0)

    class Meta:
        verbose_name = _("budget counter")
        verbose_name_plural = _("budget counters")
        default_permissions = ()
        constraints = (models.CheckConstraint(name="rule_counter_not_negative", condition=Q(spent__gte=0)),)

    def __str__(self) -> str:
        return f"{self.scope}: {self.spent}"


class Occurrence(models.Model):
    """An event that is no purchase, kept once, whether or not a rule gave anything for it: drafts are tried on them.

    Written by `loyalty.earning.occurrences`; a row stays, also of an event that was taken back.
    """

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="+", db_index=False, verbose_name=_("customer")
    )
    event = models.CharField(_("event"), max_length=10)
    # Names the event among those of its kind; long ones by their fingerprint.
    reference = models.CharField(_("reference"), max_length=40)
    occurred_at = models.DateTimeField(_("occurred at"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True)
    # Told by a file that was to start nothing: no rule gives anything for it.
    is_quiet = models.BooleanField(_("came with a file"), default=False, db_default=False)

    class Meta:
        verbose_name = _("event of a member")
        verbose_name_plural = _("events of members")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["customer", "event", "reference"], name="occurrence_once"),
            models.CheckConstraint(name="occurrence_named", condition=~Q(event="") & ~Q(reference="")),
        )
        indexes = (models.Index(fields=["event", "occurred_at", "id"], name="occurrence_in_time"),)

    def __str__(self) -> str:
        return f"{self.event} {self.reference}"


class Simulation(models.Model):
    """What a rule would have granted, computed once by a job; kept to be read again."""

    rule = models.ForeignKey("loyalty.EarnRule", models.CASCADE, related_name="simulations", verbose_name=_("rule"))
    job = models.OneToOneField("core.Job", models.CASCADE, related_name="+")
    # The period of purchases, or events, looked at; half-open.
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    # The rule's terms as they were then: shown is whether they still are.
    terms = models.TextField(_("terms"), blank=True)
    figures = models.JSONField(default=dict)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        default_permissions = ()
        permissions = (("simulate_rules", _("Can simulate earn rules")),)
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.rule_id} {self.since} – {self.until}"
