"""What messaging keeps: the outbox, templates, who must not be written to, how much is allowed."""

from messaging.models.addresses import Frequency, Pause, Suppression
from messaging.models.confirming import Confirmation
from messaging.models.hits import Hit, Link
from messaging.models.letters import Letter, LetterBatch
from messaging.models.mailbox import LocalMail
from messaging.models.outbox import LANES, WAYS, Lease, Message, Purpose, State
from messaging.models.settings import Cap, CountryWording, MessagingSettings, Pace, Price, QuietHours
from messaging.models.templates import Template, TemplateImage, TemplateText, TemplateVersion
from messaging.models.tracking import DeliveryEvent, Finding, Kind

__all__ = [
    "LANES",
    "WAYS",
    "Cap",
    "Confirmation",
    "CountryWording",
    "DeliveryEvent",
    "Finding",
    "Frequency",
    "Hit",
    "Kind",
    "Lease",
    "Letter",
    "LetterBatch",
    "Link",
    "LocalMail",
    "Message",
    "MessagingSettings",
    "Pace",
    "Pause",
    "Price",
    "Purpose",
    "QuietHours",
    "State",
    "Suppression",
    "Template",
    "TemplateImage",
    "TemplateText",
    "TemplateVersion",
]
