"""From the cells of a row to an answer, or a refusal that names its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core import clock
from core.errors import DomainError
from core.importing import values
from core.text import email_key
from core.wording import worded as _
from customers import phones
from customers.models import Customer
from sales.models import Store
from surveys.importing.fields import WHO
from surveys.importing.planning import Plan
from surveys.questionnaire import Questionnaire
from surveys.questionnaire.answering import LONG

# As the column of weights holds.
_PLACES, _MOST = Decimal("0.000001"), Decimal(10**6)


class CellError(Exception):
    def __init__(self, field: str, reason: object) -> None:
        super().__init__(str(reason))
        self.field, self.reason = field, reason


@dataclass(slots=True)
class Row:
    line: int
    key: str
    cells: dict[str, str]
    # None: no answer.
    score: int | None = None
    at: datetime | None = None
    comment: str = ""
    weight: Decimal = Decimal(1)
    store: Store | None = None
    customer: int | None = None

    @property
    def says_nothing(self) -> bool:
        return self.score is None and not self.comment


class Reader:
    """Reads cells by the plan of the file; stores are few, so they are known from the beginning."""

    def __init__(self, plan: Plan, form: Questionnaire, now: datetime) -> None:
        assert form.main is not None
        self._main, self._empty = form.main, frozenset(plan.no_answer)
        self._day = values.DateReader(plan.date_format, now)
        self._weight = values.PriceReader(values.Mark.load(plan.decimal))
        self._scores: dict[str, int | None] = {}
        stores = list(Store.objects.all())
        self._stores = {store.name.casefold(): store for store in stores}
        self._stores |= {store.code.casefold(): store for store in stores}
        self._codes = {store.name.casefold() for store in stores if _is_double(store, stores)}

    def read(self, row: Row) -> None:
        """Everything but whose it is; CellError says what is wrong."""
        for field, told in (
            ("score", self._score), ("answered_on", self._at), ("comment", self._comment), ("weight", self._weigh),
            ("store", self._store),
        ):  # fmt: skip
            try:
                setattr(row, _ATTRIBUTES[field], told(row.cells.get(field, "")))
            except DomainError as error:
                raise CellError(field, error.message) from error

    def _score(self, text: str) -> int | None:
        if text not in self._scores:
            self._scores[text] = self._read_score(text)
        return self._scores[text]

    def _read_score(self, text: str) -> int | None:
        plain = text.removesuffix(".0")
        if not text or text.casefold() in self._empty or plain.casefold() in self._empty:
            return None
        if not (plain.isascii() and plain.isdecimal() and len(plain) <= 3):
            raise DomainError("score_invalid", _("A score is a whole number."))
        if not self._main.low <= int(plain) <= self._main.high:
            told = {"low": self._main.low, "high": self._main.high}
            raise DomainError("score_invalid", _("This survey asks for %(low)d to %(high)d.") % told)
        return int(plain)

    def _at(self, text: str) -> datetime:
        """A day alone is its beginning; a time without a zone is the shop's."""
        at = datetime.fromisoformat(self._day(text))
        return at if at.tzinfo else at.replace(tzinfo=clock.business_zone())

    @staticmethod
    def _comment(text: str) -> str:
        if len(text) > LONG:
            raise DomainError("comment_long", _("At most %(count)s characters, please.") % {"count": LONG})
        return text.replace("\0", "")

    def _weigh(self, text: str) -> Decimal:
        if not text:
            return Decimal(1)
        weight = Decimal(self._weight(text)).quantize(_PLACES)
        if not 0 < weight < _MOST:
            raise DomainError("weight_invalid", _("A weight is above zero and below a million."))
        return weight

    def _store(self, text: str) -> Store | None:
        if not text:
            return None
        if text.casefold() in self._codes:
            raise DomainError("store_unclear", _("Several stores have this name: give the code."))
        found = self._stores.get(text.casefold())
        if found is None:
            raise DomainError("store_unknown", _("There is no such store."))
        return found


_ATTRIBUTES: Mapping[str, str] = {
    "score": "score", "answered_on": "at", "comment": "comment", "weight": "weight", "store": "store",
}  # fmt: skip


def _is_double(store: Store, stores: list[Store]) -> bool:
    return sum(one.name.casefold() == store.name.casefold() for one in stores) > 1


# --- Whose it is --------------------------------------------------------------------------


class People:
    """Customers by number, e-mail or phone, for many rows with three questions; the first that a row tells decides."""

    def __init__(self, rows: Iterable[Row]) -> None:
        told: dict[str, set[str]] = {name: set() for name in WHO}
        for row in rows:
            with suppress(CellError):
                name, text = _told(row)
                told.setdefault(name, set()).add(text)
        self._found = {name: _find(name, texts) for name, texts in told.items() if name}

    def of(self, row: Row) -> int | None:
        """None: the row names nobody. Of a merged record the survivor."""
        name, text = _told(row)
        if not name:
            return None
        found = self._found[name].get(text, set())
        if len(found) != 1:
            raise CellError(name, _("Several customers have it.") if found else _("No customer has it."))
        return next(iter(found))


def _told(row: Row) -> tuple[str, str]:
    """By what it names somebody, as the records have it."""
    for name in WHO:
        if text := row.cells.get(name, ""):
            try:
                return name, _plain(name, text)
            except DomainError as error:
                raise CellError(name, error.message) from error
    return "", ""


def _plain(name: str, text: str) -> str:
    if name == "email":
        return email_key(text)
    return phones.normalise(text) if name == "phone" else text


def _find(name: str, texts: set[str]) -> dict[str, set[int]]:
    """Text → who it may be. An erased customer has none of them any more."""
    column = "email_key" if name == "email" else name
    found: dict[str, set[int]] = {}
    if texts:
        rows = Customer.objects.filter(**{f"{column}__in": texts}).exclude(**{column: ""})
        for text, pk, survivor in rows.values_list(column, "pk", "merged_into_id"):
            found.setdefault(text, set()).add(survivor or pk)
    return found
