"""The cache of the project: Redis, and while that does not answer this process's own memory.

What lies in it is never the truth, only counts of attempts and what is cheap to find again. Without Redis people must
still be able to log in; limits then hold for each process by itself.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.commands.core import Script
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
# In one go: a window that ended between the two would begin a count that never ends.
_COUNT = """
local told = redis.call('INCRBY', KEYS[1], ARGV[1])
if told == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return told"""


class _Client(RedisCacheClient):
    """Keeps what Django makes anew for each question: that takes as long as the question itself."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._made: dict[bool, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        if write not in self._made:
            self._made[write] = super().get_client(key, write=write)
        return self._made[write]


class FallbackCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Client
        self._own = LocMemCache("fallback", params)

    def answers(self) -> bool:
        """Whether Redis itself does."""
        try:
            super().has_key("answers")
        except RedisError as error:
            log.warning("redis_silent", error=type(error).__name__)
            return False
        return True

    def _ask(self, name: str, *given: Any, **more: Any) -> Any:
        try:
            return getattr(super(), name)(*given, **more)
        except RedisError as error:
            log.warning("cache_silent", error=type(error).__name__)
            return getattr(self._own, name)(*given, **more)

    def add(self, *given: Any, **more: Any) -> Any:
        return self._ask("add", *given, **more)

    def get(self, *given: Any, **more: Any) -> Any:
        return self._ask("get", *given, **more)

    def set(self, *given: Any, **more: Any) -> Any:
        return self._ask("set", *given, **more)

    def touch(self, *given: Any, **more: Any) -> Any:
        return self._ask("touch", *given, **more)

    def delete(self, *given: Any, **more: Any) -> Any:
        return self._ask("delete", *given, **more)

    def get_many(self, *given: Any, **more: Any) -> Any:
        return self._ask("get_many", *given, **more)

    def set_many(self, *given: Any, **more: Any) -> Any:
        return self._ask("set_many", *given, **more)

    def delete_many(self, *given: Any, **more: Any) -> Any:
        return self._ask("delete_many", *given, **more)

    def has_key(self, *given: Any, **more: Any) -> Any:
        return self._ask("has_key", *given, **more)

    def incr(self, *given: Any, **more: Any) -> Any:
        return self._ask("incr", *given, **more)

    def clear(self) -> Any:
        return self._ask("clear")

    @cached_property
    def _counted(self) -> Script:
        """Redis keeps it by its digest; where it has been restarted, it is told once more."""
        return self._cache.get_client(write=True).register_script(_COUNT)

    def count(self, key: str, seconds: int, by: int = 1, *, alone: bool = True) -> int:
        """How often it was counted, this time included; the first time begins its window. Asks Redis once.

        `alone`: while Redis does not answer this process counts for itself; else its error is the caller's.
        """
        made = self.make_and_validate_key(key)
        try:
            return int(self._counted(keys=[made], args=[by, seconds]))
        except RedisError as error:
            log.warning("cache_silent", error=type(error).__name__)
            if not alone:
                raise
            self._own.add(key, 0, seconds)
            return int(self._own.incr(key, by))
