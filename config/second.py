"""A second process for steps of the first start that need nothing of each other, so that two processors have work.

It is forked before anything was opened that two processes must not share, and then waits to be told.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from django.db import connections

PR_SET_PDEATHSIG = 1
Work = Callable[[Any], Any]


class Second:
    """`work` is called there with what `go` is given; `end` waits and returns what it returned."""

    def __init__(self, work: Work) -> None:
        connections.close_all()
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_wait_and_work, args=(work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def go(self, told: Any) -> None:
        self._pipe.send(told)

    def end(self) -> Any:
        """RuntimeError if it broke off; it has said why."""
        try:
            result = self._pipe.recv()
        except EOFError:
            raise RuntimeError("A process of the first start broke off.") from None
        self._process.join()
        return result


def _wait_and_work(work: Work, pipe: Connection) -> None:
    # Whoever stops the first stops both.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
    try:
        pipe.send(work(pipe.recv()))
    except EOFError:
        return
    except Exception:  # noqa: BLE001  # of any kind: the first process only needs to know that there was one
        traceback.print_exc()
        raise SystemExit(1) from None
    finally:
        connections.close_all()
