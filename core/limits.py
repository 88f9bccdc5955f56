"""How often something may be asked: counters of fixed windows in the cache.

A brake, no proof: the windows of one hour and the next stand side by side. Whoever must not be let through when
the cache is down says so (`closed`).
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
        return int(cache.count(key, seconds, by)) <= most  # type: ignore[attr-defined]  # our own cache can
    except ValueError:  # it ended between the two
        return True
    except RedisError:
        return not closed


def check(name: str, who: str, *, most: int, seconds: int, closed: bool = False) -> None:
    """Refuse with 429 what is too often."""
    if not allow(name, who, most=most, seconds=seconds, closed=closed):
        raise DomainError("rate_limited", _("Too often in a short time. Please wait a little."), status=429)
