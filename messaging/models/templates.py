"""What a message says: a template, its versions, and the texts of a version in each language.

A version is never changed: whoever asks later what a customer was told finds it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Channel


class Template(models.Model):
    """Used by its newest version."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    # Of those that the product itself sends (`messaging.confirming`); their words may be changed, not their use.
    code = models.CharField(max_length=40, null=True, unique=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    approved_id = models.CharField(
        _("number at the carrier"),
        max_length=64,
        blank=True,
        help_text=_("For carriers that send only templates that they approved, such as SMS_154950909."),
    )

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    template = models.ForeignKey(Template, models.PROTECT, related_name="versions", verbose_name=_("template"))
    number = models.PositiveIntegerField(_("number"))
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("template version")
        verbose_name_plural = _("template versions")
        ordering = ("-number",)
        default_permissions = ("view",)
        constraints = (models.UniqueConstraint(fields=["template", "number"], name="template_version_unique"),)

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"


class TemplateText(models.Model):
    """Subject and body as staff wrote them (Liquid); `html` is empty where the channel knows only words.

    `content` is what a page was made of (`messaging.rendering.page`), `html` the finished page that is sent.
    """

    version = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="texts", verbose_name=_("version"))
    language = models.CharField(_("language"), max_length=16)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    content = models.TextField(_("content of the page"), blank=True)
    html = models.TextField(_("page"), blank=True)
    text = models.TextField(_("plain text"))

    class Meta:
        verbose_name = _("template text")
        verbose_name_plural = _("template texts")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["version", "language"], name="template_text_unique"),
            models.CheckConstraint(name="template_text_not_empty", condition=~Q(text="")),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"


class TemplateImage(models.Model):
    """A picture for messages: made anew from what was uploaded, kept by what it holds, never changed.

    Messages that went out show it for as long as somebody keeps them, so it is never deleted either.
    """

    class Format(models.TextChoices):
        PNG = "png", "PNG"
        JPEG = "jpeg", "JPEG"

    # `{{ image.summer_tea }}`
    name = models.CharField(_("name"), max_length=40, unique=True)
    alt = models.CharField(_("what it shows"), max_length=200)
    # Where the world fetches it; random, so that no picture is found before it was sent.
    token = models.CharField(max_length=32, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    format = models.CharField(max_length=4, choices=Format.choices, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    added_at = models.DateTimeField(_("added at"), editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("picture for messages")
        verbose_name_plural = _("pictures for messages")
        default_permissions = ()
        ordering = ("name",)
        constraints = (
            # A name that Liquid reads as one.
            models.CheckConstraint(name="template_image_name", condition=Q(name__regex=r"^[a-z][a-z0-9_]*$")),
            models.CheckConstraint(name="template_image_alt", condition=~Q(alt="")),
            models.CheckConstraint(name="template_image_format", condition=Q(format__in=["png", "jpeg"])),
            models.CheckConstraint(name="template_image_sides", condition=Q(width__gte=1, height__gte=1)),
        )

    def __str__(self) -> str:
        return self.name
