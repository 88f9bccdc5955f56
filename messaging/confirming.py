"""Double opt-in: whoever says yes to news by e-mail gets a mail with a button, and only that button makes it count.

Switched on in the settings of messages. From then on a new yes stands as *pending*, by whatever door it came; what was
granted before, and what an import brings, is left alone. An address is asked once a day and three times in all until
it confirms, however many people claim it to be theirs: nobody's mailbox is filled by somebody else.

The mail names no customer: whoever typed a stranger's address might have typed an advertisement as the name.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.locks import advisory_lock
from customers import consents, services
from customers.models import Channel, Consent, ConsentState, Customer, Purpose
from customers.services.people import lock_customer
from messaging import hashing, signing, templating
from messaging.models import Confirmation, MessagingSettings, Template, TemplateVersion
from messaging.models import Purpose as MessagePurpose
from messaging.outbox import Draft, enqueue
from messaging.rendering import texts
from messaging.templating import Text

SOURCE = "confirmed by e-mail"
CODE = "consent.confirm"
# Between two mails to one address, and how many in all.
APART, MOST = timedelta(days=1), 3
_LINK = "links.confirm"
_LANGUAGES = ("en", "zh-hans")


class Standing(StrEnum):
    """What the page behind a link can do."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    # Too late, taken back meanwhile, or for an address that they have no more.
    OVER = "over"


def is_first(channel: str, purpose: str) -> bool:
    """Rule of `customers.consents`: news by e-mail, where the settings say so."""
    return (channel, purpose) == (Channel.EMAIL, Purpose.MARKETING) and MessagingSettings.current().confirm_email


def ask(consent: Consent, now: datetime) -> None:
    """Hook of `customers.consents`: send the mail, unless the address was asked often enough."""
    customer = consent.customer
    if not is_first(consent.channel, consent.purpose) or not customer.email:
        return
    if not consents.is_for_present_address(consent, customer):
        return  # it would go to another address than it is about
    digests = hashing.hashes(customer.email)
    advisory_lock(f"confirmation {digests[-1].hex()}")
    if _may_ask(digests, now):
        _send(consent, digests[0], now)


def _may_ask(digests: list[bytes], now: datetime) -> bool:
    asked = Confirmation.objects.filter(address_hash__in=digests)
    answered = asked.exclude(confirmed_at=None).order_by("-asked_at").first()
    if answered:
        asked = asked.filter(asked_at__gt=answered.asked_at)
    times = list(asked.order_by("-asked_at").values_list("asked_at", flat=True)[:MOST])
    return len(times) < MOST and not (times and now - times[0] < APART)


def _send(consent: Consent, digest: bytes, now: datetime) -> None:
    ends_at = now + timedelta(days=MessagingSettings.current().confirm_days)
    asked = Confirmation.objects.create(
        customer=consent.customer, channel=consent.channel, purpose=consent.purpose, address_hash=digest, asked_at=now,
        ends_at=ends_at,
    )  # fmt: skip
    draft = Draft(
        key=f"confirmation:{asked.pk}", customer=consent.customer_id, channel=Channel.EMAIL,
        purpose=MessagePurpose.TRANSACTIONAL, source="confirmation", version=_version(now).pk, next_at=now,
        valid_until=ends_at, facts={"confirmation": asked.pk},
    )  # fmt: skip
    enqueue([draft], now=now)


# --- The page ---------------------------------------------------------------------------------


def standing(asked: Confirmation, *, now: datetime) -> Standing:
    consent = _consent(asked)
    if consent is None or not _is_about(asked, consent):
        return Standing.OVER
    if consent.state == ConsentState.GRANTED:
        return Standing.CONFIRMED
    is_open = consent.state == ConsentState.PENDING and asked.asked_at <= now < asked.ends_at
    return Standing.OPEN if is_open else Standing.OVER


@transaction.atomic
def confirm(asked: Confirmation, *, now: datetime) -> Standing:
    """Make the consent count, once; asked twice at once, the second finds it done."""
    customer = signing.living(asked.customer)
    if customer is None:
        return Standing.OVER
    lock_customer(customer.pk)
    asked.refresh_from_db()
    found, consent = standing(asked, now=now), _consent(asked)
    if found != Standing.OPEN or consent is None:
        return found
    Confirmation.objects.filter(pk=asked.pk).update(confirmed_at=now)
    services.set_consent(
        customer=customer, channel=consent.channel, purpose=consent.purpose, state=ConsentState.GRANTED, source=SOURCE,
        text_version=consent.text_version, address=consent.address, actor=None, now=now, is_confirmed=True,
    )  # fmt: skip
    return Standing.CONFIRMED


def owner(asked: Confirmation) -> Customer | None:
    return signing.living(asked.customer)


def _consent(asked: Confirmation) -> Consent | None:
    customer = signing.living(asked.customer)
    found = Consent.objects.select_related("customer").filter(
        customer=customer, channel=asked.channel, purpose=asked.purpose
    )
    return found.first() if customer else None


def _is_about(asked: Confirmation, consent: Consent) -> bool:
    """It is for the address that was asked, and the customer still has that."""
    present = consents.address_of(consent.customer, consent.channel)
    if not present or not consents.is_for_present_address(consent, consent.customer):
        return False
    return bytes(asked.address_hash) in hashing.hashes(present)


# --- The mail ---------------------------------------------------------------------------------


def _version(now: datetime) -> TemplateVersion:
    """The newest that has the button in every language: staff may word it anew, and may forget that."""
    template = _template(now)
    for version in template.versions.order_by("-number"):
        if all(_has_link(text) for text in texts.compiled(version.pk).values()):
            return version
    return templating.save_version(template=template, texts=_texts(), actor=None, now=now)


def _has_link(text: texts.Compiled) -> bool:
    return all(_LINK in part.names for part in (text.text, text.html) if part)


def _template(now: datetime) -> Template:
    """Made when it is needed for the first time; called otherwise where somebody has taken its name."""
    advisory_lock("confirmation template")
    found = Template.objects.filter(code=CODE).first()
    if found:
        return found
    name = _("Confirm news by e-mail")
    while Template.objects.filter(name=name).exists():
        name += " *"
    template = templating.create(name=name, channel=Channel.EMAIL, texts=_texts(), actor=None, now=now)
    Template.objects.filter(pk=template.pk).update(code=CODE)
    return template


def _texts() -> list[Text]:
    return [_text(language) for language in _LANGUAGES]


def _text(language: str) -> Text:
    with translation.override(language):
        content = "\n\n".join(
            [
                _("# One more click"),
                _("Somebody, we hope you, said that {{ shop.name }} may send news and offers to this address."),
                f"[button: {_('Yes, send me news')}]({{{{ {_LINK} }}}})",
                _("If that was not you, do nothing: without your click we send none."),
            ]
        )
        draft = Text(language, "", subject=_("Please confirm: news from {{ shop.name }}"), content=content)
        return Text(language, templating.plain_text(draft), subject=draft.subject, content=content)
