"""Segments and who is in them; `docs/algorithms/segments.md` has the model."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id


class Segment(models.Model):
    """A named set of customers: by a rule, or, as a snapshot, those who were in a set at one moment."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    name = models.CharField(
        _("name"), max_length=80, unique=True, error_messages={"unique": _("Another segment has this name.")}
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    # Without it nothing that customers pay or earn may depend on the segment.
    published_as = models.CharField(_("published as"), max_length=120, blank=True, default="")
    # None: a snapshot, whose members were copied.
    rule = models.JSONField(_("rule"), null=True, blank=True)
    # The segments that the rule names, so that circles and the order of refreshing need no reading of rules.
    uses = models.ManyToManyField("self", symmetrical=False, related_name="used_by", blank=True)
    # Some facet of the rule changes by the clock alone.
    is_clock = models.BooleanField(_("changes at night"), default=False, editable=False)
    # The rule, or that of a segment that it uses, was changed since the last full refresh.
    is_due = models.BooleanField(default=True, editable=False)
    # Raised whenever it becomes due, so that a run that began before does not settle it.
    turn = models.PositiveIntegerField(default=0, editable=False)
    full_on = models.DateField(_("computed in full on"), null=True, editable=False)
    refreshed_at = models.DateTimeField(_("refreshed at"), null=True, editable=False)
    size = models.PositiveIntegerField(_("members"), default=0, editable=False)
    # Why the rule could not be read or carried out last time; its members stay as they were.
    problem = models.CharField(_("problem"), max_length=500, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = (
            models.CheckConstraint(name="segment_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="segment_snapshot_rests", condition=Q(rule__isnull=False) | Q(is_clock=False, is_due=False)
            ),
            models.CheckConstraint(
                name="segment_published_by_rule", condition=Q(rule__isnull=False) | Q(published_as="")
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_snapshot(self) -> bool:
        return self.rule is None


class SegmentMember(models.Model):
    """A customer in a segment, written set by set. A row of a customer who was deleted stays until the next refresh."""

    segment = models.ForeignKey(
        Segment, models.CASCADE, related_name="members", db_index=False, db_constraint=False, verbose_name=_("segment")
    )
    customer = models.ForeignKey(
        "customers.Customer", models.DO_NOTHING, related_name="segments", db_constraint=False,
        verbose_name=_("customer"),
    )  # fmt: skip
    since = models.DateTimeField(_("since"))
    # Of whom came in by a file that was to start nothing: when it touched them.
    imported_at = models.DateTimeField(_("came with a file at"), null=True)

    class Meta:
        verbose_name = _("member of a segment")
        verbose_name_plural = _("members of segments")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["segment", "customer"], name="segment_member_once"),)

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.customer_id}"


class SegmentPast(models.Model):
    """A time for which somebody was in a published segment and is no more, half-open: late receipts ask for it."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="past", verbose_name=_("segment"))
    customer = models.ForeignKey(
        "customers.Customer", models.DO_NOTHING, related_name="+", db_constraint=False, verbose_name=_("customer")
    )
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("past member of a segment")
        verbose_name_plural = _("past members of segments")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.customer_id}"


class ImportMark(models.Model):
    """When a file that was to start nothing touched a customer last (`customers.quiet`); gone after some days."""

    customer = models.OneToOneField(
        "customers.Customer", models.DO_NOTHING, related_name="+", db_constraint=False, primary_key=True
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("customer who came with a file")
        verbose_name_plural = _("customers who came with files")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.customer_id)


class SegmentTouch(models.Model):
    """A queue of customers to look at again, written in the transaction of the change; duplicates are harmless."""

    id = models.BigAutoField(primary_key=True)
    customer = models.ForeignKey(
        "customers.Customer", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    # Was there when a run of everything began: gone when that run has ended well.
    is_seen = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("customer to look at for segments")
        verbose_name_plural = _("customers to look at for segments")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.customer_id)
