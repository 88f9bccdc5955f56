"""A second process of the first start: what it returns, and that its end is noticed."""

from __future__ import annotations

import os

import pytest

from config.second import Second


def test_it_works_elsewhere_and_returns() -> None:
    second = Second(lambda told: (told * 2, os.getpid()))
    second.go(21)
    result, process = second.end()
    assert result == 42
    assert process != os.getpid()


def test_one_that_breaks_off_is_noticed(capfd: pytest.CaptureFixture[str]) -> None:
    second = Second(lambda told: 1 // told)
    second.go(0)
    with pytest.raises(RuntimeError):
        second.end()
    assert "ZeroDivisionError" in capfd.readouterr().err
