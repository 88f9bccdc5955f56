"""Ways to a customer: one small module each, registered by its channel.

A channel composes a `Parcel` from what was rendered, and opens a `Line` over which a worker sends one parcel
after the other. `docs/algorithms/outbox.md` has the recipe for a new one.
"""

from messaging.channels.base import AddressInvalid, Channel, Line, Outcome, Parcel, Wait, codes, find, register

__all__ = ["AddressInvalid", "Channel", "Line", "Outcome", "Parcel", "Wait", "codes", "find", "register"]
