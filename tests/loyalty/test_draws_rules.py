"""The drawing algorithm alone: the vectors of docs/algorithms/draws.md, and what holds for any list."""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.draws import rules
from loyalty.draws.rules import Document, Drawing, Line, Pool

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "draws.md"
SEED = "0f" * 32
LINES = (Line("AAAA22223333", 3), Line("BBBB22223333", 1), Line("CCCC22223333", 5), Line("DDDD22223333", 1))
DOCUMENT = Document(
    draw="00000000-0000-4000-8000-000000000001",
    commitment=rules.sha256(SEED),
    prizes=("Car", "Bicycle"),
    lines=LINES,
)
HASH = rules.sha256(DOCUMENT.text())


def example(name: str) -> str:
    """A fenced block of the page, by the comment above it."""
    found = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found, name
    return found[1]


class TestVectors:
    def test_the_list(self):
        assert example("list") == DOCUMENT.text()
        assert HASH in PAGE.read_text()
        assert DOCUMENT.commitment in PAGE.read_text()

    def test_the_steps(self):
        block = rules.blocks(seed=SEED, list_hash=HASH)
        steps = rules.draw_all(DOCUMENT, block)
        told = [
            f"{step.step} {step.prize} {step.counter} {block(step.counter)[:16]} {step.below} {step.value} "
            f"{step.index + 1} {LINES[step.index].code}\n"
            for step in steps
        ]
        assert example("steps") == "".join(told)

    def test_with_a_public_number(self):
        block = rules.blocks(seed=SEED, list_hash=HASH, public_number="07 11 23 31 42 44")
        assert example("public") == f"{block(1)}\n"

    def test_the_script_that_anybody_can_run(self, tmp_path, capsys, monkeypatch):
        """The page's script knows nothing of this project and comes to the same winners."""
        (tmp_path / "check.py").write_text(example("script"))
        (tmp_path / "list.txt").write_text(DOCUMENT.text())
        block = rules.blocks(seed=SEED, list_hash=HASH)
        steps = [
            {
                "step": s.step, "prize": s.prize, "line": s.index + 1, "won": s.has_won, "replaces": s.replaces,
                "lost": None,
            }
            for s in rules.draw_all(DOCUMENT, block)
        ]  # fmt: skip
        published = {
            "seed": SEED,
            "left_out": 0,
            "list_hash": HASH,
            "public_number": "",
            "steps": steps,
        }
        (tmp_path / "draw.json").write_text(json.dumps(published))
        files = [str(tmp_path / name) for name in ("check.py", "list.txt", "draw.json")]
        monkeypatch.setattr(sys, "argv", [*files, DOCUMENT.commitment])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(files[0])
        told = capsys.readouterr().out
        assert (ended.value.code, "DIFFERS" in told) == (False, False)
        assert "2 of 2 prizes have one winner each agrees" in told


class TestNumbers:
    def test_a_block_that_would_favour_small_numbers_is_passed_over(self):
        """Of 2^64 values, 10 goes in evenly up to 2^64 - 6; the six above give no number."""
        told = {1: "f" * 16, 2: f"{2**64 - 6:016x}", 3: f"{2**64 - 7:016x}"}
        number = rules.next_number(lambda counter: told[counter] + "0" * 48, 1, 10)
        assert (number.counter, number.value) == (3, 9)

    @pytest.mark.parametrize("below", [0, -1, 2**64 + 1])
    def test_no_pool_no_number(self, below):
        with pytest.raises(ValueError, match="between 1 and"):
            rules.next_number(lambda _counter: "0" * 64, 1, below)

    def test_even(self):
        """10,000 numbers below 10: each about a thousand times (limit: 6 standard deviations)."""
        block = rules.blocks(seed=SEED, list_hash=HASH)
        counted = Counter(rules.next_number(block, counter, 10).value for counter in range(1, 10_001))
        assert set(counted) == set(range(10))
        assert all(abs(found - 1000) < 6 * 30 for found in counted.values())

    def test_first_prize_by_chances(self):
        """Over many seeds, a line wins in proportion to its chances."""
        wins: Counter[int] = Counter()
        for number in range(3000):
            block = rules.blocks(seed=f"{number:064x}", list_hash=HASH)
            wins[rules.draw_all(DOCUMENT, block)[0].index] += 1
        for index, line in enumerate(LINES):
            expected = 3000 * line.chances / 10
            assert abs(wins[index] - expected) < 6 * expected**0.5


