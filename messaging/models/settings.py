"""How often, when and in whose name: what administrators decide about messages."""

from __future__ import annotations

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from customers.models import Channel
from messaging.models.outbox import Purpose

CAPPED = [(value, label) for value, label in Purpose.choices if value != Purpose.TRANSACTIONAL]


class MessagingSettings(models.Model):
    """Row 1; `current()` gives the defaults before anybody has saved it."""

    sender_name = models.CharField(_("sender's name"), max_length=80, blank=True)
    sender_email = models.EmailField(_("sender's e-mail address"), blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    postal_address = models.TextField(
        _("postal address"),
        blank=True,
        max_length=400,
        help_text=_("Stands below news and offers: many countries ask for it."),
    )
    confirm_email = models.BooleanField(
        _("new consents to news by e-mail are confirmed first"),
        default=False,
        help_text=_(
            "Whoever says yes gets a mail with a button; news are sent only after it was pressed (double opt-in). "
            "Consents from before, and those that an import brings, stay as they are."
        ),
    )
    confirm_days = models.PositiveSmallIntegerField(
        _("days to confirm"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("So long the button works. An address is asked once a day and three times in all."),
    )
    sms_sender = models.CharField(
        _("SMS come from"),
        max_length=34,
        blank=True,
        validators=[
            RegexValidator(
                r"^(\+?\d{3,15}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$",
                _("A number such as +14155550100, at most 11 letters and digits, or the MG… of a messaging service."),
            )
        ],
        help_text=_("As your carrier registered it for you: a number, a name, or a messaging service."),
    )
    sms_signature = models.CharField(
        _("SMS signature"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[^【】\[\]]+$", _("Without brackets: they are put around it."))],
        help_text=_(
            "Stands in 【】 before every SMS, as carriers in China ask. With Aliyun: the one that it approved."
        ),
    )
    sms_opt_out = models.CharField(
        _("way out of SMS"),
        max_length=60,
        blank=True,
        help_text=_(
            "Stands at the end of news and offers by SMS, such as “Reply T to unsubscribe”, unless the wording of the "
            "customer’s country says otherwise. Only if your carrier passes such answers on or obeys them itself."
        ),
    )
    count_clicks = models.BooleanField(
        _("count clicks"),
        default=True,
        help_text=_(
            "Links in e-mails of campaigns and automatic messages lead over this shop, so that you see who was "
            "interested. Customers who said no to personal recommendations are never counted; machines are told apart."
        ),
    )
    count_opens = models.BooleanField(
        _("count opened e-mails"),
        default=False,
        help_text=_(
            "Puts an invisible picture into these e-mails. Many mail programs fetch it though nobody looks, others "
            "never do: a hint, on which nothing is decided. In some countries you must ask first."
        ),
    )
    soft_bounces = models.PositiveSmallIntegerField(
        _("messages that a mailbox may send back"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_(
            "So many e-mails within 30 days that a mailbox does not take (it is full, it is out of order), and nothing "
            "is sent there any more. One that does not exist is left alone at once."
        ),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("messaging settings")
        verbose_name_plural = _("messaging settings")
        constraints = (
            models.CheckConstraint(name="messaging_settings_single_row", condition=Q(id=1)),
            models.CheckConstraint(name="messaging_settings_days", condition=Q(confirm_days__range=(1, 30))),
            models.CheckConstraint(name="messaging_settings_bounces", condition=Q(soft_bounces__range=(1, 20))),
        )

    def __str__(self) -> str:
        return str(_("messaging settings"))

    @classmethod
    def current(cls) -> MessagingSettings:
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class CountryWording(models.Model):
    """What the law of a country wants written on advertising; the customer's country decides."""

    country = models.CharField(
        _("country"),
        max_length=2,
        primary_key=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, such as CN or DE."))],
        help_text=_("ISO code: two capital letters, such as CN or DE."),
    )
    email_mark = models.CharField(
        _("subjects begin with"),
        max_length=20,
        blank=True,
        help_text=_("News and offers by e-mail: 广告 or AD in China."),
    )
    sms_mark = models.CharField(_("SMS begin with"), max_length=20, blank=True)
    sms_opt_out = models.CharField(
        _("SMS end with"), max_length=60, blank=True, help_text=_("How to say no, such as 拒收请回复R.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("wording of a country")
        verbose_name_plural = _("wordings of countries")
        ordering = ("country",)
        constraints = (
            models.CheckConstraint(name="country_wording_country", condition=Q(country__regex=r"^[A-Z]{2}$")),
        )

    def __str__(self) -> str:
        return self.country


class QuietHours(models.Model):
    """When nobody is disturbed on a channel, by the customer's own clock; across midnight when it ends earlier."""

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, unique=True)
    begins = models.TimeField(_("from"), default=time(21))
    ends = models.TimeField(_("to"), default=time(9))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quiet hours")
        verbose_name_plural = _("quiet hours")
        constraints = (models.CheckConstraint(name="quiet_hours_end", condition=~Q(begins=F("ends"))),)

    def __str__(self) -> str:
        return f"{self.channel} {self.begins:%H:%M}-{self.ends:%H:%M}"


class Pace(models.Model):
    """How many messages a channel takes per minute, and what is left of it: a bucket that outlives every process."""

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, unique=True)
    per_minute = models.PositiveIntegerField(_("messages per minute at most"), validators=[MinValueValidator(1)])
    left = models.FloatField(default=0, editable=False)
    filled_at = models.DateTimeField(null=True, blank=True, editable=False)
    history = HistoricalRecords(excluded_fields=["left", "filled_at"])

    class Meta:
        verbose_name = _("pace")
        verbose_name_plural = _("paces")
        constraints = (models.CheckConstraint(name="pace_range", condition=Q(per_minute__gte=1, left__gte=0)),)

    def __str__(self) -> str:
        return f"{self.channel}: {self.per_minute} / min"


class Cap(models.Model):
    """At most so many messages of a purpose over a channel in so many days, to one customer."""

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    purpose = models.CharField(_("purpose"), max_length=13, choices=CAPPED)
    messages = models.PositiveSmallIntegerField(_("messages"), validators=[MinValueValidator(1)])
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(1)])
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("frequency cap")
        verbose_name_plural = _("frequency caps")
        constraints = (
            models.UniqueConstraint(fields=["channel", "purpose"], name="cap_unique"),
            models.CheckConstraint(name="cap_range", condition=Q(messages__gte=1, days__range=(1, 366))),
            models.CheckConstraint(name="cap_never_transactional", condition=~Q(purpose="transactional")),
        )

    def __str__(self) -> str:
        return f"{self.channel}/{self.purpose}: {self.messages} / {self.days} d"


class Price(models.Model):
    """What one message over a channel costs the shop from a day on; of SMS each of the parts that it is sent in."""

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    since = models.DateField(
        _("from"), help_text=_("What was sent before keeps its price: enter a new one instead of changing this.")
    )
    # In money of the shop, finer than its smallest coin: a thousand e-mails may cost one.
    amount = models.DecimalField(
        _("price"),
        max_digits=12,
        decimal_places=6,
        validators=[MinValueValidator(0)],
        help_text=_("Per message in the shop’s money, such as 0.0008; of SMS per part (160 letters, or 70 signs)."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("price of messages")
        verbose_name_plural = _("prices of messages")
        ordering = ("channel", "-since")
        constraints = (
            models.UniqueConstraint(fields=["channel", "since"], name="price_once_a_day"),
            models.CheckConstraint(name="price_not_negative", condition=Q(amount__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.channel}: {self.amount.normalize():f}"
