"""A complaint case: who, what about, how bad, who looks after it, where it stands.

`complaints.ways` has the states with the ways between them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.querysets import CaseQuerySet
from core.models import new_public_id
from customers import phones


class CaseState(models.TextChoices):
    NEW = "new", pgettext_lazy("case", "New")
    OPEN = "open", pgettext_lazy("case", "Open")
    WAITING_CUSTOMER = "waiting_customer", pgettext_lazy("case", "Waiting for the customer")
    WAITING_OTHERS = "waiting_others", pgettext_lazy("case", "Waiting for others")
    RESOLVED = "resolved", pgettext_lazy("case", "Resolved")
    CLOSED = "closed", pgettext_lazy("case", "Closed")
    REOPENED = "reopened", pgettext_lazy("case", "Reopened")
    MERGED = "merged", pgettext_lazy("case", "Merged")
    SPAM = "spam", pgettext_lazy("case", "Spam")


class Door(models.TextChoices):
    """How it came."""

    FORM = "form", _("Form")
    MEMBER = "member", _("Member page")
    REPLY = "reply", _("Reply to a message")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    COUNTER = "counter", _("At the counter")
    SURVEY = "survey", _("Survey")
    GUARANTEE = "guarantee", _("Guarantee")
    API = "api", "API"


class CaseOutcome(models.TextChoices):
    JUSTIFIED = "justified", _("Justified")
    PARTLY = "partly", _("Partly justified")
    UNJUSTIFIED = "unjustified", _("Not justified")
    GOODWILL = "goodwill", _("Settled as goodwill")
    NONE = "", pgettext_lazy("outcome of a case", "None yet")


class Case(models.Model):
    """`number` is what people say; the tracking link needs the secret behind `public_id`, too."""

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=CaseState.choices, default=CaseState.NEW)
    door = models.CharField(_("came by"), max_length=9, choices=Door.choices)
    # What makes it once: the form's own number, the answer to a survey, the message of a mailbox.
    source = models.CharField(_("source"), max_length=120, null=True, blank=True, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, blank=True)

    # None: nobody we know, or nobody who is named.
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="cases", db_index=False,
        verbose_name=_("customer"),
    )  # fmt: skip
    # What a stranger, or somebody who writes from another address, left.
    contact_name = models.CharField(_("name"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    # As customers have theirs, by which it is compared; empty for what is no number.
    contact_phone_key = models.CharField(max_length=20, blank=True, editable=False, default="", db_default="")

    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("what happened"), max_length=20_000, blank=True)
    category = models.ForeignKey(
        "complaints.Category", models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("category")
    )
    severity = models.PositiveSmallIntegerField(_("severity"), default=2)
    urgency = models.PositiveSmallIntegerField(_("urgency"), default=2)
    # severity × urgency; 99 where safety or the law is concerned: those jump the queue.
    priority = models.PositiveSmallIntegerField(_("priority"), default=4, editable=False)
    is_safety = models.BooleanField(_("about safety"), default=False)
    is_legal = models.BooleanField(_("about the law"), default=False)
    # By or about staff: only management sees it.
    is_confidential = models.BooleanField(_("confidential"), default=False)
    is_legal_hold = models.BooleanField(_("kept for the law"), default=False)

    purchase = models.ForeignKey("sales.Purchase", models.PROTECT, null=True, blank=True, related_name="+")
    # The very piece that is claimed on. Corrected receipts write their lines anew: the database then forgets it.
    line = models.ForeignKey(
        "sales.PurchaseLine", models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False,
        verbose_name=_("line of the purchase"),
    )  # fmt: skip
    product = models.ForeignKey("sales.Product", models.PROTECT, null=True, blank=True, related_name="+")
    lot = models.CharField(_("lot"), max_length=40, blank=True)
    store = models.ForeignKey("sales.Store", models.PROTECT, null=True, blank=True, related_name="+")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("about")
    )

    team = models.ForeignKey("complaints.Team", models.PROTECT, null=True, blank=True, related_name="cases")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases",
        verbose_name=_("looked after by"),
    )  # fmt: skip
    policy = models.ForeignKey("complaints.SlaPolicy", models.PROTECT, null=True, blank=True, related_name="cases")
    policy_reason = models.CharField(_("why this policy"), max_length=200, blank=True)

    # When the customer spoke; of merged cases the earlier.
    received_at = models.DateTimeField(_("received at"))
    created_at = models.DateTimeField(_("recorded at"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    responded_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0)
    # The earliest of its clocks that run: by it the queue is sorted.
    due_at = models.DateTimeField(_("due at"), null=True, blank=True, editable=False)

    outcome = models.CharField(_("outcome"), max_length=11, choices=CaseOutcome.choices, blank=True)
    explanation = models.TextField(_("explanation"), max_length=4000, blank=True)
    cause = models.ForeignKey(
        "complaints.Cause", models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("root cause")
    )
    told_how = models.CharField(_("how the customer was told"), max_length=200, blank=True)
    not_told_why = models.CharField(_("why the customer was not told"), max_length=200, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        default_permissions = ("view", "add", "change")
        permissions = (
            ("close_case", _("Can resolve, close and reopen cases")),
            ("assign_case", _("Can assign cases")),
            ("merge_case", _("Can merge cases, and reject spam")),
            ("see_confidential_case", _("Can see cases by and about staff")),
            ("export_case", _("Can export cases")),
            ("lift_legal_hold", _("Can lift what keeps a case for the law")),
        )
        constraints = (
            models.CheckConstraint(name="case_state_known", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(name="case_severity_range", condition=Q(severity__range=(1, 4))),
            models.CheckConstraint(name="case_urgency_range", condition=Q(urgency__range=(1, 3))),
            models.CheckConstraint(
                name="case_priority_made",
                condition=Q(Q(is_safety=True) | Q(is_legal=True), priority=99)
                | Q(is_safety=False, is_legal=False, priority=F("severity") * F("urgency")),
            ),
            models.CheckConstraint(
                name="case_merged_where",
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
            ),
            # Closing needs what became of it, why it came to it, and how the customer was told, or why not.
            models.CheckConstraint(
                name="case_closed_whole",
                condition=~Q(state="closed")
                | (~Q(outcome="") & Q(cause__isnull=False) & (~Q(told_how="") | ~Q(not_told_why=""))),
            ),
            models.CheckConstraint(
                name="case_unjustified_explained", condition=~Q(outcome="unjustified") | ~Q(explanation="")
            ),
            models.CheckConstraint(
                name="case_resolved_when",
                condition=~Q(state__in=["resolved", "closed"]) | Q(resolved_at__isnull=False, outcome__gt=""),
            ),
        )
        indexes = (
            models.Index(
                fields=["team", "-priority", "due_at", "id"], name="case_queue",
                condition=Q(state__in=["new", "open", "waiting_customer", "waiting_others", "reopened"]),
            ),
            models.Index(
                fields=["assignee", "-priority", "due_at", "id"], name="case_mine",
                condition=Q(state__in=["new", "open", "waiting_customer", "waiting_others", "reopened"]),
            ),
            models.Index(fields=["customer", "-received_at", "-id"], name="case_customer"),
            models.Index(fields=["-received_at", "-id"], name="case_latest"),
            models.Index(fields=["contact_email"], name="case_contact", condition=~Q(contact_email="")),
            models.Index(fields=["contact_phone_key"], name="case_phone", condition=~Q(contact_phone_key="")),
            models.Index(fields=["resolved_at"], name="case_to_close", condition=Q(state="resolved")),
            models.Index(fields=["resolved_at"], name="case_ended", condition=Q(resolved_at__isnull=False)),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **options: Any) -> None:
        """Whatever is typed as a phone number is compared as customers' numbers are."""
        if (names := options.get("update_fields")) is None or "contact_phone" in names:
            self.fold_phone()
            options |= {"update_fields": {*names, "contact_phone_key"}} if names is not None else {}
        super().save(*args, **options)

    def fold_phone(self) -> None:
        """Before it is written."""
        self.contact_phone_key = phones.key_of(self.contact_phone)


class CaseEvent(models.Model):
    """What was done to a case, by whom and why; append-only. `data` has old and new values."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="trail", db_index=False)
    verb = models.CharField(_("verb"), max_length=40)
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    data: Any = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("event of a case")
        verbose_name_plural = _("events of cases")
        default_permissions = ("view",)
        indexes = (models.Index(fields=["case", "at", "id"], name="case_trail"),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.verb}"
