"""Limited editions, and special terms for the first N customers.

`Edition.taken` counts the pieces that are held or paid; a conditional UPDATE and a CHECK keep it
within the quantity, whoever comes at the same moment. An `EditionClaim` is held until an instant
and then lapses by the clock; the sweep only books it. Who finds nothing left may wait: pieces
that come free go to those who wait, in order.
"""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import new_public_id
from loyalty.models.draws import CODE_LENGTH, new_slug, told


class Edition(models.Model):
    """So many pieces, or so many customers with special terms."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CLOSED = "closed", _("Closed")

    class OnReturn(models.TextChoices):
        FREE = "free", _("A returned piece is free again")
        KEEP = "keep", _("A returned piece stays taken")

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
    description = models.TextField(_("description"), max_length=4000, help_text=_("What it is and on which terms."))
    # {"zh-hans": {"name": …, "description": …}}
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    product = models.ForeignKey(
        "sales.Product",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product"),
        help_text=_("A purchase pays for a claim only if it has this product. Empty: any purchase does."),
    )
    price = models.BigIntegerField(_("price"), null=True, blank=True, validators=[MinValueValidator(0)])
    quantity = models.PositiveIntegerField(_("quantity"), validators=[MinValueValidator(1)])
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    per_customer = models.PositiveSmallIntegerField(
        _("most pieces per customer"), default=1, validators=[MinValueValidator(1)]
    )
    hold_minutes = models.PositiveIntegerField(
        _("minutes to pay"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("A claim that is not paid by then lapses, and its piece is free at once."),
    )
    is_claim_only = models.BooleanField(
        _("sold by claim only"),
        default=False,
        db_default=False,
        help_text=_("From publishing until it closes, the product is sold only to those who have claimed it."),
    )
    has_waiting_list = models.BooleanField(_("waiting list"), default=True)
    # By its own time zone. Both the same: there is no night.
    night_from = models.TimeField(
        _("night from"), default=time(20), db_default=time(20),
        help_text=_(
            "What comes free for the waiting list at night is offered, and its minutes to pay begin in the morning."
        ),
    )  # fmt: skip
    night_until = models.TimeField(_("night until"), default=time(10), db_default=time(10))
    most_lapsed = models.PositiveSmallIntegerField(
        _("claims that may lapse"), null=True, blank=True, default=3, db_default=3, validators=[MinValueValidator(1)],
        help_text=_(
            "After so many claims that lapsed unpaid a customer claims no more of this edition. Empty: no limit."
        ),
    )  # fmt: skip
    on_return = models.CharField(_("after a return"), max_length=4, choices=OnReturn.choices, default=OnReturn.FREE)
    # The zone in which its opening times are stated.
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("limited edition")
        verbose_name_plural = _("limited editions")
        permissions = (
            ("publish_edition", _("Can publish and close limited editions")),
            ("claim_edition", _("Can claim pieces for customers")),
        )
        indexes = (models.Index(fields=["-created_at", "-id"], name="edition_recent"),)
        constraints = (
            models.CheckConstraint(
                name="edition_taken_within_quantity", condition=Q(taken__gte=0, taken__lte=F("quantity"))
            ),
            models.CheckConstraint(
                name="edition_numbers_positive", condition=Q(quantity__gt=0, per_customer__gt=0, hold_minutes__gt=0)
            ),
            models.CheckConstraint(name="edition_state_known", condition=Q(state__in=["draft", "published", "closed"])),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return told(self, "name")

    @property
    def description_text(self) -> str:
        return told(self, "description")

    @property
    def hold_seconds(self) -> int:
        return self.hold_minutes * 60

    @property
    def free(self) -> int:
        return self.quantity - self.taken


class EditionAccess(models.Model):
    """From when on a circle of customers may claim; who fits several steps uses the earliest."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="steps")
    opens_at = models.DateTimeField(_("opens"))
    group = models.ForeignKey(
        "customers.CustomerGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group"),
    )
    level = models.ForeignKey(
        "loyalty.TierLevel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("level"),
        help_text=_("For members of this level and those above it."),
    )
    members_only = models.BooleanField(_("members only"), default=False)

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        ordering = ("edition", "opens_at", "id")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.opens_at:%Y-%m-%d %H:%M}"


class EditionClaim(models.Model):
    """One customer's claim. Its state is written by `editions.services` alone, by the table `MOVES` there."""

    class State(models.TextChoices):
        WAITING = "waiting", _("On the waiting list")
        HELD = "held", _("Held, to be paid")
        PAID = "paid", _("Paid")
        LAPSED = "lapsed", pgettext_lazy("claim", "Lapsed")
        CANCELLED = "cancelled", _("Cancelled")
        RETURNED = "returned", _("Returned")

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="claims", db_index=False, verbose_name=_("edition")
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="edition_claims", verbose_name=_("customer")
    )
    code = models.CharField(_("claim code"), max_length=CODE_LENGTH, unique=True)
    event_key = models.CharField(max_length=100)
    quantity = models.PositiveSmallIntegerField(_("pieces"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    claimed_at = models.DateTimeField(_("claimed at"))
    # First moment at which an unpaid claim no longer holds its pieces.
    held_until = models.DateTimeField(_("to be paid before"), null=True, blank=True)
    # It waited, and was then offered a piece that came free.
    offered_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    # The sweep has yet to ask somebody to tell the customer, or to close what it asked for.
    is_reminder_due = models.BooleanField(default=False, db_default=False)
    purchase = models.ForeignKey(
        "sales.Purchase",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="edition_claims",
        db_index=False,
        verbose_name=_("purchase"),
    )
    paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = (
            models.Index(fields=["edition", "-claimed_at", "-id"], name="claim_recent"),
            models.Index(fields=["edition", "id"], name="claim_waiting", condition=Q(state="waiting")),
            models.Index(fields=["edition", "held_until"], name="claim_held", condition=Q(state="held")),
            models.Index(fields=["held_until"], name="claim_lapsing", condition=Q(state="held")),
            models.Index(fields=["id"], name="claim_to_remind", condition=Q(is_reminder_due=True)),
            models.Index(fields=["purchase"], name="claim_purchase", condition=Q(purchase__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(fields=["event_key"], name="claim_event_key_unique"),
            models.CheckConstraint(name="claim_quantity_positive", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="claim_state_known",
                condition=Q(state__in=["waiting", "held", "paid", "lapsed", "cancelled", "returned"]),
            ),
            models.CheckConstraint(
                name="claim_held_until_an_instant", condition=~Q(state="held") | Q(held_until__isnull=False)
            ),
            models.CheckConstraint(
                name="claim_paid_at_an_instant", condition=~Q(state="paid") | Q(paid_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.code
