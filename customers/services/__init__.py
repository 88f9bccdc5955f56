"""Every write about customers, for pages, API, imports and tasks alike.

Keyword-only functions that take the acting member of staff (`actor`, None for the system)
and one `now`; they run in a transaction of their own or in the caller's, write the timeline,
and raise `core.errors.DomainError`.
"""

from customers.services.attributes import (
    change_groups,
    change_interests,
    change_tags,
    delete_group,
    set_derived_interests,
    set_groups,
    set_interests,
    set_tags,
)
from customers.services.consent import set_consent
from customers.services.contact import add_address, add_identity, change_address, remove_address, remove_identity
from customers.services.holds import place_hold, release_hold
from customers.services.membership import enrol, enrol_many, leave, reinstate, suspend
from customers.services.people import create_customer, update_customer
from customers.services.work import (
    add_follow_up,
    add_note,
    change_follow_up,
    change_note,
    delete_filter,
    finish_follow_up,
    remove_note,
    save_filter,
    settle_supplier_day,
    take_follow_up,
)

__all__ = [
    "add_address",
    "add_follow_up",
    "add_identity",
    "add_note",
    "change_address",
    "change_follow_up",
    "change_groups",
    "change_interests",
    "change_note",
    "change_tags",
    "create_customer",
    "delete_filter",
    "delete_group",
    "enrol",
    "enrol_many",
    "finish_follow_up",
    "leave",
    "place_hold",
    "reinstate",
    "release_hold",
    "remove_address",
    "remove_identity",
    "remove_note",
    "save_filter",
    "set_consent",
    "set_derived_interests",
    "set_groups",
    "set_interests",
    "set_tags",
    "settle_supplier_day",
    "suspend",
    "take_follow_up",
    "update_customer",
]
