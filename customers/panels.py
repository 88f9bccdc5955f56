"""Panels on the customer's record and cards on Today and the dashboard, registered by the app that owns them.

The page asks each panel's own URL for its fragment, so that nothing here imports an upper
app: `register(Panel(...))` in the owner's `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, order=True)
class Panel:
    """`url_name` takes the customer's public id (record) or nothing (today, dashboard)."""

    order: int
    key: str
    title: Any
    url_name: str
    permission: str
    place: str = "record"
    # A card that would only say "nothing" is left out; asked with whose page it is.
    wanted: Callable[[Any], bool] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class PlacedPanel:
    """A panel on a page: what the template needs."""

    key: str
    title: Any
    url: str


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    _panels[panel.key] = panel


def panels_for(user: Any, place: str) -> list[Panel]:
    """Panels of a page that this person may see, in order."""
    found = (panel for panel in _panels.values() if panel.place == place and user.has_perm(panel.permission))
    wanted = (panel for panel in found if panel.wanted is None or panel.wanted(user))
    return sorted(wanted, key=lambda panel: (panel.order, panel.key))


def placed(user: Any, place: str, *args: Any) -> list[PlacedPanel]:
    """The same with their addresses; `args` are what the URLs take. One without an address is left out."""
    found = ((panel, _url(panel, args)) for panel in panels_for(user, place))
    return [PlacedPanel(panel.key, panel.title, url) for panel, url in found if url]


def _url(panel: Panel, args: tuple[Any, ...]) -> str:
    """Empty when an app has registered a panel but its pages are not mounted: no reason to fail the record."""
    try:
        return reverse(panel.url_name, args=args)
    except NoReverseMatch:
        return ""
