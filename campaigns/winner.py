"""Which variant did best in a test, and how sure that is. Pure.

The best is the one with the highest rate, of equals the first. It is clearly so when the 95 % interval of its
difference to the second (Newcombe's, as in `uplift`) lies above zero. Without thirty customers in each variant and five
who did it among the compared, nobody can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns import uplift
from campaigns.models import Verdict
from campaigns.uplift import Difference, Group


@dataclass(frozen=True, slots=True)
class Choice:
    """`place` among the given groups; `lead` over the second, None for too few."""

    place: int
    verdict: Verdict
    lead: Difference | None


def choose(groups: Sequence[Group]) -> Choice:
    best, *others = sorted(range(len(groups)), key=lambda place: (-groups[place].rate, place))
    if not others or not all(uplift.is_enough(groups[best], groups[other]) for other in others):
        return Choice(best, Verdict.FEW, None)
    lead = uplift.of_rates(groups[best], groups[others[0]])
    is_clear = lead is not None and lead.verdict is uplift.Verdict.HELPED
    return Choice(best, Verdict.CLEAR if is_clear else Verdict.CLOSE, lead)
