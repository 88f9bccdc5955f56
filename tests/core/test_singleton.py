"""Locks over several transactions."""

from __future__ import annotations

import pytest

from core.locks import singleton


@pytest.mark.django_db
def test_what_was_let_go_is_free_at_once() -> None:
    """Also for the next who asks in the same breath: the server need not have noticed yet that a connection ended."""
    for _ in range(100):
        with singleton("tests.singleton") as is_ours:
            assert is_ours


@pytest.mark.django_db
def test_one_holds_it() -> None:
    with singleton("tests.singleton") as is_ours, singleton("tests.singleton") as is_theirs:
        assert (is_ours, is_theirs) == (True, False)
