"""Who they are.

A `Customer` is a person or a company; a person may be a contact of a company. A customer
becomes a *member* by enrolling (`Membership`); only members earn and redeem. What they
allow (`Consent`), what they like (`Interest`), how to approach them (`ContactStyle`) and
what happened (`TimelineEntry`, append-only) hang on the customer. Merged customers point to
their survivor, erased ones keep their row under a pseudonym.
"""

from customers.models.attributes import (
    Address,
    ChannelIdentity,
    CustomerGroup,
    CustomField,
    CustomValue,
    Interest,
    Note,
    Tag,
    Topic,
)
from customers.models.contact import Channel, Consent, ConsentChange, ConsentState, ContactHold, Purpose
from customers.models.customer import Customer, Membership, MembershipSpan
from customers.models.erasure import ErasedKey, ErasureRequest
from customers.models.memberpage import MemberLink
from customers.models.merges import CustomerMerge
from customers.models.roles import Role
from customers.models.segments import ImportMark, Segment, SegmentMember, SegmentPast, SegmentTouch
from customers.models.settings import CustomerSettings
from customers.models.work import FollowUp, SavedFilter, TimelineEntry

__all__ = [
    "Address",
    "Channel",
    "ChannelIdentity",
    "Consent",
    "ConsentChange",
    "ConsentState",
    "ContactHold",
    "CustomField",
    "CustomValue",
    "Customer",
    "CustomerGroup",
    "CustomerMerge",
    "CustomerSettings",
    "ErasedKey",
    "ErasureRequest",
    "FollowUp",
    "ImportMark",
    "Interest",
    "MemberLink",
    "Membership",
    "MembershipSpan",
    "Note",
    "Purpose",
    "Role",
    "SavedFilter",
    "Segment",
    "SegmentMember",
    "SegmentPast",
    "SegmentTouch",
    "Tag",
    "TimelineEntry",
    "Topic",
]
