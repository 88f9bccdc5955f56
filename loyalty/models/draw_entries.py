"""Who takes part in a prize draw, the list that is drawn from, and what was drawn.

A customer who takes part is one `DrawParticipant` with an opaque code; each event that gave chances is one
`DrawEntry`. When entries are frozen, `FrozenLine` rows are the numbered list and the draw's `list_hash` its
SHA-256. Each drawn line is a `DrawStep`; a step that won has a `DrawAward`: what becomes of the prize.

PostgreSQL itself refuses: UPDATE, DELETE and TRUNCATE of frozen lines and steps; a second entry for an event
key; more chances left of an entry than it gave.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loyalty.models.draws import CODE_LENGTH, Draw, Prize


class DrawParticipant(models.Model):
    """A customer in a draw, known to the public by the code alone."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="participants", db_index=False)
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="draw_participations")
    code = models.CharField(_("entry code"), max_length=CODE_LENGTH, db_collation="C")
    joined_at = models.DateTimeField(_("since"))
    # A merged customer's second line in a list that was frozen before.
    is_second = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = (
            models.UniqueConstraint(
                fields=["draw", "customer"], name="draw_participant_unique", condition=Q(is_second=False)
            ),
            models.UniqueConstraint(fields=["draw", "code"], name="draw_code_unique"),
        )

    def __str__(self) -> str:
        return self.code


