"""What a report page is made of: tiles with one figure, cards with a picture and its table.

A card's table holds the same figures as its picture, and is what its download contains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import money
from core.templatetags import regulars as write
from loyalty.metrics import figure as f
from loyalty.metrics.days import Period
from loyalty.metrics.definitions import of_figure
from loyalty.metrics.figure import Figure

DASH = "–"


@dataclass(frozen=True)
class Cell:
    """A cell as people read it, and the plain value that a download gets."""

    text: str
    plain: Any
    css: str = ""


@dataclass(frozen=True)
class Heading:
    text: str
    css: str = ""


@dataclass(frozen=True)
class Tile:
    label: str
    value: str
    key: str
    note: str = ""
    sample: str = ""
    url: str = ""


@dataclass(frozen=True)
class Card:
    """`message` stands in the place of the figures when there is nothing to show."""

    id: str
    title: str
    key: str = ""
    subtitle: str = ""
    option: dict[str, Any] | None = None
    headings: Sequence[Heading] = ()
    rows: Sequence[Sequence[Cell]] = ()
    message: str = ""
    size: str = ""
    side: bool = True
    notes: Sequence[str] = field(default_factory=tuple)


# --- Writing values -------------------------------------------------------------------------


def money_words(value: Any) -> str:
    """Sums of a thousand and more in whole units: cents are noise in a report, and in a download anyway."""
    if value is None:
        return DASH
    unit = 10 ** money.exponent()
    if abs(value) < 1000 * unit:
        return write.money(value)
    words = write.money(round(value / unit) * unit)
    return words[: -money.exponent() - 1] if money.exponent() else words


def money_cell(value: Any) -> Cell:
    return Cell(money_words(value), None if value is None else money.from_minor(round(value)), "text-end num")


def count_cell(value: Any) -> Cell:
    return Cell(write.integer(value), value, "text-end num")


def known_cell(value: Any) -> Cell:
    """A count, or that nothing is recorded of which it could be one."""
    return Cell(_("no data yet"), None, "text-end text-nowrap text-secondary") if value is None else count_cell(value)


def share_cell(value: Any) -> Cell:
    return Cell(write.percent(value), None if value is None else round(float(value), 6), "text-end num")


def number_cell(value: Any, places: int = 2) -> Cell:
    return Cell(write.number(value, places), None if value is None else round(float(value), 6), "text-end num")


def text_cell(value: Any) -> Cell:
    return Cell(str(value), str(value))


def month_cell(value: Any) -> Cell:
    return Cell(str(value), str(value), "text-nowrap")


def heat_cell(text: str, plain: Any, warmth: float) -> Cell:
    """`warmth` 0…1; ten shades, and the number itself."""
    return Cell(text, plain, f"heat heat-{max(0, min(10, round(10 * warmth)))}")


WRITERS: dict[str, Callable[[Any], Cell]] = {
    f.MONEY: money_cell,
    f.COUNT: count_cell,
    f.SHARE: share_cell,
    f.NUMBER: number_cell,
    f.TEXT: text_cell,
    f.DAY: text_cell,
}


def status_words(found: Figure | None) -> str:
    """Why a figure is not shown; empty when it is."""
    if found is None:
        return _("not known for this choice")
    words = {
        f.TOO_FEW: _("too few customers (%(n)s)") % {"n": write.integer(found.n)},
        f.SHORT_HISTORY: _("not enough history"),
        f.NO_DATA: _("no data yet"),
    }
    return "" if found.is_ok else words.get(found.status, _("no data yet"))


def tile(figures: dict[str, Figure], key: str, label: str, *, note: str = "", url: str = "") -> Tile:
    """Whether the figure is there or not, its meaning can be opened."""
    found, meaning = figures.get(key), of_figure(key)
    words = status_words(found)
    if found is None or words:
        return Tile(label, DASH, meaning, words)
    sample = write.integer(found.n) if not found.is_total and found.kind != f.COUNT else ""
    return Tile(label, WRITERS[found.kind](found.value).text, meaning, note or days_words(found.period), sample, url)


def days_words(period: Period | None) -> str:
    if period is None:
        return _("to date")
    return _("%(n)s days") % {"n": write.integer(period.days)}


def period_words(period: Period | None) -> str:
    if period is None:
        return ""
    return f"{date_format(period.first, 'SHORT_DATE_FORMAT')} – {date_format(period.last, 'SHORT_DATE_FORMAT')}"


def right(*labels: str) -> list[Heading]:
    return [Heading(label, "text-end") for label in labels]


def n_words(found: Figure) -> str:
    return _("%(n)s customers") % {"n": write.integer(found.n)}


def join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


# --- Putting a card together -----------------------------------------------------------------

Figures = dict[str, Figure]
# Heading, key of a figure's row, and how its cell is written.
Column = tuple[str, str, Callable[[Any], Cell]]


@dataclass(frozen=True)
class Body:
    """What a card shows of its figure when there is something to show."""

    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]
    option: dict[str, Any] | None = None
    subtitle: str = ""


def few_cell() -> Cell:
    """In the place of a share or mean of too few customers."""
    return Cell(pgettext("customers", "too few"), None, "text-end text-secondary")


def _told(row: dict[str, Any], key: str, writer: Callable[[Any], Cell]) -> Cell:
    return few_cell() if row[key] is None and row.get("status") == f.TOO_FEW else writer(row[key])


def table(rows: Iterable[dict[str, Any]], *columns: Column) -> tuple[list[Heading], list[list[Cell]]]:
    """Headings and rows; numbers stand to the right, under their headings."""
    texts = {text_cell, month_cell}
    headings = [Heading(words, "" if writer in texts else "text-end") for words, _key, writer in columns]
    return headings, [[_told(row, key, writer) for _words, key, writer in columns] for row in rows]


def make_card(
    figures: Figures,
    key: str,
    card_id: str,
    title: str,
    body: Callable[[Figure], Body],
    *,
    size: str = "",
    side: bool = True,
) -> Card:
    """The card of a figure; one that cannot be shown says why."""
    found, meaning = figures.get(key), of_figure(key)
    message = status_words(found)
    if found is None or message or (found.is_table and not found.value):
        return Card(card_id, title, meaning, message=message or _("no data yet"))
    shown = body(found)
    return Card(card_id, title, meaning, shown.subtitle, shown.option, shown.headings, shown.rows, size=size, side=side)


def card(
    card_id: str, key: str, title: str | Promise, *, size: str = "", side: bool = True
) -> Callable[[Callable[[Figure], Body]], Callable[[Figures], Card]]:
    """Make a function that says what to show of a figure into one that makes the card."""

    def decorate(body: Callable[[Figure], Body]) -> Callable[[Figures], Card]:
        @wraps(body)
        def make(figures: Figures) -> Card:
            return make_card(figures, key, card_id, str(title), body, size=size, side=side)

        return make

    return decorate
