"""Models of campaigns."""

from campaigns.models.automation import Automation, Occasion
from campaigns.models.campaign import WAYS, Campaign, CampaignSettings, State, Variant
from campaigns.models.mailing import PURPOSES, Mailing
from campaigns.models.recipient import Recipient
from campaigns.models.step import Otherwise, Passage, Step, Verdict

__all__ = [
    "PURPOSES", "WAYS", "Automation", "Campaign", "CampaignSettings", "Mailing", "Occasion", "Otherwise", "Passage",
    "Recipient", "State", "Step", "Variant", "Verdict",
]  # fmt: skip
