"""The catalogue and the places where it is sold."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from sales.querysets import ProductQuerySet


class Category(models.Model):
    """A node of the category tree; `path` ("/1/4/") lists its ancestors and itself by id."""

    name = models.CharField(_("name"), max_length=80)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    path = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Channel(models.Model):
    """A way of selling: shop, web, phone, distributor."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("sales channel")
        verbose_name_plural = _("sales channels")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Store(models.Model):
    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    channel = models.ForeignKey(
        Channel, models.PROTECT, null=True, blank=True, related_name="stores", verbose_name=_("sales channel")
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_open = models.BooleanField(_("open"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("store")
        verbose_name_plural = _("stores")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ACTIVE = "active", _("On sale")
        DISCONTINUED = "discontinued", _("Discontinued")

    sku = models.CharField(_("SKU"), max_length=64, unique=True)
    # What a scanner reads from the goods, where that is not the SKU itself.
    barcode = models.CharField(_("bar code"), max_length=32, blank=True, default="", db_default="")
    name = models.CharField(_("name"), max_length=160)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("category")
    )
    brand = models.ForeignKey(
        Brand, models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("brand")
    )
    topics = models.ManyToManyField("customers.Topic", blank=True, related_name="products", verbose_name=_("topics"))
    # Smallest units of the currency; None: not known.
    price = models.BigIntegerField(_("price"), null=True, blank=True)
    unit_cost = models.BigIntegerField(_("unit cost"), null=True, blank=True)
    launch_on = models.DateField(_("launch day"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ACTIVE)
    warranty_months = models.PositiveSmallIntegerField(_("warranty in months"), default=0)
    warranty_terms = models.TextField(_("warranty terms"), blank=True)
    selling_points = models.TextField(
        _("selling points"), blank=True, help_text=_("For staff: what makes it worth buying.")
    )
    likely_questions = models.TextField(
        _("likely questions"), blank=True, help_text=_("For staff: what customers ask, and the answer.")
    )
    # Somebody may wait for it (`StockWish`).
    is_out = models.BooleanField(_("out of stock"), default=False, db_default=False)
    # What owners of it may want next, and how long after buying it they are told.
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    successor_months = models.PositiveSmallIntegerField(
        _("owners hear of the successor after months"), default=12, db_default=12
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = (
            models.UniqueConstraint(
                name="product_barcode_unique",
                fields=["barcode"],
                condition=~Q(barcode=""),
                violation_error_message=_("Another product has this bar code."),
            ),
            models.CheckConstraint(
                name="product_not_its_successor", condition=Q(successor__isnull=True) | ~Q(successor=F("id"))
            ),
            models.CheckConstraint(
                name="product_price_not_negative", condition=Q(price__isnull=True) | Q(price__gte=0)
            ),
            models.CheckConstraint(
                name="product_cost_not_negative", condition=Q(unit_cost__isnull=True) | Q(unit_cost__gte=0)
            ),
        )
        indexes = (models.Index(fields=["name", "id"], name="product_name"),)

    def __str__(self) -> str:
        return self.name
