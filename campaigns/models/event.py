"""An event of the shop, and who has a place, waits for one, came or did not.

Event:         draft → open ⇄ closed → over; open, closed → cancelled
Registration:  waiting → offered → registered → attended | no-show; each but the last two → cancelled, and back
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id

CODE_LENGTH = 12


class EventState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("event", "Open")
    CLOSED = "closed", pgettext_lazy("event", "Registration closed")
    CANCELLED = "cancelled", pgettext_lazy("event", "Called off")
    OVER = "over", pgettext_lazy("event", "Over")


class RegistrationState(models.TextChoices):
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Place offered")
    REGISTERED = "registered", _("Has a place")
    ATTENDED = "attended", _("Came")
    NO_SHOW = "no_show", _("Did not come")
    CANCELLED = "cancelled", _("Given up")


# Triggers (migration 0005) hold every door to both.
EVENT_WAYS: dict[str, frozenset[str]] = {
    "draft": frozenset({"open"}),
    "open": frozenset({"closed", "cancelled", "over"}),
    "closed": frozenset({"open", "cancelled", "over"}),
    "cancelled": frozenset(),
    "over": frozenset(),
}
REGISTRATION_WAYS: dict[str, frozenset[str]] = {
    "waiting": frozenset({"offered", "registered", "cancelled"}),
    "offered": frozenset({"registered", "cancelled"}),
    "registered": frozenset({"attended", "no_show", "cancelled"}),
    "attended": frozenset({"registered", "no_show"}),
    "no_show": frozenset({"attended"}),
    "cancelled": frozenset({"registered", "waiting"}),
}
# Whose places are taken.
HOLDING = ("offered", "registered", "attended", "no_show")


class Event(models.Model):
    """What it is, when and where, for how many and for whom; `docs/algorithms/events.md` has the rules."""

    class Kind(models.TextChoices):
        ON_SITE = "on_site", _("In the shop or at a place")
        ONLINE = "online", _("Online")

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("Everybody who has a link")
        MEMBERS = "members", _("Members only")
        SEGMENT = "segment", _("A segment, by invitation")

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    # {"zh-hans": {"name": …, "description": …}}
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.ON_SITE)
    place = models.CharField(_("place"), max_length=200, blank=True)
    # Shown only to those who have a place.
    address_online = models.URLField(_("address online"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    # None: without limit.
    places = models.PositiveIntegerField(_("places"), null=True, blank=True, validators=[MinValueValidator(1)])
    companions = models.PositiveSmallIntegerField(
        _("companions per person"), default=0, validators=[MaxValueValidator(20)]
    )
    # None: as soon as the event is open; until it starts.
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    cancel_until = models.DateTimeField(_("to be given up until"), null=True, blank=True)
    audience = models.CharField(_("for whom"), max_length=9, choices=Audience.choices, default=Audience.EVERYBODY)
    segment = models.ForeignKey(
        "customers.Segment", models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("segment")
    )
    # Strangers leave name and address on the public page, and confirm by a letter.
    is_public = models.BooleanField(_("anybody may ask for a place on the public page"), default=False)
    # 0: a place that comes free is given at once.
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept a place"), default=0, validators=[MaxValueValidator(336)]
    )
    # 0: nobody is reminded.
    reminder_hours = models.PositiveSmallIntegerField(
        _("reminder, hours before"), default=24, validators=[MaxValueValidator(336)]
    )
    state = models.CharField(_("state"), max_length=9, choices=EventState.choices, default=EventState.DRAFT)
    reason = models.CharField(_("why it was called off"), max_length=200, blank=True)
    # Places held: written by a trigger alone, from the rows of registrations.
    taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = pgettext_lazy("shop", "event")
        verbose_name_plural = pgettext_lazy("shop", "events")
        default_permissions = ("view", "add", "change")
        permissions = (("run_event", _("Can open, close and call off events, and invite")),)
        constraints = (
            models.CheckConstraint(name="event_named", condition=~Q(name="")),
            models.CheckConstraint(name="event_state_known", condition=Q(state__in=EventState.values)),
            models.CheckConstraint(name="event_ends_after", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="event_ranges",
                condition=Q(companions__lte=20, offer_hours__lte=336, reminder_hours__lte=336)
                & (Q(places__isnull=True) | Q(places__gte=1)),
            ),
            models.CheckConstraint(
                name="event_places_enough", condition=Q(places__isnull=True) | Q(taken__lte=F("places"))
            ),
            models.CheckConstraint(
                name="event_segment_told",
                condition=Q(audience="segment", segment__isnull=False)
                | (~Q(audience="segment") & Q(segment__isnull=True)),
            ),
            models.CheckConstraint(
                name="event_public_for_everybody", condition=Q(is_public=False) | Q(audience="everybody")
            ),
            models.CheckConstraint(
                name="event_open_where",
                condition=Q(state="draft")
                | (Q(kind="on_site") & ~Q(place=""))
                | (Q(kind="online") & ~Q(address_online="")),
            ),
            models.CheckConstraint(name="event_cancelled_why", condition=~Q(state="cancelled") | ~Q(reason="")),
        )
        indexes = (
            models.Index(fields=["-starts_at", "-id"], name="event_latest"),
            models.Index(fields=["ends_at"], name="event_awake", condition=Q(state__in=["open", "closed"])),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """In the language of the reader, else as it was written first."""
        return self._told("name")

    @property
    def description_text(self) -> str:
        return self._told("description")

    def _told(self, field: str) -> str:
        texts: dict[str, Any] = self.translations.get(get_language() or "", {})
        return str(texts.get(field) or getattr(self, field))

    @property
    def source(self) -> str:
        """What its messages name as where they come from."""
        return f"event:{self.pk}"

    @property
    def free(self) -> int | None:
        return None if self.places is None else max(0, self.places - self.taken)


class Registration(models.Model):
    """One for each customer and event, however often they come and go."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="registrations", db_index=False, verbose_name=pgettext_lazy("shop", "event")
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="registrations", verbose_name=_("customer")
    )
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState.choices)
    companions = models.PositiveSmallIntegerField(_("companions"), default=0, validators=[MaxValueValidator(20)])
    # In the picture that is scanned at the door.
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, editable=False)
    # When they asked, the last time: the order of the waiting list.
    asked_at = models.DateTimeField(_("asked at"))
    # Since when they have had a place.
    placed_at = models.DateTimeField(_("place since"), null=True, blank=True)
    offered_until = models.DateTimeField(_("place offered until"), null=True, blank=True)
    attended_at = models.DateTimeField(_("came at"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked in by"),
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # Grows with every change: each message and each coming is named by it, once.
    step = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ("view", "change")
        permissions = (("check_in_registration", _("Can check people in at the door")),)
        constraints = (
            models.UniqueConstraint(fields=["event", "customer"], name="registration_once"),
            models.CheckConstraint(name="registration_state_known", condition=Q(state__in=RegistrationState.values)),
            models.CheckConstraint(name="registration_companions", condition=Q(companions__lte=20)),
            models.CheckConstraint(
                name="registration_placed_when",
                condition=~Q(state__in=["registered", "attended", "no_show"]) | Q(placed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_offered_until",
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="registration_attended_when",
                condition=Q(state="attended", attended_at__isnull=False)
                | (~Q(state="attended") & Q(attended_at__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=["event", "asked_at", "id"], name="registration_waiting", condition=Q(state="waiting")),
            models.Index(fields=["offered_until"], name="registration_offered", condition=Q(state="offered")),
        )

    def __str__(self) -> str:
        return f"{self.event_id}: {self.customer_id}"


class EventLetter(models.Model):
    """Which template says what; made with the shop's first words when it is first needed, then the shop's own."""

    class Kind(models.TextChoices):
        PLACE = "place", _("You have a place")
        WAITING = "waiting", _("You are on the waiting list")
        OFFER = "offer", _("A place is offered")
        LAPSED = "lapsed", _("The offer has lapsed")
        GIVEN_UP = "given_up", _("You gave up your place")
        CALLED_OFF = "called_off", _("The event is called off")
        MOVED = "moved", _("Time or place has changed")
        REMINDER = "reminder", _("Reminder")
        CONFIRM = "confirm", _("Was it you who asked for a place?")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    channel = models.CharField(_("channel"), max_length=8)
    template = models.ForeignKey("messaging.Template", models.PROTECT, related_name="+", verbose_name=_("message"))

    class Meta:
        verbose_name = _("letter of events")
        verbose_name_plural = _("letters of events")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["kind", "channel"], name="event_letter_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}"


class Invitation(models.Model):
    """A campaign that invites to an event: its messages bring each customer's own link along."""

    campaign = models.OneToOneField(
        "campaigns.Campaign", models.CASCADE, primary_key=True, related_name="invitation", verbose_name=_("campaign")
    )
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="invitations", verbose_name=pgettext_lazy("shop", "event")
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.event_id}"
