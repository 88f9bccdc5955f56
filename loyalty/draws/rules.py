"""How winners follow from the seed and the frozen list; pure, and simple enough to be done by hand.

`docs/algorithms/draws.md` says the same in words, with test vectors and a script of its own.
Everything is text: what is hashed is exactly what a person can type, so that `sha256sum` and
`openssl` give the same answers. A line is one participant with their chances; the list is
sorted by code, so neither the database nor the time of entry has any say in its order.
"""

from __future__ import annotations

import hashlib
import hmac
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, pairwise

from loyalty.dates import add_months

VERSION = 1
# Of each block the first 16 hexadecimal digits are taken: a number below 2^64.
DIGITS = 16
SPAN = 16**DIGITS


@dataclass(frozen=True, slots=True)
class Line:
    """One participant of the frozen list."""

    code: str
    chances: int


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that is fixed when entries are frozen. Its text is what the list's hash is made of."""

    draw: str
    commitment: str
    prizes: tuple[str, ...]
    lines: tuple[Line, ...]
    several_prizes: bool = False

    def text(self) -> str:
        body = [f"{number} {line.code} {line.chances}\n" for number, line in enumerate(self.lines, start=1)]
        return self.head() + "".join(body)

    def head(self) -> str:
        """Everything above the lines."""
        head = [
            f"regulars-draw {VERSION}",
            f"draw {self.draw}",
            f"seed-hash {self.commitment}",
            f"several-prizes {'yes' if self.several_prizes else 'no'}",
            *(f"prize {number} {one_line(name)}" for number, name in enumerate(self.prizes, start=1)),
        ]
        return "\n".join(head) + "\n"


def one_line(text: str) -> str:
    return " ".join(text.split())


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """As the list is frozen: by code, in the order of their bytes."""
    return tuple(sorted(lines, key=lambda line: line.code.encode()))


# --- The stream of numbers ----------------------------------------------------------------

Block = Callable[[int], str]


def blocks(*, seed: str, list_hash: str, public_number: str = "") -> Block:
    """The stream: block n is HMAC-SHA256 of `list hash:public number:n` under the seed, in hexadecimal."""

    def block(counter: int) -> str:
        message = f"{list_hash}:{public_number}:{counter}"
        return hmac.new(seed.encode(), message.encode(), hashlib.sha256).hexdigest()

    return block


@dataclass(frozen=True, slots=True)
class Number:
    """A number of 0…below-1, each equally likely, and the block that it came from."""

    counter: int
    value: int


def next_number(block: Block, counter: int, below: int) -> Number:
    """The first usable block from `counter` on.

    Blocks from the largest multiple of `below` on are passed over: taking their remainder would
    favour small numbers.
    """
    if not 0 < below <= SPAN:
        raise ValueError("a draw has between 1 and 2^64 chances")
    limit = SPAN - SPAN % below
    while (drawn := int(block(counter)[:DIGITS], 16)) >= limit:
        counter += 1
    return Number(counter, drawn % below)


# --- The pool -----------------------------------------------------------------------------


@dataclass(slots=True)
class Pool:
    """The lines of the list that can still be drawn. Crossing a line out moves the later chances up."""

    lines: Sequence[Line]
    out: set[int] = field(default_factory=set)
    _ends: list[int] = field(init=False)
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self._ends = list(accumulate(line.chances for line in self.lines))
        self.left = (self._ends[-1] if self._ends else 0) - sum(self.lines[index].chances for index in self.out)

    def cross_out(self, index: int) -> None:
        if index not in self.out:
            self.out.add(index)
            self.left -= self.lines[index].chances

    def find(self, value: int) -> int:
        """Index of the line that holds the chance number `value` of those that are left."""
        for index in sorted(self.out):
            if self._ends[index] - self.lines[index].chances > value:
                break
            value += self.lines[index].chances
        return bisect_right(self._ends, value)


# --- Steps --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One drawn line. `prize` counts from 1, `index` from 0; `replaces` is the earlier step that lost it."""

    step: int
    prize: int
    counter: int
    below: int
    value: int
    index: int
    has_won: bool
    reason: str = ""
    replaces: int | None = None


# Why a drawn line cannot win now; empty: it can.
Refuse = Callable[[int], str]


