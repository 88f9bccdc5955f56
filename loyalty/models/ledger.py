"""The ledger. Everything written here goes through `loyalty.ledger`.

PostgreSQL itself refuses: UPDATE, DELETE and TRUNCATE of entries and consumptions (trigger), a
balance or debt below zero, a lot's remaining outside 0…granted, a lot in another account than
its entry, a second entry for the same `event_key`.

For every account, at the end of every transaction:

    balance            = Σ lots.remaining
    balance − debt     = Σ entries.units
    debt               = Σ debt_units of entries that took − Σ debt_units of entries that gave
    lot.remaining      = lot.granted − Σ consumptions of the lot
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loyalty.models.programme import LoyaltyCurrency


class Account(models.Model):
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="accounts", verbose_name=_("customer")
    )
    currency = models.CharField(_("currency"), max_length=10, choices=LoyaltyCurrency.choices)
    # Σ of what remains in lots: available, pending, and expired but not yet booked.
    balance = models.BigIntegerField(_("balance"), default=0)
    # What the member owes after returns of units already spent; never netted with the balance.
    debt = models.BigIntegerField(_("debt"), default=0)
    # The latest earning or redeeming, by its own time: expiry by activity runs from here.
    active_at = models.DateTimeField(_("last active at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        permissions = (
            ("adjust_account", _("Can adjust balances by hand")),
            ("redeem_account", _("Can redeem units for a customer")),
            ("top_up_account", _("Can take top-ups and pay them out")),
            ("transfer_account", _("Can transfer and convert units for a customer")),
            ("open_account", _("Can bring opening balances in")),
        )
        constraints = (
            models.UniqueConstraint(fields=["customer", "currency"], name="account_unique"),
            models.CheckConstraint(name="account_balance_not_negative", condition=Q(balance__gte=0)),
            models.CheckConstraint(name="account_debt_not_negative", condition=Q(debt__gte=0)),
            models.CheckConstraint(name="account_currency_known", condition=Q(currency__in=LoyaltyCurrency.values)),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} {self.currency}"


class Entry(models.Model):
    """One movement of one account: immutable, explained, keyed by its business event."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("Earned")
        REDEEM = "redeem", _("Redeemed")
        RETURN = "return", _("Taken back after a return")
        RESTORE = "restore", _("Given back")
        EXPIRE = "expire", _("Expired")
        ADJUST = "adjust", _("Adjusted")
        OPENING = "opening", _("Opening balance")
        TOP_UP = "topup", _("Topped up")
        REFUND = "refund", _("Paid out")
        TRANSFER = "transfer", _("Transferred")
        CONVERT = "convert", _("Converted")
        FORFEIT = "forfeit", _("Forfeited")
        CHARGE = "charge", _("Charged")
        WRITE_OFF = "writeoff", _("Debt written off")

    # Statement triggers hold what foreign keys would (see the migration): checked row by row, those
    # take longer than all the rest of an import.
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries", db_index=False, db_constraint=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    units = models.BigIntegerField(_("units"))
    # The part of a negative entry that became debt, or of a positive one that paid debt off.
    debt_units = models.BigIntegerField(_("of it debt"), default=0)
    event_key = models.CharField(max_length=100)
    purchase = models.ForeignKey(
        "sales.Purchase", models.PROTECT, null=True, blank=True, related_name="entries", db_constraint=False
    )
    occurred_at = models.DateTimeField(_("time of the event"))
    booked_at = models.DateTimeField(_("booked at"))
    # A formula with its rules: 8 = floor(83.50 × 0.1), rule Base.
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)
    # The facts of its own making (rule ids and rates, base, units per line): reversal asks
    # these, never today's rules.
    facts = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = (models.Index(fields=["account", "-occurred_at", "-id"], name="entry_statement"),)
        constraints = (
            # Not `unique=True`, which brings a second index for LIKE that nobody asks.
            models.UniqueConstraint(fields=["event_key"], name="entry_event_key_unique"),
            models.CheckConstraint(
                name="entry_sign_fits_kind",
                condition=Q(kind__in=["grant", "restore", "opening", "topup", "writeoff"], units__gte=0)
                | Q(kind__in=["redeem", "return", "expire", "refund", "forfeit", "charge"], units__lte=0)
                | Q(kind__in=["adjust", "transfer", "convert"]),
            ),
            models.CheckConstraint(
                name="entry_debt_within_units",
                condition=Q(debt_units__gte=0) & (Q(debt_units__lte=F("units")) | Q(debt_units__lte=-F("units"))),
            ),
            models.CheckConstraint(
                name="entry_adjusted_with_reason",
                condition=~Q(kind="adjust") | (~Q(reason="") & Q(actor__isnull=False)),
                violation_error_message=_("An adjustment needs a reason and somebody who answers for it."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.units:+d} ({self.kind})"

    @property
    def is_bound(self) -> bool:
        """Spent on something that is taken back itself (a reward, a receipt, a chance), and its units with it."""
        return not _BOUND.isdisjoint(self.facts)


_BOUND = frozenset({"reward", "pays", "draw"})


class Lot(models.Model):
    """Units granted together: available from, and unspendable from `expires_at` on by the clock."""

    # A statement trigger holds both: a lot lies in its entry's account and was granted its units.
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="lot", primary_key=True, db_constraint=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="lots", db_index=False, db_constraint=False)
    granted = models.BigIntegerField(_("granted"))
    remaining = models.BigIntegerField(_("remaining"))
    available_at = models.DateTimeField(_("available from"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    # Set: `expires_at` moves on with every activity of the account, by so many months.
    activity_months = models.PositiveSmallIntegerField(_("months without activity"), null=True, blank=True)

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        constraints = (
            models.CheckConstraint(
                name="lot_remaining_within_granted", condition=Q(remaining__gte=0, remaining__lte=F("granted"))
            ),
            models.CheckConstraint(
                name="lot_activity_has_expiry", condition=Q(activity_months__isnull=True) | Q(expires_at__isnull=False)
            ),
        )
        indexes = (
            models.Index(
                F("account"),
                F("expires_at").asc(nulls_last=True),
                F("available_at"),
                F("entry"),
                name="lot_spending_order",
                condition=Q(remaining__gt=0),
            ),
            # Empty while no programme expires by activity, so that asking costs nothing.
            models.Index(
                fields=["account"],
                name="lot_by_activity",
                condition=Q(remaining__gt=0, activity_months__isnull=False),
            ),
            models.Index(
                fields=["expires_at"], name="lot_expiring", condition=Q(remaining__gt=0, expires_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.remaining}/{self.granted}"


class Consumption(models.Model):
    """Units that an entry took from a lot (positive) or put back into it (negative); immutable."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="consumptions", db_index=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="consumptions")
    units = models.BigIntegerField(_("units"))

    class Meta:
        verbose_name = _("consumption")
        verbose_name_plural = _("consumptions")
        constraints = (
            models.UniqueConstraint(fields=["entry", "lot"], name="consumption_unique"),
            models.CheckConstraint(name="consumption_not_zero", condition=~Q(units=0)),
        )

    def __str__(self) -> str:
        return f"{self.units} of lot {self.lot_id}"
