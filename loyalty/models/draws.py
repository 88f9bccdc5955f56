"""Prize draws that anybody can check.

A `Draw` has rules, prizes and times that are fixed when it is published; the hash of its seed is
published then too (`DrawSecret` holds the seed until the winners are drawn). Who takes part and what
is drawn is in `draw_entries`.

PostgreSQL itself refuses any change of what was published, of the list's hash or of a revealed seed.
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
    # Who had chances and was left out of the list: staff, test customers, who is no member. Empty: not counted then.
    left_out_count = models.PositiveIntegerField(_("left out of the list"), null=True, editable=False)
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
