"""The cache of the project: Redis, and while that does not answer this process's own memory.

What lies in it is never the truth, only counts of attempts and what is cheap to find again. Without Redis people must
still be able to log in; limits then hold for each process by itself.
"""

from __future__ import annotations

from typing import Any

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


class FallbackCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
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

    def count(self, key: str, seconds: int, by: int = 1, *, alone: bool = True) -> int:
        """How often it was counted, this time included; the first time begins its window. Asks Redis once.

        `alone`: while Redis does not answer this process counts for itself; else its error is the caller's.
        """
        made = self.make_and_validate_key(key)
        try:
            # In one go: a window that ended between the two would begin a count that never ends.
            with self._cache.get_client(made, write=True).pipeline(transaction=True) as both:
                both.set(made, 0, ex=seconds, nx=True)
                both.incr(made, by)
                return int(both.execute()[1])
        except RedisError as error:
            log.warning("cache_silent", error=type(error).__name__)
            if not alone:
                raise
            self._own.add(key, 0, seconds)
            return int(self._own.incr(key, by))
