"""Repeatable chance: each part of the demo draws from a generator of its own."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def generator(seed: int, step: str) -> Random:
    """Seeded by text, so that a change in one part of the demo does not change the others."""
    return Random(f"{seed}:{step}")  # noqa: S311  # a demo is no secret


def one_of(chance: Random, weighted: Sequence[tuple[T, float]]) -> T:
    """Draw by weight."""
    return chance.choices([item for item, _weight in weighted], [weight for _item, weight in weighted])[0]
