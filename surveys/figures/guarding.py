"""Which groups of anonymous answers may be shown: none so small that people could be told apart. Pure.

A group is shown if it and all the others together have the smallest number of people (or there are no others). Where
the groups make up the whole, what is hidden must not follow from it either: then the smallest shown ones are hidden,
too, until those hidden are enough.
"""

from __future__ import annotations

from collections.abc import Mapping


def shown(sizes: Mapping[str, int], whole: int, least: int, *, is_exclusive: bool) -> set[str]:
    """Of the groups by their number of answers, those to show; `least` 0 shows them all."""
    if not least:
        return set(sizes)
    if whole < least:
        return set()
    found = {name for name, n in sizes.items() if n >= least and (whole == n or whole - n >= least)}
    return _without_what_follows(sizes, found, whole, least) if is_exclusive else found


def _without_what_follows(sizes: Mapping[str, int], found: set[str], whole: int, least: int) -> set[str]:
    left = sorted(found, key=lambda name: (sizes[name], name))
    while left and 0 < whole - sum(sizes[name] for name in left) < least:
        left.pop(0)
    return set(left)
