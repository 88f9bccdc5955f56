"""What a large file of customers would do: window by window, each a transaction that is rolled back.

In one transaction for the whole file every customer in it would be locked for minutes. So the file is not seen as one:
a customer or an address that it tells again in another window looks as new as the first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from functools import partial
from typing import Any

from django.db import transaction

from core.locks import outermost
from customers.imports.running import Piece, Refusal, Run

# Rows of one window: a few seconds of locks.
WINDOW = 2_000


class Rehearsal(Run):
    """A run that leaves its refusals only."""

    is_rehearsal = True

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self._refused: list[Refusal] = []

    def _do(self, pieces: Iterator[Piece]) -> None:
        for window in _windows(pieces):
            outermost(partial(self._rehearse, window))
            with self._stage.step():
                super()._keep(self._refused)
            state = self._state
            self._report.report(state.rows, round(state.rows / window[-1].share) if window[-1].share else None)

    def _rehearse(self, window: list[Piece]) -> None:
        self._refused.clear()
        before = copy(self._state)
        try:
            with transaction.atomic():
                for piece in window:
                    self._write(piece)
                transaction.set_rollback(True)
        except BaseException:
            self._state = before
            raise

    def _keep(self, refusals: list[Refusal]) -> None:
        self._refused += refusals

    def _saved(self, piece: Piece) -> None:
        """Nothing is kept that a later run could go on from."""


def _windows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    window: list[Piece] = []
    for piece in pieces:
        window.append(piece)
        if sum(piece.count for piece in window) >= WINDOW:
            yield window
            window = []
    if window:
        yield window
