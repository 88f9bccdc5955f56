"""What messaging keeps: the outbox, templates, who must not be written to, how much is allowed."""

from messaging.models.addresses import Pause, Suppression
from messaging.models.letters import Letter, LetterBatch
from messaging.models.mailbox import LocalMail
from messaging.models.outbox import LANES, WAYS, Message, Purpose, State
from messaging.models.settings import Cap, CountryWording, MessagingSettings, Pace, QuietHours
from messaging.models.templates import Template, TemplateImage, TemplateText, TemplateVersion
from messaging.models.tracking import DeliveryEvent, Finding, Kind

__all__ = [
    "LANES",
    "WAYS",
    "Cap",
    "CountryWording",
    "DeliveryEvent",
    "Finding",
    "Kind",
    "Letter",
    "LetterBatch",
    "LocalMail",
    "Message",
    "MessagingSettings",
    "Pace",
    "Pause",
    "Purpose",
    "QuietHours",
    "State",
    "Suppression",
    "Template",
    "TemplateImage",
    "TemplateText",
    "TemplateVersion",
]
