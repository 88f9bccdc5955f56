"""Models of campaigns."""

from campaigns.models.automation import Automation, Occasion
from campaigns.models.campaign import WAYS, Campaign, CampaignSettings, State, Variant
from campaigns.models.mailing import PURPOSES, Mailing
from campaigns.models.recipient import Recipient

__all__ = [
    "PURPOSES", "WAYS", "Automation", "Campaign", "CampaignSettings", "Mailing", "Occasion", "Recipient", "State",
    "Variant",
]  # fmt: skip
