"""What an automation says after its first message: step by step, each if they fit by then."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Otherwise(models.TextChoices):
    SKIP = "skip", _("They go on without it")
    END = "end", _("It ends for them")


class PassageVerdict(models.TextChoices):
    """What became of somebody at a step; empty while it waits for its time."""

    HEARD = "heard", _("Put into the outbox")
    SKIPPED = "skipped", _("Gone on without it")
    ENDED = "ended", _("Ended here")


class Step(models.Model):
    """The `position`th message of an automation, counted from 2: the first is the automation's own."""

    automation = models.ForeignKey(
        "campaigns.Automation", models.PROTECT, related_name="steps", db_index=False, verbose_name=_("automation")
    )
    position = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(2)])
    template = models.ForeignKey("messaging.Template", models.PROTECT, related_name="+", verbose_name=_("message"))
    # As of the automation itself: what people who refused personal recommendations read instead.
    neutral = models.ForeignKey(
        "messaging.Template", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("message without recommendations"),
    )  # fmt: skip
    # After the step before was taken.
    wait_days = models.PositiveSmallIntegerField(_("days to wait"), default=7, validators=[MaxValueValidator(365)])
    hour = models.PositiveSmallIntegerField(_("hour"), default=10, validators=[MaxValueValidator(23)])
    # None: everybody who came so far.
    segment = models.ForeignKey(
        "customers.Segment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("segment")
    )
    is_inside = models.BooleanField(_("who is in it"), default=True)
    otherwise = models.CharField(_("and the others"), max_length=4, choices=Otherwise.choices, default=Otherwise.END)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = (
            models.UniqueConstraint(fields=["automation", "position"], name="step_once"),
            models.CheckConstraint(name="step_ranges", condition=Q(position__gte=2, wait_days__lte=365, hour__lte=23)),
            models.CheckConstraint(name="step_otherwise", condition=Q(otherwise__in=Otherwise.values)),
        )

    def __str__(self) -> str:
        return f"{self.position}"

    @property
    def source(self) -> str:
        """What its messages name as where they come from."""
        return f"step:{self.pk}"


class Passage(models.Model):
    """Somebody on their way through an automation, at one of its steps."""

    occasion = models.ForeignKey(
        "campaigns.Occasion", models.PROTECT, related_name="passages", db_index=False, verbose_name=_("occasion")
    )
    step = models.ForeignKey(Step, models.PROTECT, related_name="passages", db_index=False, verbose_name=_("step"))
    due_at = models.DateTimeField(_("due at"))
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    verdict = models.CharField(_("what became of it"), max_length=7, choices=PassageVerdict.choices, blank=True)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["occasion", "step"], name="passage_once"),
            models.CheckConstraint(
                name="passage_verdict",
                condition=Q(taken_at__isnull=True, verdict="")
                | Q(taken_at__isnull=False, verdict__in=PassageVerdict.values),
            ),
        )
        indexes = (
            models.Index(fields=["step", "due_at"], name="passage_waiting", condition=Q(taken_at__isnull=True)),
            models.Index(fields=["step", "verdict"], name="passage_verdicts"),
        )

    def __str__(self) -> str:
        return f"{self.occasion_id}: {self.step_id}"
