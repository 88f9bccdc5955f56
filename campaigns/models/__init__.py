"""Models of campaigns."""

from campaigns.models.campaign import WAYS, Campaign, CampaignSettings, State, Variant
from campaigns.models.recipient import Recipient

__all__ = ["WAYS", "Campaign", "CampaignSettings", "Recipient", "State", "Variant"]
