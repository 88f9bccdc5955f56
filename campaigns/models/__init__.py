"""Models of campaigns."""

from campaigns.models.automation import Automation, Occasion
from campaigns.models.campaign import WAYS, Campaign, CampaignSettings, DecideBy, State, Variant, Verdict
from campaigns.models.event import Event, EventLetter, EventState, Invitation, Registration, RegistrationState
from campaigns.models.gift import (
    GiftBand,
    GiftKind,
    GiftMonth,
    GiftReason,
    GiftState,
    GiftTerms,
    GivenGift,
    GiveTo,
    Measure,
    MissedDay,
)
from campaigns.models.mailing import PURPOSES, Mailing
from campaigns.models.notice import Notice
from campaigns.models.placerequest import PlaceRequest
from campaigns.models.recipient import Recipient
from campaigns.models.step import Otherwise, Passage, PassageVerdict, Step

__all__ = [
    "PURPOSES", "WAYS", "Automation", "Campaign", "CampaignSettings", "DecideBy", "Event", "EventLetter", "EventState",
    "GiftBand", "GiftKind", "GiftMonth", "GiftReason", "GiftState", "GiftTerms", "GiveTo", "GivenGift", "Invitation",
    "Mailing", "Measure", "MissedDay", "Notice", "Occasion", "Otherwise", "Passage", "PassageVerdict", "PlaceRequest",
    "Recipient", "Registration", "RegistrationState", "State", "Step", "Variant", "Verdict",
]  # fmt: skip
