"""Who asked to be erased, and what remains to recognise them by: hashes that only our own key can make."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id
from customers.models.customer import Customer
from customers.querysets import ErasureRequestQuerySet


class ErasureRequest(models.Model):
    """A customer's wish to be erased: answered within a term, carried out by somebody else than who noted it."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Carried out")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn by the customer")

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="erasure_requests", verbose_name=_("customer"))
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    reason = models.CharField(_("reason"), max_length=500)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("to be answered by"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("noted by")
    )
    # The name of the integration that noted it: a system is not one of the two people.
    asked_via = models.CharField(_("noted by a system"), max_length=80, blank=True)
    asked_at = models.DateTimeField(_("noted at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    # What the customer was told when it was refused; goes when they are erased after all.
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to be erased")
        verbose_name_plural = _("requests to be erased")
        default_permissions = ("view", "add")
        constraints = (
            models.UniqueConstraint(fields=["customer"], name="erasure_open_once", condition=Q(state="open")),
            models.CheckConstraint(
                name="erasure_state_known", condition=Q(state__in=["open", "done", "refused", "withdrawn"])
            ),
            models.CheckConstraint(
                name="erasure_closed_whole",
                condition=Q(state="open", closed_at__isnull=True) | ~Q(state="open") & Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(name="erasure_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="erasure_due_forward", condition=Q(due_on__gte=F("received_on"))),
        )
        indexes = (models.Index(fields=["due_on", "id"], name="erasure_due", condition=Q(state="open")),)

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.state}"


class ErasedKey(models.Model):
    """What an erased customer was recognised by, as a keyed hash: files that still hold them do not revive them."""

    class Kind(models.TextChoices):
        EXTERNAL_ID = "external", _("External id")
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="erased_keys", verbose_name=_("customer"))
    kind = models.CharField(max_length=8, choices=Kind.choices)
    digest = models.CharField(max_length=64, db_collation="C")

    class Meta:
        verbose_name = _("hash of an erased customer")
        verbose_name_plural = _("hashes of erased customers")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["digest", "customer"], name="erased_key_once"),
            models.CheckConstraint(name="erased_key_is_hash", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} {self.kind}"
