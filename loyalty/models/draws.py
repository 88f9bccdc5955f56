"""Prize draws that anybody can check.

A `Draw` has rules, prizes and times that are fixed when it is published; the hash of its seed is
published then too (`DrawSecret` holds the seed until the winners are drawn). A customer who takes
part is one `DrawParticipant` with an opaque code; each event that gave chances is one `DrawEntry`.
When entries are frozen, `FrozenLine` rows are the numbered list and `list_hash` its SHA-256. Each
drawn line is a `DrawStep`; a step that won has a `DrawAward`: what becomes of the prize.

PostgreSQL itself refuses: UPDATE, DELETE and TRUNCATE of frozen lines and steps; any change of
what was published, of the list's hash or of a revealed seed; a second entry for an event key;
more chances left of an entry than it gave.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core import ids
from core.models import new_public_id

CODE_LENGTH = 12


def new_slug() -> str:
    """An address that cannot be guessed."""
    return ids.short_code(16).lower()


def default_countries() -> list[str]:
    return [settings.COUNTRY]


def told(row: Any, field: str) -> str:
    """A text of the row in the reader's language, or in the shop's own."""
    texts = row.translations.get(get_language() or "", {})
    return str(texts.get(field) or getattr(row, field))


class CountryLimit(models.Model):
    """What the law of a country allows; a draw beyond it cannot be published."""

    country = models.CharField(
        _("country"),
        max_length=2,
        primary_key=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, such as CN or DE."))],
        help_text=_("ISO code: two capital letters, such as CN or DE."),
    )
    max_prize_value = models.BigIntegerField(_("largest value of one prize"), null=True, blank=True)
    max_total_value = models.BigIntegerField(_("largest value of all prizes"), null=True, blank=True)
    max_days = models.PositiveSmallIntegerField(_("longest time open, in days"), null=True, blank=True)
    needs_free_entry = models.BooleanField(
        _("needs a free way to enter"),
        default=False,
        help_text=_("A draw that only buyers can enter is refused there: offer sign-up too."),
    )
    is_forbidden = models.BooleanField(_("no draws there"), default=False)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Which law says so, and who checked it when.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("legal limit of draws")
        verbose_name_plural = _("legal limits of draws")
        ordering = ("country",)
        constraints = (
            models.CheckConstraint(
                name="country_limit_not_negative",
                condition=(Q(max_prize_value__isnull=True) | Q(max_prize_value__gte=0))
                & (Q(max_total_value__isnull=True) | Q(max_total_value__gte=0)),
                violation_error_message=_("An amount is not below zero."),
            ),
        )

    def __str__(self) -> str:
        return self.country


class Draw(models.Model):
    """One prize draw. Its state is written by `draws.services` alone, by the table `MOVES` there."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        OPEN = "open", _("Open")
        FROZEN = "frozen", _("Entries frozen")
        DRAWN = "drawn", _("Drawn")
        CANCELLED = "cancelled", _("Cancelled")

    class Counts(models.TextChoices):
        """What of a purchase gives chances."""

        AMOUNT = "amount", _("One chance per full amount spent")
        PIECE = "piece", _("One chance per so many pieces")
        RECEIPT = "receipt", _("One chance per purchase")
        DAY = "day", _("One chance per day with a purchase")
        ONCE = "once", _("One chance for whoever buys in the period")

    class OnReturn(models.TextChoices):
        PROPORTION = "proportion", _("Chances follow what is kept")
        WHOLE = "whole", _("Any return loses the purchase's chances")

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        default=new_slug,
        help_text=_("The end of the public address. The one suggested cannot be guessed; a pretty one can be told."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    name = models.CharField(_("name"), max_length=120)
    rules = models.TextField(
        _("rules"), max_length=8000, help_text=_("Published as they stand and fixed from then on.")
    )
    # {"zh-hans": {"name": …, "rules": …}}: what is missing is shown in the shop's own language.
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    countries = ArrayField(
        models.CharField(max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")]),
        verbose_name=_("countries"),
        default=default_countries,
        help_text=_("Where it is offered: their legal limits apply. ISO codes, separated by commas."),
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"), help_text=_("First moment at which nobody can enter any more."))
    freezes_at = models.DateTimeField(
        _("entries frozen"), help_text=_("Until then, purchases made before the closing may still be told.")
    )
    draws_at = models.DateTimeField(_("winners drawn"))
    claim_days = models.PositiveSmallIntegerField(
        _("days to claim a prize"), default=14, validators=[MinValueValidator(1)]
    )
    # Ways to take part.
    by_purchase = models.BooleanField(_("by purchase"), default=False)
    counts = models.CharField(_("purchases give"), max_length=8, choices=Counts.choices, default=Counts.AMOUNT)
    step = models.BigIntegerField(
        _("per"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("The amount (smallest unit of money) or the pieces that give one chance."),
    )
    minimum_spend = models.BigIntegerField(_("minimum spend"), default=0)
    products = models.ManyToManyField("sales.Product", blank=True, verbose_name=_("products"), related_name="+")
    categories = models.ManyToManyField("sales.Category", blank=True, verbose_name=_("categories"), related_name="+")
    on_return = models.CharField(
        _("after a return"), max_length=10, choices=OnReturn.choices, default=OnReturn.PROPORTION
    )
    by_points = models.BooleanField(_("by points"), default=False)
    units_per_chance = models.PositiveIntegerField(_("points per chance"), default=0)
    by_signup = models.BooleanField(_("by sign-up, free"), default=False)
    members_only = models.BooleanField(_("members only"), default=True)
    max_chances = models.PositiveIntegerField(
        _("most chances per customer"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    several_prizes = models.BooleanField(_("one customer may win several prizes"), default=False)
    # Chance from outside, that not even the shop can know when entries are frozen.
    public_number_source = models.CharField(
        _("public number"),
        max_length=200,
        blank=True,
        help_text=_(
            "Mixed into the draw: a number that nobody can know at the closing, such as that of a public lottery "
            "on a named day. Empty: the seed alone decides."
        ),
    )
    public_number = models.CharField(
        _("public number as it came"), max_length=100, blank=True, editable=False,
        validators=[RegexValidator(r"^[0-9A-Za-z ,.-]*$")],
    )  # fmt: skip

    commitment = models.CharField(_("SHA-256 of the seed"), max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True, editable=False)
    list_hash = models.CharField(_("SHA-256 of the list"), max_length=64, blank=True, editable=False)
    participants_count = models.PositiveIntegerField(_("participants"), default=0, editable=False)
    chances_count = models.BigIntegerField(_("chances"), default=0, editable=False)
    drawn_at = models.DateTimeField(_("drawn at"), null=True, blank=True, editable=False)
    seed = models.CharField(_("seed"), max_length=64, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("why cancelled"), max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("prize draw")
        verbose_name_plural = _("prize draws")
        permissions = (
            ("publish_draw", _("Can publish and cancel prize draws")),
            ("run_draw", _("Can draw winners and hand over prizes")),
            ("enter_draw", _("Can enter customers in prize draws")),
        )
        indexes = (
            models.Index(fields=["-opens_at", "-id"], name="draw_recent"),
            models.Index(
                fields=["state"], name="draw_going_on", condition=Q(state__in=["published", "open", "frozen"])
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="draw_times_forward",
                condition=Q(opens_at__lt=F("closes_at"), closes_at__lte=F("freezes_at"), freezes_at__lte=F("draws_at")),
                violation_error_message=_("It opens, closes, is frozen and is drawn in this order."),
            ),
            models.CheckConstraint(
                name="draw_state_known",
                condition=Q(state__in=["draft", "published", "open", "frozen", "drawn", "cancelled"]),
            ),
            models.CheckConstraint(
                name="draw_points_have_a_price",
                condition=Q(by_points=False) | Q(units_per_chance__gt=0),
                violation_error_message=_("Say how many points a chance costs."),
            ),
            models.CheckConstraint(name="draw_step_positive", condition=Q(step__gt=0, minimum_spend__gte=0)),
            models.CheckConstraint(
                name="draw_frozen_has_a_hash",
                condition=Q(frozen_at__isnull=True, list_hash="") | Q(frozen_at__isnull=False) & ~Q(list_hash=""),
            ),
            models.CheckConstraint(
                name="draw_seed_only_when_drawn",
                condition=Q(drawn_at__isnull=True, seed="") | Q(drawn_at__isnull=False) & ~Q(seed=""),
            ),
            models.CheckConstraint(
                name="draw_cancelled_with_reason", condition=~Q(state="cancelled") | ~Q(cancel_reason="")
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return told(self, "name")

    @property
    def rules_text(self) -> str:
        return told(self, "rules")

    @property
    def state_label(self) -> str:
        """“Open” alone reads as a command in other languages."""
        return str(_("Open for entries") if self.state == self.State.OPEN else self.get_state_display())


class DrawSecret(models.Model):
    """The seed until it is revealed; on no page and in no API."""

    draw = models.OneToOneField(Draw, models.PROTECT, primary_key=True, related_name="secret")
    seed = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seed")
        verbose_name_plural = _("seeds")

    def __str__(self) -> str:
        return f"seed of draw {self.draw_id}"


class Prize(models.Model):
    """One prize for one winner; the first position is drawn first."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="prizes")
    position = models.PositiveSmallIntegerField(_("position"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=120)
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    value = models.BigIntegerField(_("value"), validators=[MinValueValidator(0)])
    # A prize may be the use of a thing for a time: both days inclusive.
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ("draw", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["draw", "position"], name="prize_position_unique", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="prize_value_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="prize_slot_whole",
                condition=Q(first_day__isnull=True, last_day__isnull=True)
                | Q(first_day__isnull=False, last_day__isnull=False, last_day__gte=F("first_day")),
                violation_error_message=_("A time slot has a first and a last day."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return told(self, "name")


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