lists = st.lists(st.integers(1, 50), min_size=1, max_size=12).map(
    lambda counts: [Line(f"{number:04d}", chances) for number, chances in enumerate(counts)]
)


def document(lines: list[Line], prizes: int, **values: Any) -> Document:
    names = tuple(f"Prize {number}" for number in range(prizes))
    return Document(draw="d", commitment="c", prizes=names, lines=rules.in_order(lines), **values)


@settings(deadline=None)
@given(
    lists, st.randoms(use_true_random=False), st.integers(1, 5), st.text("0123456789abcdef", min_size=64, max_size=64)
)
def test_the_order_in_which_entries_were_stored_does_not_matter(lines, chance, prizes, seed):
    shuffled = list(lines)
    chance.shuffle(shuffled)
    first, second = document(lines, prizes), document(shuffled, prizes)
    assert first.text() == second.text()
    winners = [
        rules.draw_all(one, rules.blocks(seed=seed, list_hash=rules.sha256(one.text()))) for one in (first, second)
    ]
    assert winners[0] == winners[1]


@settings(deadline=None)
@given(lists, st.integers(1, 15), st.binary(min_size=32, max_size=32))
def test_nobody_wins_twice_and_every_prize_finds_somebody_while_there_is_anybody(lines, prizes, seed):
    told = document(lines, prizes)
    steps = rules.draw_all(told, rules.blocks(seed=seed.hex(), list_hash="h"))
    winners = [step.index for step in steps]
    assert len(set(winners)) == len(winners) == min(prizes, len(lines))
    assert [step.prize for step in steps] == list(range(1, len(steps) + 1))
    assert rules.replay(told, rules.blocks(seed=seed.hex(), list_hash="h"), steps) == []


@settings(deadline=None)
@given(lists, st.integers(1, 6), st.sets(st.integers(0, 11)), st.booleans(), st.binary(min_size=32, max_size=32))
def test_replaying_finds_the_same_also_with_lines_passed_over(lines, prizes, bad, several, seed):
    told = document(lines, prizes, several_prizes=several)
    block = rules.blocks(seed=seed.hex(), list_hash="h")
    steps = rules.draw_all(told, block, lambda index: "excluded" if index in bad else "")
    assert not {step.index for step in steps if step.has_won} & bad
    assert rules.replay(told, block, steps) == []
    if steps:
        wrong = [*steps[:-1], replace(steps[-1], value=steps[-1].value + 1)]
        assert rules.replay(told, block, wrong)


class TestReplayingWhatWasNotDrawnInOrder:
    """Numbers that are right, of a drawing that was not done as the rules say."""

    BLOCK = staticmethod(rules.blocks(seed=SEED, list_hash=HASH))

    def steps(self, **refused: Any) -> list[rules.Step]:
        return rules.draw_all(DOCUMENT, self.BLOCK, refused.get("refuse", lambda _index: ""))

    def faults(self, steps: list[rules.Step]) -> list[str]:
        return rules.replay(DOCUMENT, self.BLOCK, steps)

    def test_a_prize_that_was_drawn_until_it_suited(self):
        first, second = self.steps()
        assert "prize 1 was not to be drawn" in self.faults([first, replace(second, prize=1)])[0]

    def test_prizes_in_another_order(self):
        first, second = self.steps()
        assert len(self.faults([replace(first, prize=2), replace(second, prize=1)])) == 2

    def test_a_prize_given_up_although_somebody_was_left(self):
        first = self.steps()[0]
        assert "was not drawn on" in self.faults([replace(first, has_won=False, reason="excluded")])[0]
        assert rules.prizes_served(DOCUMENT, [replace(first, has_won=False, reason="excluded")]) == (0, 2)

    def test_a_missing_last_prize(self):
        assert rules.prizes_served(DOCUMENT, self.steps()[:1]) == (1, 2)
        assert rules.prizes_served(DOCUMENT, self.steps()) == (2, 2)

    def test_a_place_given_twice_and_the_place_of_who_did_not_win(self):
        drawing = Drawing(DOCUMENT, self.BLOCK, self.steps())
        for _ in range(2):
            drawing.draw(1, lambda _index: "", replaces=drawing.steps[0])
        assert self.faults(drawing.steps[:3]) == []
        assert "step 4" in self.faults(drawing.steps)[0]
        passed = [replace(step, has_won=step.step > 1, reason="" if step.step > 1 else "x") for step in self.steps()]
        passed[1] = replace(passed[1], prize=1, replaces=1)
        assert self.faults(passed)


