"""What a file may tell of a receipt beyond its goods: tax, delivery, tip, means of payment, times, serial numbers.

As at the till, what was paid in all is goods + delivery + tip, and tax lies within. Tax and
serial number belong to a row; the others to the whole receipt, told on one row or alike on all.

Most files tell none of this, and then none of it may cost anything: statements name only the
columns that the file has (`Parts` puts them in), and a receipt's fingerprint is what it was
before these columns were known.
"""

# ruff: noqa: S608  # names of tables are our own

from __future__ import annotations

from collections.abc import Collection

from core import clock
from core.importing.staging import Stage, run
from core.money import MAX_AMOUNT
from core.wording import Worded, pack
from core.wording import worded as _

_PAID = ("paid_points", "paid_cashback", "paid_gift_card", "paid_voucher")
_EXTRAS = ("delivery", "tip")
MONEY = ("tax", *_EXTRAS, *_PAID)
_TIMES = ("promised_at", "fulfilled_at")
_MARKS = {
    **{name: f"'{mark}' || nullif({name}, 0)" for name, mark in zip(MONEY, "tvwxyzb", strict=True)},
    "promised_at": "'h' || (promised_at AT TIME ZONE 'UTC')",
    "fulfilled_at": "'f' || (fulfilled_at AT TIME ZONE 'UTC')",
    "serial_number": "'n' || serial_number",
    "state": "'e' || nullif(is_open, false)",
}


