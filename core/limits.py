"""How often something may be asked: counters of fixed windows in the cache.

A brake, no proof: the windows of one hour and the next stand side by side. While Redis is away each process counts for
itself; where guessing would pay (`closed`) that is not enough, and nobody is let through until it counts again.
"""

from __future__ import annotations

from hashlib import blake2b

from django.core.cache import cache
from django.utils.translation import gettext as _
from redis import RedisError

from core.errors import DomainError


def allow(name: str, who: str, *, most: int, seconds: int, closed: bool = False, by: int = 1) -> bool:
    """Count this time and say whether it is still within `most` of the window. `who` is kept as a digest only.

    `by`: where something else than times is counted, such as megabytes.
    """
    key = f"limit.{name}.{blake2b(who.encode(), digest_size=12).hexdigest()}"
    try:
        return int(cache.count(key, seconds, by, alone=not closed)) <= most  # type: ignore[attr-defined]  # our own cache can
    except ValueError:  # this process's own count ended between the two
        return True
    except RedisError:
        return False


def check(name: str, who: str, *, most: int, seconds: int, closed: bool = False) -> None:
    """Refuse with 429 what is too often, and with 503 what is `closed` and cannot be counted."""
    if allow(name, who, most=most, seconds=seconds, closed=closed):
        return
    if closed and not cache.answers():  # type: ignore[attr-defined]  # our own cache can
        raise DomainError("not_counted", _("This is not possible at the moment. Please try again later."), status=503)
    raise DomainError("rate_limited", _("Too often in a short time. Please wait a little."), status=429)
