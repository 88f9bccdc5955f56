"""Models of campaigns."""

from campaigns.models.automation import Automation, Occasion
from campaigns.models.campaign import WAYS, Campaign, CampaignSettings, State, Variant
from campaigns.models.event import Event, EventLetter, EventState, Invitation, Registration, RegistrationState
from campaigns.models.mailing import PURPOSES, Mailing
from campaigns.models.recipient import Recipient
from campaigns.models.step import Otherwise, Passage, Step, Verdict

__all__ = [
    "PURPOSES", "WAYS", "Automation", "Campaign", "CampaignSettings", "Event", "EventLetter", "EventState",
    "Invitation", "Mailing", "Occasion", "Otherwise", "Passage", "Recipient", "Registration", "RegistrationState",
    "State", "Step", "Variant", "Verdict",
]  # fmt: skip
