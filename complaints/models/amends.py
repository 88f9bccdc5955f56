"""What is given to put something right: offered within limits or approved by a second person, granted once.

`complaints.amends.ways` has the states with the ways between them; a trigger holds the same, and that what was
offered stays as it was.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from complaints.models.case import Case
from core.models import new_public_id


class AmendKind(models.TextChoices):
    APOLOGY = "apology", pgettext_lazy("amends", "Apology")
    REFUND = "refund", pgettext_lazy("amends", "Refund")
    REPLACEMENT = "replacement", pgettext_lazy("amends", "Replacement")
    POINTS = "points", pgettext_lazy("amends", "Points")
    CASHBACK = "cashback", pgettext_lazy("amends", "Cashback")
    COUPON = "coupon", pgettext_lazy("amends", "Coupon")
    GIFT = "gift", pgettext_lazy("amends", "Gift")


class AmendState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("amends", "Offered")
    WAITING = "waiting", pgettext_lazy("amends", "Waiting for approval")
    APPROVED = "approved", pgettext_lazy("amends", "Approved")
    GRANTED = "granted", pgettext_lazy("amends", "Granted")
    REFUSED = "refused", pgettext_lazy("amends", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("amends", "Withdrawn")
    TAKEN_BACK = "taken_back", pgettext_lazy("amends", "Taken back")


class Amend(models.Model):
    """`cost`: what it is to the shop, in the smallest unit of money; `units`: of points or cashback."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="amends")
    # Whom it was offered to: the case may turn out to be somebody else's, what was approved stays for whom it was.
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("customer")
    )
    # Of the page that was sent: sent twice it is one offer.
    key = models.CharField(max_length=80, null=True, blank=True, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=11, choices=AmendKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=AmendState.choices)
    # Which goods, whom the apology was said to: what nothing else tells.
    what = models.CharField(_("what"), max_length=200, blank=True)
    units = models.BigIntegerField(_("units"), null=True, blank=True)
    cost = models.BigIntegerField(_("cost"), default=0)
    promotion = models.ForeignKey(
        "loyalty.Promotion", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("promotion")
    )
    coupon = models.ForeignKey("loyalty.Coupon", models.PROTECT, null=True, blank=True, related_name="+")
    # The return that paid the refund out: it is counted with the sale, and not here as well.
    returned = models.ForeignKey(
        "sales.Return", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("return")
    )
    reason = models.CharField(_("reason"), max_length=200)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("offered by")
    )
    requested_at = models.DateTimeField(_("offered at"))
    # Above the limit: once it is so, it stays so.
    needs_approval = models.BooleanField(_("needs a second person"), default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted at"), null=True, blank=True)
    # Of whoever refused, withdrew or took it back.
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("amends")
        verbose_name_plural = _("amends")
        default_permissions = ("view", "add")
        permissions = (
            ("approve_amend", _("Can approve amends above the limit")),
            ("take_back_amend", _("Can take granted amends back")),
        )
        constraints = (
            models.CheckConstraint(name="amend_state_known", condition=Q(state__in=AmendState.values)),
            models.CheckConstraint(name="amend_kind_known", condition=Q(kind__in=AmendKind.values)),
            models.CheckConstraint(name="amend_cost_not_negative", condition=Q(cost__gte=0)),
            models.CheckConstraint(
                name="amend_units_of_units",
                condition=Q(kind__in=["points", "cashback"], units__isnull=False, units__gt=0)
                | (~Q(kind__in=["points", "cashback"]) & Q(units__isnull=True)),
            ),
            models.CheckConstraint(
                name="amend_promotion_of_coupon",
                condition=Q(kind="coupon", promotion__isnull=False)
                | (~Q(kind="coupon") & Q(promotion__isnull=True, coupon__isnull=True)),
            ),
            models.CheckConstraint(
                name="amend_return_of_refund", condition=Q(returned__isnull=True) | Q(kind="refund")
            ),
            models.CheckConstraint(name="amend_reason_told", condition=~Q(reason="")),
            models.CheckConstraint(
                name="amend_second_person", condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("requested_by"))
            ),
            models.CheckConstraint(
                name="amend_approved_before",
                condition=~Q(needs_approval=True, state__in=["approved", "granted", "taken_back"])
                | Q(approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="amend_granted_when",
                condition=Q(state__in=["granted", "taken_back"], granted_at__isnull=False, granted_by__isnull=False)
                | (~Q(state__in=["granted", "taken_back"]) & Q(granted_at__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=["requested_at", "id"], name="amend_waiting", condition=Q(state="waiting")),
            models.Index(fields=["granted_at"], name="amend_granted", condition=Q(state="granted")),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"


class AmendLimit(models.Model):
    """What members of a role may give alone. Of several roles of one person the higher limit holds."""

    role = models.OneToOneField("auth.Group", models.CASCADE, related_name="+", verbose_name=_("role"))
    per_case = models.BigIntegerField(_("at most in a case"), default=0, validators=[MinValueValidator(0)])
    per_customer = models.BigIntegerField(
        _("at most for a customer in 12 months"), default=0, validators=[MinValueValidator(0)]
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("limit of amends")
        verbose_name_plural = _("limits of amends")
        ordering = ("role__name",)
        constraints = (
            models.CheckConstraint(name="amend_limit_not_negative", condition=Q(per_case__gte=0, per_customer__gte=0)),
        )

    def __str__(self) -> str:
        return str(self.role)


class CaseAsked(models.Model):
    """That the customer is asked after the end: one survey to a case, however often it is resolved."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="asked")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("question after a case")
        verbose_name_plural = _("questions after cases")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.case_id)


class CaseScore(models.Model):
    """What the customer answered after the end; the words stay with the answer."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="scores")
    response = models.OneToOneField("surveys.Response", models.PROTECT, related_name="+")
    metric = models.CharField(_("measures"), max_length=5)
    scale = models.CharField(_("scale"), max_length=5)
    score = models.SmallIntegerField(_("score"))
    outcome = models.CharField(_("outcome"), max_length=6)
    at = models.DateTimeField(_("when"))
    # This answer opened the case again.
    reopened = models.BooleanField(_("opened the case again"), default=False)

    class Meta:
        verbose_name = _("score of a case")
        verbose_name_plural = _("scores of cases")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.score}"
