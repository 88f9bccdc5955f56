"""One page of the walks and of `make screens`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class ScreenPage:
    """`arguments` finds the record that the address names, when the walk starts."""

    name: str
    url_name: str
    arguments: Callable[[], tuple[Any, ...]] = tuple
    query: str = ""
    is_public: bool = False
    # Of a page that says why it shows nothing.
    status: int = 200

    def path(self) -> str:
        return reverse(self.url_name, args=self.arguments()) + self.query

    def means(self, complaint: str) -> bool:
        """Whether the browser complains of what the page is for: that it is not there."""
        return self.status != 200 and f"status of {self.status}" in complaint


@dataclass(frozen=True)
class ErrorPage(ScreenPage):
    """A page that has no name among the addresses: `url_name` is its address."""

    def path(self) -> str:
        return self.url_name
