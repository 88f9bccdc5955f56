"""What is asked for of the addresses that stand in messages: links that were followed, pages that were shown.

A hit is a fact, not a person: scanners of mail servers follow every link before anybody reads it. Who counts as a
person is decided over the rows when they are counted (`messaging.links.counting`), so that a hit can turn out to be
a machine's later.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from messaging.models.outbox import Message
from messaging.models.templates import TemplateVersion


class Link(models.Model):
    """A target that stands in a version of a template: nothing else is ever redirected to."""

    version = models.ForeignKey(
        TemplateVersion, models.PROTECT, related_name="links", db_index=False, verbose_name=_("template")
    )
    target = models.TextField(_("target"))

    class Meta:
        verbose_name = _("link of a message")
        verbose_name_plural = _("links of messages")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["version", "target"], name="link_once"),
            models.CheckConstraint(
                name="link_target_is_web", condition=Q(target__regex=r"^https?://[^[:space:][:cntrl:]]+$")
            ),
        )

    def __str__(self) -> str:
        return self.target


class Hit(models.Model):
    """Somebody, or a machine, asked for an address of a message."""

    class Kind(models.TextChoices):
        LINK = "link", _("Link")
        # No person sees it: who follows it reads the page's code.
        TRAP = "trap", _("Hidden link")
        PIXEL = "pixel", _("Opened")

    message = models.ForeignKey(Message, models.CASCADE, related_name="hits", db_index=False, verbose_name=_("message"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    link = models.ForeignKey(
        Link, models.PROTECT, null=True, blank=True, related_name="hits", db_index=False, verbose_name=_("link")
    )
    at = models.DateTimeField(_("when"))
    # Why it is a machine's, as far as one request tells (`messaging.links.machines`).
    machine = models.CharField(_("machine"), max_length=16, blank=True)
    # Keyed hash of the network it came from, with a key of that day; forgotten after a day.
    network = models.BinaryField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("hit of a message")
        verbose_name_plural = _("hits of messages")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(name="hit_kind_known", condition=Q(kind__in=["link", "trap", "pixel"])),
            models.CheckConstraint(
                name="hit_link_where_one",
                condition=Q(kind="link", link__isnull=False) | (~Q(kind="link") & Q(link__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=["message", "at"], name="hit_of_message"),
            models.Index(fields=["network", "at"], name="hit_of_network", condition=Q(network__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.message_id}: {self.kind}"
