"""Models of campaigns."""

from campaigns.models.automation import Automation, Occasion
from campaigns.models.campaign import WAYS, Campaign, CampaignSettings, DecideBy, State, Variant, Verdict
from campaigns.models.mailing import PURPOSES, Mailing
from campaigns.models.recipient import Recipient

__all__ = [
    "PURPOSES", "WAYS", "Automation", "Campaign", "CampaignSettings", "DecideBy", "Mailing", "Occasion", "Recipient",
    "State", "Variant", "Verdict",
]  # fmt: skip
