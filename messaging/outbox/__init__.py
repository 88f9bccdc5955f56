"""The outbox: `enqueue` puts messages in, workers send what is due; PostgreSQL decides who sends what.

    enqueue  →  claiming (a lease, committed)  →  working (one message after the other)  →  reporting

Broker and beat only wake workers: whoever looks finds what is due. Nothing is lost silently, and nothing goes out
twice outside the `uncertain` rows, on which staff decide.
"""

from messaging.outbox.enqueuing import Draft, cancel, enqueue

__all__ = ["Draft", "cancel", "enqueue"]