@dataclass(slots=True)
class Drawing:
    """Draws line after line; made anew from earlier steps, it goes on exactly where they ended."""

    document: Document
    block: Block
    steps: list[Step] = field(default_factory=list)
    _pool: Pool = field(init=False)

    def __post_init__(self) -> None:
        self._pool = Pool(self.document.lines)
        for step in self.steps:
            self._remember(step)

    @property
    def left(self) -> int:
        return self._pool.left

    def draw(self, prize: int, refuse: Refuse, *, replaces: Step | None = None) -> list[Step]:
        """Draw until somebody wins this prize or nobody is left; the steps it took, all kept."""
        taken: list[Step] = []
        if replaces:
            self._pool.cross_out(replaces.index)
        while self._pool.left and not (taken and taken[-1].has_won):
            taken.append(self._step(prize, refuse, replaces))
        return taken

    def _step(self, prize: int, refuse: Refuse, replaces: Step | None) -> Step:
        below = self._pool.left
        number = next_number(self.block, self._next_counter(), below)
        index = self._pool.find(number.value)
        reason = refuse(index)
        step = Step(
            step=len(self.steps) + 1,
            prize=prize,
            counter=number.counter,
            below=below,
            value=number.value,
            index=index,
            has_won=not reason,
            reason=reason,
            replaces=replaces.step if replaces else None,
        )
        self.steps.append(step)
        self._remember(step)
        return step

    def _next_counter(self) -> int:
        last = self.steps[-1].counter if self.steps else 0
        return last + 1

    def _remember(self, step: Step) -> None:
        """Who was passed over, or lost a prize again, is out; who won is out unless several prizes are allowed."""
        if step.replaces is not None:
            self._pool.cross_out(self.steps[step.replaces - 1].index)
        if not step.has_won or not self.document.several_prizes:
            self._pool.cross_out(step.index)


def draw_all(document: Document, block: Block, refuse: Refuse = lambda _index: "") -> list[Step]:
    """All prizes, the first prize first. Prizes that find nobody any more have no step that won."""
    drawing = Drawing(document, block)
    for prize in range(1, len(document.prizes) + 1):
        drawing.draw(prize, refuse)
    return drawing.steps


def replay(document: Document, block: Block, steps: Sequence[Step]) -> list[str]:
    """Do every step again; says what differs. Verdicts (`has_won`, `reason`) are taken as published."""
    drawing = Drawing(document, block)
    faults: list[str] = []
    for told in steps:
        if told.replaces is not None and not 0 < told.replaces < told.step:
            return [*faults, f"step {told.step} replaces a step that does not exist"]
        earlier = steps[told.replaces - 1] if told.replaces else None
        if earlier:
            drawing._pool.cross_out(earlier.index)  # noqa: SLF001  # the same module
        if not drawing.left:
            return [*faults, f"step {told.step}: nobody was left to be drawn"]
        faults += _out_of_order(drawing.steps, told)
        number = next_number(block, drawing._next_counter(), drawing.left)  # noqa: SLF001  # the same module
        index = drawing._pool.find(number.value)  # noqa: SLF001  # the same module
        expected = (number.counter, drawing.left, number.value, index)
        if (told.counter, told.below, told.value, told.index) != expected:
            faults.append(f"step {told.step}: expected block {number.counter}, number {number.value}, line {index + 1}")
        drawing.steps.append(told)
        drawing._remember(told)  # noqa: SLF001  # the same module
    if steps and not steps[-1].has_won and drawing.left:
        faults.append(f"step {len(steps)}: somebody was left, and the prize was not drawn on")
    return faults


def _out_of_order(earlier: Sequence[Step], told: Step) -> list[str]:
    """A prize is drawn until it has one winner; then the next one; what is drawn again comes after all of them."""
    last = earlier[-1] if earlier else None
    if last and not last.has_won:
        is_due = (told.prize, told.replaces) == (last.prize, last.replaces)
    elif told.replaces is None:
        is_due = told.prize == (last.prize if last else 0) + 1 and not (last and last.replaces)
    else:
        lost = earlier[told.replaces - 1]
        again = any(step.has_won and step.replaces == told.replaces for step in earlier)
        is_due = lost.has_won and lost.prize == told.prize and not again
    return [] if is_due else [f"step {told.step}: prize {told.prize} was not to be drawn then"]


def prizes_served(document: Document, steps: Sequence[Step]) -> tuple[int, int]:
    """How many prizes found a first winner, and how many had to: all, unless nobody was left when the drawing ended."""
    first = [step for step in steps if step.replaces is None]
    pool = Pool(document.lines)
    for step in first:
        if not step.has_won or not document.several_prizes:
            pool.cross_out(step.index)
    served = len({step.prize for step in first if step.has_won})
    return served, len(document.prizes) if pool.left else served


# --- Chances ------------------------------------------------------------------------------


def chances_for(*, counts: str, amount: int, quantity: int, step: int) -> int:
    """Chances that one purchase gives: `amount` and whole pieces of what qualifies in it."""
    if counts == "amount":
        return amount // step
    if counts == "piece":
        return quantity // step
    return int(quantity > 0 or amount > 0)


# --- Time slots ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Slot:
    """The use of one thing from a day until (not including) another."""

    item: int
    first_day: date
    until: date

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)


def slots(*, items: int, first_day: date, months: int, number: int) -> list[Slot]:
    """`items` things for `number` periods of `months` each: two cars for half a year each are four slots.

    Periods count from the first day, so that the one that begins on 31 January goes on to the end of
    February and the next begins there. First all the first periods, then the second ones.
    """
    starts = [add_months(first_day, months * period) for period in range(number + 1)]
    return [Slot(item, start, until) for start, until in pairwise(starts) for item in range(1, items + 1)]
