"""In which order segments follow each other, and which ways lead back to where they began; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def in_order(uses: Mapping[int, Iterable[int]]) -> list[int]:
    """Every segment after those that it uses; of equals the lower number first."""
    done: dict[int, None] = {}

    def visit(segment: int) -> None:
        # What lies on a circle, which the services refuse, comes once all the same.
        if segment in done or segment in open_:
            return
        open_.add(segment)
        for used in sorted(uses.get(segment, ())):
            visit(used)
        done[segment] = None

    open_: set[int] = set()
    for segment in sorted(uses):
        visit(segment)
    return [segment for segment in done if segment in uses]


def reached_from(start: Iterable[int], ways: Mapping[int, Iterable[int]]) -> set[int]:
    """Everything that can be reached, the start itself included."""
    found, waiting = set(start), list(start)
    while waiting:
        following = set(ways.get(waiting.pop(), ())) - found
        found |= following
        waiting.extend(following)
    return found