@settings(deadline=None)
@given(lists, st.integers(1, 6), st.sets(st.integers(0, 11)), st.booleans(), st.binary(min_size=32, max_size=32))
def test_an_honest_drawing_serves_every_prize_that_it_had_to(lines, prizes, bad, several, seed):
    told = document(lines, prizes, several_prizes=several)
    steps = rules.draw_all(
        told, rules.blocks(seed=seed.hex(), list_hash="h"), lambda index: "x" if index in bad else ""
    )
    served, due = rules.prizes_served(told, steps)
    assert served == due
    good = len(set(range(len(lines))) - bad)
    assert served == (min(prizes, good) if not several else prizes * bool(good))


@settings(deadline=None)
@given(lists, st.sets(st.integers(0, 11)), st.data())
def test_the_pool_counts_like_a_list_without_the_lines_crossed_out(lines, out, data):
    pool = Pool(lines)
    for index in out & set(range(len(lines))):
        pool.cross_out(index)
    plain = [index for index, line in enumerate(lines) if index not in out for _ in range(line.chances)]
    assert pool.left == len(plain)
    if plain:
        value = data.draw(st.integers(0, len(plain) - 1))
        assert pool.find(value) == plain[value]


@settings(max_examples=30, deadline=None)
@given(lists, st.binary(min_size=32, max_size=32))
def test_drawing_again_goes_on_with_the_stream(lines, seed):
    told = document(lines, 2)
    block = rules.blocks(seed=seed.hex(), list_hash="h")
    steps = rules.draw_all(told, block)
    drawing = Drawing(told, block, list(steps))
    more = drawing.draw(1, lambda _index: "", replaces=steps[0])
    assert len(more) == (1 if len(lines) > len(steps) else 0)
    assert all(step.counter > steps[-1].counter and step.replaces == 1 for step in more)
    assert rules.replay(told, block, [*steps, *more]) == []


class TestSlots:
    def test_two_cars_for_half_a_year_each_are_four_prizes(self):
        made = rules.slots(items=2, first_day=date(2027, 1, 1), months=6, number=2)
        assert [(slot.item, slot.first_day, slot.last_day) for slot in made] == [
            (1, date(2027, 1, 1), date(2027, 6, 30)),
            (2, date(2027, 1, 1), date(2027, 6, 30)),
            (1, date(2027, 7, 1), date(2027, 12, 31)),
            (2, date(2027, 7, 1), date(2027, 12, 31)),
        ]

    def test_from_the_end_of_a_month(self):
        made = rules.slots(items=1, first_day=date(2027, 1, 31), months=1, number=2)
        assert [(slot.first_day, slot.last_day) for slot in made] == [
            (date(2027, 1, 31), date(2027, 2, 27)),
            (date(2027, 2, 28), date(2027, 3, 30)),
        ]


@pytest.mark.parametrize(
    ("counts", "amount", "quantity", "step", "expected"),
    [
        ("amount", 4999, 1, 1000, 4), ("amount", 5000, 1, 1000, 5), ("amount", 999, 9, 1000, 0),
        ("piece", 1, 7, 2, 3), ("piece", 1, 1, 2, 0),
        ("receipt", 1, 1, 1, 1), ("receipt", 0, 0, 1, 0), ("day", 500, 1, 1, 1), ("once", 500, 1, 1, 1),
    ],
)  # fmt: skip
def test_chances(counts, amount, quantity, step, expected):
    assert rules.chances_for(counts=counts, amount=amount, quantity=quantity, step=step) == expected
