"""What has no business in it: staff accounts, long work, heartbeats, API integrations.

A `Job` is a piece of long work with its progress. Its row is the truth: a worker claims it
by a conditional UPDATE, beats while it works, and a sweep resumes it when the beat stops.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import ids


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db, force_insert=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A member of staff. Logs in by e-mail; roles are groups of named permissions."""

    username = None  # type: ignore[assignment]  # log-in is by e-mail
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    theme = models.CharField(
        _("appearance"), max_length=5, blank=True, choices=[("light", _("Light")), ("dark", _("Dark"))]
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email.split("@")[0]


class Job(models.Model):
    """Long work with progress: an import, a recompute, an export."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    arguments = models.JSONField(_("arguments"), default=dict)
    # Whatever the work needs to go on where it was killed; written in the transaction of each step.
    checkpoint = models.JSONField(_("checkpoint"), default=dict)
    done = models.BigIntegerField(_("done"), default=0)
    total = models.BigIntegerField(_("total"), null=True, blank=True)
    result = models.JSONField(_("result"), default=dict)
    error = models.TextField(_("error"), blank=True)
    cancel_requested = models.BooleanField(_("cancel requested"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # How many of the last attempts in a row ended without a new checkpoint: those count towards giving up.
    fruitless_attempts = models.PositiveSmallIntegerField(_("attempts without progress"), default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = (models.Index(fields=["-id"], name="job_open", condition=Q(state__in=["queued", "running"])),)
        constraints = (models.CheckConstraint(condition=Q(done__gte=0), name="job_done_not_negative"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}


class Heartbeat(models.Model):
    """The last time that a part of the system (worker, beat) showed life."""

    name = models.CharField(_("name"), max_length=20, primary_key=True)
    beat_at = models.DateTimeField(_("last sign of life"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name


class Integration(models.Model):
    """A till, a shop or a script that uses the API; its token is kept only as a hash."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    token_hint = models.CharField(_("token begins with"), max_length=8, editable=False)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("scopes"), default=list)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API integration")
        verbose_name_plural = _("API integrations")

    def __str__(self) -> str:
        return self.name

    # DRF asks its user this.
    @property
    def is_authenticated(self) -> bool:
        return True


class IdempotencyKey(models.Model):
    """The answer given to an API request, repeated for the same key and body."""

    integration = models.ForeignKey(Integration, models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["integration", "key"], name="idempotency_key_unique"),)
        indexes = (models.Index(fields=["created_at"], name="idempotency_created"),)

    def __str__(self) -> str:
        return self.key


def new_public_id() -> Any:
    """Default of public ids; a function of its own, because migrations refer to it by name."""
    return ids.public_id()


from core.webhooks.models import WebhookDelivery, WebhookEndpoint, WebhookEvent  # noqa: E402, F401  # found by Django here