class Parts:
    """The SQL that the mapped columns need; texts are empty where nothing is mapped."""

    def __init__(self, mapped: Collection[str]) -> None:
        self._mapped = frozenset(mapped)

    def has(self, name: str) -> bool:
        return name in self._mapped

    @property
    def fingerprint(self) -> str:
        """More of what a row tells, for `concat_ws`; each begins with a comma."""
        return "".join(f", {mark}" for name, mark in _MARKS.items() if self.has(name))

    @property
    def gathered(self) -> str:
        """Columns of a receipt from its rows; each begins with a comma."""
        columns = [
            f"coalesce({'sum' if name == 'tax' else 'max'}({name}), 0)::bigint AS {name}"
            for name in MONEY
            if self.has(name)
        ]
        columns += [f"max({name}) AS {name}" for name in (*_TIMES, "serial_number") if self.has(name)]
        if self.has("state"):
            columns.append("bool_or(is_open) AS is_open")
        return "".join(f", {column}" for column in columns)

    def paid(self, receipt: str) -> str:
        """What was paid in all."""
        return " + ".join([f"{receipt}.amount", *(f"{receipt}.{name}" for name in _EXTRAS if self.has(name))])

    def money(self, receipt: str) -> str:
        """Values of the columns `MONEY`."""
        return ", ".join(f"{receipt}.{name}" if self.has(name) else "0" for name in MONEY)

    def time(self, name: str, receipt: str) -> str:
        """A day alone, that of the purchase itself, is no time before it."""
        if not self.has(name):
            return "NULL::timestamptz"
        return (
            f"CASE WHEN {receipt}.{name} < {receipt}.occurred_at THEN {receipt}.occurred_at ELSE {receipt}.{name} END"
        )

    def state(self, receipt: str) -> str:
        return f"CASE WHEN {receipt}.is_open THEN 'open' ELSE 'fulfilled' END" if self.has("state") else "'fulfilled'"

    def serial(self, line: str) -> str:
        return f"coalesce({line}.serial_number, '')" if self.has("serial_number") else "''"

    def guaranteed_from(self, receipt: str) -> str:
        """Guarantees run from the day of fulfilment where it is told."""
        if not self.has("fulfilled_at"):
            return f"{receipt}.occurred_on"
        at = f"greatest({receipt}.fulfilled_at, {receipt}.occurred_at)"
        return f"coalesce(({at} AT TIME ZONE '{clock.business_zone().key}')::date, {receipt}.occurred_on)"

    def corrections(self) -> str:
        """`SET` of a corrected receipt: only what the file tells, and an order is not opened again."""
        told = [f"{name} = r.{name}" for name in MONEY if self.has(name)]
        told += [f"{name} = {self.time(name, 'r')}" for name in _TIMES if self.has(name)]
        if self.has("state"):
            told.append(f"state = CASE WHEN purchase.state = 'open' THEN {self.state('r')} ELSE purchase.state END")
        return "".join(f", {column}" for column in told)

    def kept(self, receipt: str) -> str:
        """What of the stored amount is delivery and tip that the file does not tell."""
        left = [f"{receipt}.{name}" for name in _EXTRAS if not self.has(name)]
        return " + ".join(["0", *left])

    def misfit(self, amount: str) -> str:
        """Whether parts that only an earlier file told are too much for what is told now."""

        def total(names: tuple[str, ...]) -> str:
            return " + ".join(f"r.{name}" if self.has(name) else f"purchase.{name}" for name in names)

        return f"{amount} < {total(('tax', *_EXTRAS))} OR {amount} < {total(_PAID)}"

    def refuse_impossible(self, stage: Stage) -> None:
        """Receipts whose parts cannot be, into `faulty`; the same rules as at the till."""
        cases = [*self._disagreements(), *self._excesses(), *self._wrong_times()]
        if not cases:
            return
        whens = " ".join(f"WHEN {condition} THEN %s" for condition, _reason in cases)
        run(
            f"""INSERT INTO {stage.name("faulty")}
            SELECT number, fault FROM (
                SELECT number, CASE {whens} END AS fault
                FROM {stage.name("rows")} WHERE NOT is_return GROUP BY number
            ) grouped WHERE fault IS NOT NULL ON CONFLICT DO NOTHING""",
            [pack(reason) for _condition, reason in cases],
        )

    def _disagreements(self) -> list[tuple[str, Worded]]:
        whole = [name for name in (*_EXTRAS, *_PAID) if self.has(name)]
        found = [(f"min({name}) < 0", _("A part of the amount is not negative.")) for name in MONEY if self.has(name)]
        return found + [
            (f"min(nullif({name}, 0)) <> max({name})", _("The lines of this receipt tell different parts of it."))
            for name in whole
        ]

    def _excesses(self) -> list[tuple[str, Worded]]:
        extras = "".join(f" + coalesce(max({name}), 0)" for name in _EXTRAS if self.has(name))
        paid = "".join(f" + coalesce(max({name}), 0)" for name in _PAID if self.has(name))
        found = []
        if self.has("tax"):
            found.append(("sum(tax) > sum(amount)", _("The tax is more than the amount.")))
        if paid:
            found.append(
                (f"0{paid} > sum(amount){extras}", _("More was paid with points and cards than was paid in all."))
            )
        if extras:
            found.append((f"sum(amount){extras} > {MAX_AMOUNT}", _("The amount is too large.")))
        return found

    def _wrong_times(self) -> list[tuple[str, Worded]]:
        zone = clock.business_zone().key
        reasons = {
            "promised_at": _("The promised time lies before the purchase."),
            "fulfilled_at": _("It cannot be fulfilled before it was bought."),
        }
        found = []
        for name, reason in reasons.items():
            if self.has(name):
                early = f"(max({name}) AT TIME ZONE '{zone}')::date < (min(occurred_at) AT TIME ZONE '{zone}')::date"
                found.append((early, reason))
        if self.has("state"):
            mixed = (
                "bool_or(is_open) AND NOT bool_and(is_open)",
                _("Some lines of this receipt are open, others are not."),
            )
            found.append(mixed)
        if self.has("state") and self.has("fulfilled_at"):
            early = "bool_or(is_open) AND max(fulfilled_at) IS NOT NULL"
            found.append((early, _("An open order has no time of fulfilment yet.")))
        return found
