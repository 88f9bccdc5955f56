"""What happened and what is to be done: timeline, follow-ups, saved filters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.querysets import FollowUpQuerySet


class TimelineEntry(models.Model):
    """One thing that happened to a customer or was done by staff; append-only.

    `verb` names it for machines ("customer.enrolled"); `data` has the facts from which
    `customers.timeline` words the sentence in the reader's language.
    """

    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, blank=True, related_name="timeline")
    verb = models.CharField(_("verb"), max_length=60)
    at = models.DateTimeField(_("when"))
    # PROTECT: the trail names who did it for ever; somebody who leaves is deactivated, not deleted.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    data = models.JSONField(_("facts"), default=dict)
    # What it is about: "purchase:17".
    target = models.CharField(_("about"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline")
        indexes = (
            models.Index(fields=["customer", "-at", "-id"], name="timeline_customer"),
            models.Index(fields=["-at", "-id"], name="timeline_recent"),
        )

    def __str__(self) -> str:
        return self.verb


class FollowUp(models.Model):
    """A task about a customer: call back, send a sample; shown on Today until it has an outcome."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="follow_ups")
    subject = models.CharField(_("what to do"), max_length=200)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    due_on = models.DateField(_("due on"))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("assignee"),
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # Set by an app that makes follow-ups by itself, so that it makes each only once.
    source = models.CharField(_("source"), max_length=80, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["source"], name="follow_up_source_once", condition=~Q(source="")),
            models.CheckConstraint(
                name="follow_up_done_with_outcome", condition=Q(done_at__isnull=True) | ~Q(outcome="")
            ),
        )
        indexes = (
            models.Index(fields=["assignee", "due_on"], name="follow_up_open", condition=Q(done_at__isnull=True)),
            models.Index(fields=["due_on", "id"], name="follow_up_due", condition=Q(done_at__isnull=True)),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def is_unclaimed(self) -> bool:
        """Open, and nobody who works here looks after it."""
        return self.done_at is None and (self.assignee is None or not self.assignee.is_active)


class SavedFilter(models.Model):
    """A named query string of a list page, kept by one person or shared with all."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    page = models.CharField(_("page"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("query"), max_length=4000)
    is_shared = models.BooleanField(_("shared with everyone"), default=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_filter_unique"),)

    def __str__(self) -> str:
        return self.name
