"""Outgoing webhooks: what happened here is told to addresses that administrators named.

An app names its events in `AppConfig.ready()`: `register(EventType("balance.changed", _("…")))`, and calls
`emit` or `emit_many` in the transaction that wrote the change. That stores the event and one delivery for
each endpoint that subscribes; nothing at all when nobody does. After the commit a worker claims a delivery
(the lease is committed before the network is touched), posts it signed, and writes down what came of it.
The rows are the truth: a dead broker, a killed worker or a slow receiver only delay.

Delivery is at least once: a receiver tells repeats by `webhook-id`. `docs/webhooks.md` is for receivers.
"""

from core.webhooks.events import EventType, Happening, emit, emit_many, event_types, is_wanted, muted, register

__all__ = ["EventType", "Happening", "emit", "emit_many", "event_types", "is_wanted", "muted", "register"]
