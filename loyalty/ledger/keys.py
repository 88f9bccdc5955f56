"""The unique keys of business events: what makes a retry, a replay or a second worker harmless."""

from __future__ import annotations

from hashlib import sha256

from django.utils.translation import gettext as _

from core.errors import DomainError

LONGEST = 100


def grant(purchase: int, currency: str, n: int) -> str:
    """The n-th grant of a purchase in a currency: 1 when recorded, one more after each amendment."""
    return f"purchase:{purchase}:{currency}:{n}"


def undo(purchase: int, currency: str, n: int) -> str:
    """What was left of the n-th grant goes back, because the sale was amended."""
    return f"amend:{purchase}:{currency}:{n}"


def take_back(return_id: int, currency: str, n: int) -> str:
    return f"return:{return_id}:{currency}:{n}"


def revive(event_key: str, lot: int | None = None) -> str:
    """Expired units given back so that the event `event_key` can take them; of a lot that lies elsewhere by now."""
    return _derived(event_key, "expired" if lot is None else f"expired:{lot}")


def write_off(event_key: str) -> str:
    """The debt that the event `event_key` left, written off at once."""
    return _derived(event_key, "writeoff")


def pooled(event_key: str) -> str:
    """What the event `event_key` found missing on a member's own account, taken from their pool."""
    return _derived(event_key, "pool")


def _derived(event_key: str, what: str) -> str:
    """Fits however long an outside key is, and leaves room for what is derived from it in turn."""
    mark = event_key if len(event_key) + len(what) <= LONGEST - 30 else sha256(event_key.encode()).hexdigest()
    return f"{mark}:{what}"


def part(event_key: str, what: str | int) -> str:
    """A further entry of the same event: the lot that a transfer makes, the bonus of a top-up."""
    return f"{event_key}:{what}"


def number(event_key: str) -> int:
    """The n of a grant's key."""
    return int(event_key.rpartition(":")[2])


def check(event_key: str) -> None:
    """Keys of outside events are told by doors; they must fit and say something."""
    if not event_key.strip() or len(event_key) > LONGEST or "\0" in event_key:
        raise DomainError("event_key_invalid", _("An event key has between 1 and 100 characters."), field="event_key")
