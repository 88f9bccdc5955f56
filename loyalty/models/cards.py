"""Cards and how their numbers are made. Written by `loyalty.cards.services` only."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class CardSettings(models.Model):
    """Row 1; `current()` gives the defaults before anybody has saved it."""

    class Barcode(models.TextChoices):
        EAN13 = "ean13", _("EAN-13")
        CODE128 = "code128", _("Code 128")

    barcode = models.CharField(
        _("bar code"),
        max_length=8,
        choices=Barcode.choices,
        default=Barcode.EAN13,
        help_text=_("EAN-13 is read by every till and has 13 digits. Code 128 may have any length."),
    )
    prefix = models.CharField(
        _("number begins with"),
        max_length=10,
        default="20",
        blank=True,
        validators=[RegexValidator(r"^[0-9]*$", _("Only digits."))],
        help_text=_("With EAN-13 between 20 and 29, so that no product has the same number."),
    )
    length = models.PositiveSmallIntegerField(
        _("digits in all"), default=13, validators=[MinValueValidator(8), MaxValueValidator(19)]
    )
    max_active = models.PositiveSmallIntegerField(
        _("active cards per member"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("A family may want two. Lowering it takes no card away."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("card settings")
        verbose_name_plural = _("card settings")
        constraints = (models.CheckConstraint(name="card_settings_single_row", condition=Q(id=1)),)

    def __str__(self) -> str:
        return str(_("card settings"))

    @classmethod
    def current(cls) -> CardSettings:
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class CardBatch(models.Model):
    """Blank cards made together, to be printed and assigned at the counter."""

    name = models.CharField(_("name"), max_length=80)
    size = models.PositiveIntegerField(_("cards"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("batch of cards")
        verbose_name_plural = _("batches of cards")
        constraints = (models.CheckConstraint(name="card_batch_not_empty", condition=Q(size__gte=1)),)

    def __str__(self) -> str:
        return self.name


class Card(models.Model):
    """A number, and whom it finds."""

    class State(models.TextChoices):
        BLANK = "blank", _("Blank")
        ACTIVE = "active", _("Active")
        LOST = "lost", _("Lost")
        REPLACED = "replaced", _("Replaced")
        BLOCKED = "blocked", _("Blocked")

    class Origin(models.TextChoices):
        ISSUED = "issued", _("Made here")
        BATCH = "batch", _("From a batch")
        IMPORTED = "imported", _("From an older programme")

    number = models.CharField(_("number"), max_length=40)
    # Without spaces and dashes, in capitals: two spellings of one number are one card.
    number_key = models.CharField(max_length=40, editable=False, db_collation="C")
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="cards", verbose_name=_("customer")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ACTIVE)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices, default=Origin.ISSUED)
    # The customer's place that an active card occupies: the limit as a unique constraint.
    slot = models.PositiveSmallIntegerField(default=1, editable=False)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    batch = models.ForeignKey(
        CardBatch, models.PROTECT, null=True, blank=True, related_name="cards", verbose_name=_("batch")
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    state_since = models.DateTimeField(_("in this state since"))
    state_reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        default_permissions = ("view",)
        permissions = (
            ("issue_card", _("Can issue and replace cards and report them lost")),
            ("block_card", _("Can block cards and make them valid again")),
            ("batch_card", _("Can make and print batches of blank cards")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["number_key"], name="card_number_unique", violation_error_message=_("This number exists.")
            ),
            models.UniqueConstraint(
                fields=["customer", "slot"], name="card_active_place_unique", condition=Q(state="active")
            ),
            models.CheckConstraint(
                name="card_state_known", condition=Q(state__in=["blank", "active", "lost", "replaced", "blocked"])
            ),
            models.CheckConstraint(
                name="card_has_somebody_unless_blank",
                condition=Q(state="blank", customer__isnull=True)
                | Q(state="blocked")
                | (~Q(state="blank") & Q(customer__isnull=False)),
            ),
            models.CheckConstraint(
                name="card_replaced_by_another",
                condition=Q(state="replaced", replaced_by__isnull=False)
                | (~Q(state="replaced") & Q(replaced_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="card_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=models.F("id")),
            ),
            models.CheckConstraint(name="card_numbered", condition=~Q(number_key="")),
        )
        indexes = (models.Index(fields=["-id"], name="card_latest_blank", condition=Q(state="blank")),)

    def __str__(self) -> str:
        return self.number
