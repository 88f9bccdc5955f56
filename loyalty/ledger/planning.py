"""Deciding what to write, on rows that are already locked and read. Pure: no database, no clock.

A `Book` holds the accounts concerned and collects `Move`s: entries with the lot that they make
and the lots that they take from. `store.write` puts them into the database, one or a million
alike, so that bulk and single writing cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from loyalty.dates import activity_end
from loyalty.ledger import keys
from loyalty.ledger.records import AccountState, Displaced, GrantState, LotState, Move


class Book:
    """The moves of one transaction."""

    def __init__(self, now: datetime, *, slides: bool = False, writes_off: bool = False) -> None:
        self.now = now
        # What a return finds no units for is forgiven instead of owed.
        self.writes_off = writes_off
        # Duplicates that were merged away: what they cannot give is looked for on their survivors' accounts first.
        self.merged: frozenset[int] = frozenset()
        # The pools of members of households, by member and currency: what their own accounts lack is taken there.
        self.pools: dict[tuple[int, str], AccountState] = {}
        # Lots in those pools, by the grant (its key) whose units they hold.
        self.displaced: dict[str, Displaced] = {}
        # Some lots expire by activity: then every activity looks at the account's lots.
        self.slides = slides
        self.moves: list[Move] = []
        # Of grants that are being replaced: who owes what (move, units, debt before), until the new grant has paid.
        self.replaced: list[tuple[Move, int, int]] = []

    def move(self, account: AccountState, kind: str, units: int, **values: Any) -> Move:
        move = Move(len(self.moves) + 1, account, kind, units, **values)
        self.moves.append(move)
        return move

    # --- Giving ---------------------------------------------------------------------------

    def give(
        self,
        account: AccountState,
        kind: str,
        units: int,
        lot: LotState,
        *,
        event_key: str,
        occurred_at: datetime,
        facts: dict[str, Any] | str,
        explanation: str = "",
        purchase: int | None = None,
        reason: str = "",
        actor: int | None = None,
        is_activity: bool = False,
    ) -> Move:
        """Units into a lot of their own; what is owed is paid off first."""
        paid = min(units, account.debt) if account.debt else 0
        lot.n = len(self.moves) + 1
        # Positional: a million of them are made by an import.
        move = Move(
            lot.n, account, kind, units, event_key, occurred_at, facts, explanation, paid, purchase, reason, actor, lot,
            is_activity,
        )  # fmt: skip
        self.moves.append(move)
        if paid:
            account.debt -= paid
            self._take(move, lot, paid)
        account.balance += units - paid
        if account.lots is not None:
            account.lots.append(lot)
        if is_activity:
            self._note_activity(account, occurred_at, lot)
        return move

    def _note_activity(self, account: AccountState, at: datetime, lot: LotState) -> None:
        """Earning keeps alive what was alive then; told late, a later activity has kept the new lot alive already."""
        if self.slides:
            self._slide(account, at)
        if account.active_at is None or account.active_at <= at:
            account.active_at = at
        elif lot.activity_months and lot.expires_at and lot.is_alive(account.active_at):
            lot.expires_at = max(lot.expires_at, activity_end(account.active_at, lot.activity_months))

    def _slide(self, account: AccountState, at: datetime) -> None:
        """An activity at `at` keeps alive what was alive then; what is used up is not."""
        for lot in account.lots or ():
            if lot.remaining and lot.activity_months and lot.expires_at and lot.expires_at > at:
                until = activity_end(at, lot.activity_months)
                if until > lot.expires_at:
                    lot.expires_at, lot.is_moved = until, True

    # --- Taking ---------------------------------------------------------------------------

    def take_back(
        self, grant: GrantState, lines: dict[int, int], event_key: str, *, own_first: bool = False, **values: Any
    ) -> Move | None:
        """Take units of a grant back, line by line; what cannot be spent now first, the rest as debt.

        The own lot while it is pending or once it has expired; other pending lots; the own lot; others.
        `own_first` for a grant that another one replaces at once: nothing of other sales changes places.
        """
        lines = {position: units for position, units in lines.items() if units}
        units = sum(lines.values())
        if not units:
            return None
        account, own = grant.account, grant.lot
        is_spendable = own.is_alive(self.now) and own.available_at <= self.now
        idle = 0 if is_spendable and not own_first else own.remaining
        revived = min(max(units - idle, 0), own.expired)
        if revived:
            self._revive(account, own, revived, grant, key=keys.revive(event_key), at=values["occurred_at"])
        facts = {"of": grant.event_key, "lines": [[position, taken] for position, taken in sorted(lines.items())]}
        move = self.move(account, "return", -units, event_key=event_key, purchase=grant.purchase, facts=facts, **values)
        first = min(units, idle + revived)
        pending, spendable = self._by_waiting(account, but=own) if first < units else ([], [])
        waiting = min(units - first, sum(lot.remaining for lot in pending))
        # Once, whatever it gives for: an entry takes from a lot in one consumption.
        rest = units - self._take(move, own, min(units - waiting, own.remaining))
        self._owe(move, units, rest - self._take_from(move, [*pending, *spendable], rest), is_replaced=own_first)
        for position, taken in lines.items():
            grant.taken[position] = grant.taken.get(position, 0) + taken
        return move

    def _revive(
        self, account: AccountState, lot: LotState, units: int, grant: GrantState | Displaced, *, key: str, at: datetime
    ) -> None:
        """Undo booked expiry of a grant's own units, so that the return takes them and no others."""
        of = grant.of if isinstance(grant, Displaced) else grant.event_key
        move = self.move(
            account,
            "restore",
            units,
            event_key=key,
            purchase=grant.purchase,
            occurred_at=at,
            facts={"of": of, "undoes": "expire"},
            explanation=f"{units} expired units given back, because the sale they came from is returned",
        )
        move.taken.append((lot, -units))
        lot.remaining += units
        lot.expired -= units
        account.balance += units

    def take_down(self, account: AccountState, units: int, **values: Any) -> Move | None:
        """An adjustment downwards: from what can be spent, then from what is pending; None: not enough."""
        alive = self._alive(account)
        if sum(lot.remaining for lot in alive) < units:
            return None
        move = self.move(account, "adjust", -units, **values)
        available = [lot for lot in alive if lot.available_at <= self.now]
        pending = [lot for lot in alive if lot.available_at > self.now]
        self._take_from(move, [*available, *pending], units)
        account.balance -= units
        return move

    def charge(self, account: AccountState, units: int, *, own: Displaced | None = None, **values: Any) -> Move:
        """Take units from whatever is alive, pending ones first; what is not there becomes debt.

        `own`: lots of what is taken back, used as `take_back` would use a lot of its own account.
        """
        sources = self._sources(account, units, own, values["event_key"], values["occurred_at"])
        move = self.move(account, values.pop("kind", "adjust"), -units, **values)
        rest = units - self._take_from(move, sources, units)
        self._owe(move, units, rest, of=own.of if own else None)
        return move

    def _owe(self, move: Move, units: int, rest: int, *, is_replaced: bool = False, of: str | None = None) -> None:
        """What was not there to be taken is owed, or owed and written off at once: two entries say so.

        Of a grant that another one replaces, only what that one does not pay is written off (`forgive_replaced`).
        """
        account = move.account
        move.debt_units = rest
        account.balance -= units - rest
        account.debt += rest
        if rest and (pool := self.pools.get((account.customer, account.currency))):
            values: dict[str, Any] = {"occurred_at": move.occurred_at, "purchase": move.purchase}
            values["of"] = of or (move.facts.get("of") if isinstance(move.facts, dict) else None)
            self.owe_to_pool(account, pool, rest, keys.pooled(move.event_key), is_replaced=is_replaced, **values)
        elif rest and self.writes_off and account.customer not in self.merged:
            if is_replaced:
                self.replaced.append((move, rest, account.debt - rest))
            else:
                self._forgive(move, rest)

    def forgive_replaced(self) -> None:
        """Write off what the new grants have left of the debts of those that they replaced."""
        for move, rest, before in self.replaced:
            if units := min(rest, max(0, move.account.debt - before)):
                self._forgive(move, units, is_replaced=True)
        self.replaced.clear()

    def _forgive(self, owed: Move, units: int, **marks: bool) -> None:
        self.move(
            owed.account,
            "writeoff",
            units,
            event_key=keys.write_off(owed.event_key),
            occurred_at=owed.occurred_at,
            facts={"of": owed.event_key} | marks,
            explanation=f"{units} owed, written off",
            purchase=owed.purchase,
            debt_units=units,
        )
        owed.account.debt -= units

    def owe_to_pool(
        self, account: AccountState, pool: AccountState, units: int, event_key: str, *, is_replaced: bool = False,
        of: str | None = None, **values: Any,
    ) -> None:  # fmt: skip
        """What a member owes is taken from the pool that they brought their units into; the rest the pool owes."""
        shared = {"household": True, "owed": True}
        own = self.displaced.get(of) if of else None
        own = replace(own, is_replaced=is_replaced) if own else None
        sources = self._sources(pool, units, own, event_key, values["occurred_at"])
        told = f"{units} owed by a member of the household"
        out = self.move(
            pool, "transfer", -units, event_key=event_key, explanation=told,
            facts=shared | {"to": account.customer, "earner": account.customer}, **values,
        )  # fmt: skip
        rest = units - self._take_from(out, sources, units)
        self._owe(out, units, rest, is_replaced=is_replaced)
        paid = LotState(units, units, values["occurred_at"])
        self.give(
            account, "transfer", units, paid, event_key=keys.part(event_key, "in"), explanation=told,
            facts=shared | {"of": event_key, "from": pool.customer}, **values,
        )  # fmt: skip

    # --- Giving back ------------------------------------------------------------------------

    def restore(
        self, account: AccountState, sources: list[tuple[LotState, int]], grace: datetime | None, **values: Any
    ) -> Move:
        """Put units back into the lots they came from; what is owed is paid first.

        A lot that has expired meanwhile lives until `grace`; whatever else was left in it is booked as expired
        before, so that only what comes back is saved.
        """
        for lot, _ in sources:
            if grace and not lot.is_alive(self.now):
                self.expire(account, lot)
                lot.expires_at, lot.is_moved = grace, True
        units = sum(number for _, number in sources)
        paid = min(units, account.debt)
        move = self.move(account, "restore", units, debt_units=paid, **values)
        account.debt -= paid
        account.balance += units - paid
        for lot, number in sources:
            used = min(paid, number)
            paid -= used
            if number - used:
                lot.remaining += number - used
                move.taken.append((lot, used - number))
        return move

    def expire(self, account: AccountState, lot: LotState) -> None:
        """Book what is left of a lot that has expired, as the sweep would."""
        units, at = lot.remaining, lot.expires_at
        if not units or at is None:
            return
        mark = f"{int(at.timestamp() * 1_000_000)}:{lot.id}:{int(self.now.timestamp() * 1_000_000)}"
        move = self.move(
            account,
            "expire",
            -units,
            event_key=f"expire:{account.id}:{mark}",
            occurred_at=at,
            facts={},
            explanation=f"{units} left in 1 lot",
        )
        self._take(move, lot, units)
        account.balance -= units
        lot.expired += units

    # --- Moving -----------------------------------------------------------------------------

    def take_available(self, account: AccountState, kind: str, units: int, **values: Any) -> Move | None:
        """From what can be spent now, in spending order; None: not enough."""
        lots = [lot for lot in self._alive(account) if lot.available_at <= self.now]
        if sum(lot.remaining for lot in lots) < units:
            return None
        move = self.move(account, kind, -units, **values)
        self._take_from(move, lots, units)
        account.balance -= units
        return move

    def take_exactly(
        self, account: AccountState, kind: str, sources: list[tuple[LotState, int]], **values: Any
    ) -> Move:
        """From these lots and no others."""
        move = self.move(account, kind, -sum(units for _, units in sources), **values)
        for lot, units in sources:
            self._take(move, lot, units)
        account.balance += move.units
        return move

    def slide(self, account: AccountState, at: datetime) -> None:
        """Spending is an activity too."""
        if self.slides:
            self._slide(account, at)

    def _alive(self, account: AccountState, but: LotState | None = None) -> list[LotState]:
        """Lots that have not expired by the clock, in spending order."""
        lots = account.lots or ()
        found = [lot for lot in lots if lot.remaining and lot is not but and lot.is_alive(self.now)]
        return sorted(found, key=lambda lot: lot.spending_order)

    def _sources(
        self, account: AccountState, units: int, own: Displaced | None, event_key: str, at: datetime
    ) -> list[LotState]:
        """Pending lots first: nobody loses what they can spend while other units of theirs still wait.

        Of what is taken back the own lots that cannot be spent before all, expired units given back to them; those
        that can be spent after what is pending.
        """
        pending, spendable = self._by_waiting(account)
        if own is None:
            return [*pending, *spendable]
        idle = [lot for lot in own.lots if not lot.is_alive(self.now) or lot.available_at > self.now]
        short = units - sum(lot.remaining for lot in idle)
        for lot in own.lots:
            # Also of one that grace days keep alive: what had expired of it goes before what can be spent.
            if revived := min(max(short, 0), lot.expired):
                self._revive(account, lot, revived, own, key=keys.revive(event_key, lot.id), at=at)
                short -= revived
                idle += [lot] if lot not in idle else []
        ready = [lot for lot in own.lots if lot not in idle]
        waiting = [lot for lot in pending if lot not in own.lots]
        others = [lot for lot in spendable if lot not in own.lots]
        return [*idle, *ready, *waiting, *others] if own.is_replaced else [*idle, *waiting, *ready, *others]

    def _by_waiting(self, account: AccountState, but: LotState | None = None) -> tuple[list[LotState], list[LotState]]:
        """Those that are pending and those that can be spent, each in spending order."""
        alive = self._alive(account, but=but)
        spendable = [lot for lot in alive if lot.available_at <= self.now]
        return [lot for lot in alive if lot.available_at > self.now], spendable

    def _take_from(self, move: Move, lots: Iterable[LotState], units: int) -> int:
        taken = 0
        for lot in lots:
            if taken == units:
                break
            taken += self._take(move, lot, min(lot.remaining, units - taken))
        return taken

    def _take(self, move: Move, lot: LotState, units: int) -> int:
        if units:
            lot.remaining -= units
            move.taken.append((lot, units))
        return units
