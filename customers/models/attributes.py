"""What describes a customer: addresses, identities, tags, groups, topics, interests, custom fields, notes."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from customers import interests


class Address(models.Model):
    class Kind(models.TextChoices):
        HOME = "home", pgettext_lazy("address", "Home")
        WORK = "work", _("Work")
        DELIVERY = "delivery", _("Delivery")
        BILLING = "billing", _("Billing")

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="addresses")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.HOME)
    lines = models.TextField(_("street and number"))
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.lines, self.city) if part)


class ChannelIdentity(models.Model):
    """The customer in a messaging service: provider and the id there."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="identities")
    provider = models.CharField(_("provider"), max_length=20, help_text=_("wechat, wecom, whatsapp, line …"))
    identity = models.CharField(_("id"), max_length=128)

    class Meta:
        verbose_name = _("channel identity")
        verbose_name_plural = _("channel identities")
        constraints = (models.UniqueConstraint(fields=["provider", "identity"], name="identity_unique"),)

    def __str__(self) -> str:
        return f"{self.provider}: {self.identity}"


class Tag(models.Model):
    name = models.CharField(_("name"), max_length=40, unique=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CustomerGroup(models.Model):
    """A named circle of customers (Designers, Florists, VIP), joined and left by hand."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("customer group")
        verbose_name_plural = _("customer groups")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """A node in the tree of interests."""

    name = models.CharField(_("name"), max_length=60)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Interest(models.Model):
    """A customer's liking for a topic: declared (they said so) or derived (we concluded), never mixed."""

    class Kind(models.TextChoices):
        DECLARED = "declared", _("Declared")
        DERIVED = "derived", _("Derived")

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="interests")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="interests", db_index=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=3, default=1, help_text=_("0 to 1"))
    # Declared: how we know. Derived: only of rows from before there were codes.
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # Why we concluded it, worded by `customers.interests` when it is shown.
    reason_code = models.CharField(max_length=40, blank=True, default="")
    reason_data = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = (
            models.UniqueConstraint(fields=["customer", "topic", "kind"], name="interest_unique"),
            models.CheckConstraint(name="interest_weight_share", condition=Q(weight__gte=0, weight__lte=1)),
        )
        indexes = (models.Index(fields=["topic", "kind", "customer"], name="interest_topic"),)

    def __str__(self) -> str:
        return f"{self.topic_id} ({self.kind})"

    @property
    def why(self) -> str:
        """The reason in the reader's language."""
        return interests.worded(self.reason_code, self.reason_data) or self.reason


class CustomField(models.Model):
    """A field that administrators add to every customer; values live in `Customer.custom[code]`."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        BOOLEAN = "boolean", _("Yes or no")
        CHOICE = "choice", _("One of a list")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("label"), max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.TEXT)
    choices = ArrayField(models.CharField(max_length=60), verbose_name=_("choices"), default=list, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    pattern = models.CharField(
        _("pattern"), max_length=120, blank=True, help_text=_("A regular expression that a text must match as a whole.")
    )
    minimum = models.DecimalField(_("minimum"), max_digits=16, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField(_("maximum"), max_digits=16, decimal_places=4, null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.label


class CustomValue(models.Model):
    """A value of `Customer.custom`, so that lists find it through an index; written by a trigger only.

    `text` is in small letters and cut to what an index holds; `number` and `day` where it is one: ranges of
    either are estimated apart.
    """

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=40, db_collation="C")
    text = models.CharField(max_length=200, db_collation="C")
    number = models.DecimalField(max_digits=40, decimal_places=20, null=True)
    day = models.DateField(null=True)

    class Meta:
        verbose_name = _("value of a custom field")
        verbose_name_plural = _("values of custom fields")
        constraints = (models.UniqueConstraint(fields=["customer", "code"], name="custom_value_unique"),)
        indexes = (
            models.Index(fields=["code", "text", "customer"], name="custom_value_text"),
            models.Index(
                fields=["code", "number", "customer"],
                name="custom_value_number",
                condition=Q(number__isnull=False),
            ),
            models.Index(fields=["code", "day", "customer"], name="custom_value_day", condition=Q(day__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} {self.code}: {self.text}"


class Note(models.Model):
    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="notes")
    text = models.TextField(_("text"), max_length=4000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.text[:60]