class DrawEntry(models.Model):
    """One event that gave chances: a purchase, points spent, a sign-up."""

    class Kind(models.TextChoices):
        PURCHASE = "purchase", _("Purchase")
        POINTS = "points", _("Points")
        SIGNUP = "signup", _("Sign-up")

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="entries", db_index=False)
    participant = models.ForeignKey(DrawParticipant, models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    event_key = models.CharField(max_length=100)
    purchase = models.ForeignKey(
        "sales.Purchase", models.PROTECT, null=True, blank=True, related_name="draw_entries", db_index=False
    )
    # The business day of the purchase, for draws that count days.
    day = models.DateField(_("day"))
    chances = models.BigIntegerField(_("chances"))
    # What returns have left of them.
    kept = models.BigIntegerField(_("chances left"))
    units = models.BigIntegerField(_("points spent"), default=0)
    refunded_at = models.DateTimeField(_("points given back at"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("draw entry")
        verbose_name_plural = _("draw entries")
        constraints = (
            models.UniqueConstraint(fields=["event_key"], name="draw_entry_key_unique"),
            models.CheckConstraint(name="draw_entry_kept_within", condition=Q(kept__gte=0, kept__lte=F("chances"))),
            models.CheckConstraint(
                name="draw_entry_kind_fits",
                condition=Q(kind="purchase", purchase__isnull=False, units=0)
                | Q(kind="points", purchase__isnull=True, units__gt=0)
                | Q(kind="signup", purchase__isnull=True, units=0, chances=1),
            ),
        )
        indexes = (
            models.Index(fields=["draw", "participant"], name="draw_entry_participant"),
            models.Index(fields=["purchase"], name="draw_entry_purchase", condition=Q(purchase__isnull=False)),
            models.Index(
                fields=["draw", "id"], name="draw_entry_to_refund", condition=Q(units__gt=0, refunded_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.event_key


class FrozenLine(models.Model):
    """A line of the frozen list; immutable."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    participant = models.ForeignKey(DrawParticipant, models.PROTECT, related_name="lines")
    code = models.CharField(_("entry code"), max_length=CODE_LENGTH, db_collation="C")
    chances = models.BigIntegerField(_("chances"))

    class Meta:
        verbose_name = _("line of the frozen list")
        verbose_name_plural = _("frozen list")
        ordering = ("draw", "number")
        constraints = (
            models.UniqueConstraint(fields=["draw", "number"], name="frozen_line_number_unique"),
            models.UniqueConstraint(fields=["draw", "code"], name="frozen_line_code_unique"),
            models.CheckConstraint(name="frozen_line_has_chances", condition=Q(chances__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.code} {self.chances}"


class DrawStep(models.Model):
    """One drawn line, with everything needed to draw it again; immutable."""

    class Reason(models.TextChoices):
        """Why a drawn line did not win, or why the prize was drawn again: published, so no free text."""

        RETURNED = "returned", _("Purchases returned after the freeze")
        EXCLUDED = "excluded", _("Not entitled to take part")
        ALREADY = "already", _("Has won a prize already")
        UNREACHABLE = "unreachable", _("Could not be reached")
        DECLINED = "declined", _("Did not want the prize")
        DEADLINE = "deadline", _("Did not claim in time")

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="steps", db_index=False)
    step = models.PositiveIntegerField(_("step"))
    prize = models.ForeignKey(Prize, models.PROTECT, related_name="steps")
    line = models.ForeignKey(FrozenLine, models.PROTECT, related_name="steps")
    counter = models.PositiveIntegerField(_("block"))
    below = models.BigIntegerField(_("chances in the pool"))
    value = models.BigIntegerField(_("number drawn"))
    has_won = models.BooleanField(_("won"))
    # Of a line passed over: why. Why a winner lost the prize again stands in the award.
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    drawn_at = models.DateTimeField(_("drawn at"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("step of a draw")
        verbose_name_plural = _("steps of draws")
        ordering = ("draw", "step")
        constraints = (
            models.UniqueConstraint(fields=["draw", "step"], name="draw_step_unique"),
            models.UniqueConstraint(fields=["draw", "counter"], name="draw_counter_unique"),
            # Nobody wins a prize twice over: the first time, and once in the place of each that lost it.
            models.UniqueConstraint(
                fields=["prize"], name="draw_prize_won_once", condition=Q(has_won=True, replaces__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["replaces"], name="draw_replaced_once", condition=Q(has_won=True, replaces__isnull=False)
            ),
            models.CheckConstraint(
                name="draw_number_in_the_pool", condition=Q(value__gte=0, value__lt=F("below"), counter__gt=0)
            ),
            models.CheckConstraint(name="draw_passed_over_with_reason", condition=Q(has_won=True) | ~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.step}: {self.value} of {self.below}"


class DrawAward(models.Model):
    """What becomes of a prize that was won: claimed by its code, handed over, or lost again."""

    class State(models.TextChoices):
        WON = "won", _("Won")
        CLAIMED = "claimed", _("Claimed")
        HANDED = "handed", _("Handed over")
        LOST = "lost", _("Lost again")

    step = models.OneToOneField(DrawStep, models.PROTECT, primary_key=True, related_name="award")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="draw_awards")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WON)
    claim_code = models.CharField(_("claim code"), max_length=CODE_LENGTH, unique=True)
    # First moment at which it cannot be claimed any more.
    claim_until = models.DateTimeField(_("claim before"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    handed_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    lost_at = models.DateTimeField(_("lost at"), null=True, blank=True)
    lost_reason = models.CharField(_("why lost"), max_length=12, choices=DrawStep.Reason.choices, blank=True)
    # The prize was drawn again, or nobody was left to win it.
    is_redrawn = models.BooleanField(_("drawn again"), default=False)

    class Meta:
        verbose_name = _("prize won")
        verbose_name_plural = _("prizes won")
        indexes = (
            models.Index(fields=["claim_until"], name="award_unclaimed", condition=Q(state="won")),
            models.Index(fields=["customer"], name="award_customer"),
        )
        constraints = (
            models.CheckConstraint(
                name="award_lost_with_reason",
                condition=Q(state="lost") & ~Q(lost_reason="") | ~Q(state="lost") & Q(lost_reason=""),
            ),
            models.CheckConstraint(name="award_redrawn_when_lost", condition=Q(is_redrawn=False) | Q(state="lost")),
        )

    def __str__(self) -> str:
        return f"{self.step_id} {self.state}"


class DrawProof(models.Model):
    """What came out when the draw was last done again from its rows: the public page reads this, not the list.

    Made anew whenever something is frozen or drawn, and when somebody asks to check again.
    """

    draw = models.OneToOneField(Draw, models.PROTECT, primary_key=True, related_name="proof")
    checked_at = models.DateTimeField(_("checked at"))
    steps = models.PositiveIntegerField(_("steps"))
    list_hash = models.CharField(_("SHA-256 of the list"), max_length=64)
    # Empty until the seed is revealed.
    seed_hash = models.CharField(_("SHA-256 of the seed"), max_length=64, blank=True)
    served = models.PositiveIntegerField(_("prizes that found a winner"), default=0)
    due = models.PositiveIntegerField(_("prizes that had to"), default=0)
    faults = models.JSONField(_("faults"), default=list)

    class Meta:
        verbose_name = _("proof of a draw")
        verbose_name_plural = _("proofs of draws")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.draw_id} {self.checked_at:%Y-%m-%d %H:%M}"
