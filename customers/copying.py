"""What this app puts into the copy of a customer's data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.models import (
    Address,
    ChannelIdentity,
    Consent,
    ConsentChange,
    ContactHold,
    Customer,
    ErasureRequest,
    FollowUp,
    Interest,
    Membership,
    MembershipSpan,
    Note,
    TimelineEntry,
)
from customers.portability import Section, register


def register_sections() -> None:
    register(
        Section("profile", _("Profile"), Customer, "pk"),
        Section("addresses", _("Addresses"), Address, "customer"),
        Section("identities", _("Messaging accounts"), ChannelIdentity, "customer"),
        Section("membership", _("Membership"), Membership, "customer"),
        Section("membership_times", _("Times as a member"), MembershipSpan, "customer"),
        Section("consents", _("Consents"), Consent, "customer"),
        Section("consent_history", _("History of consents"), ConsentChange, "customer"),
        Section("interests", _("Interests"), Interest, "customer"),
        Section("notes", _("Notes"), Note, "customer"),
        Section("follow_ups", _("Follow-ups"), FollowUp, "customer", frozenset({"source"})),
        Section("contact_holds", _("Contact holds"), ContactHold, "customer"),
        Section("requests", _("Requests to be erased"), ErasureRequest, "customer"),
        Section("timeline", _("Timeline"), TimelineEntry, "customer"),
    )
