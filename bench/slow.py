"""Slows processes down: `python -m bench.slow ON OFF PID...` lets them run ON seconds, stops them for OFF, and so on.

Chromium's own way to slow the processor (`Emulation.setCPUThrottlingRate`) reaches the page's thread and no worker.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

ON, OFF = 0.01, 0.03
SLOWER = round((ON + OFF) / ON)


def tell(pids: list[int], what: signal.Signals) -> None:
    """Send a signal to those that still run."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)


def cycle(on: float, off: float, pids: list[int]) -> None:
    """Stop and continue until told to end, then leave them running."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    due, parent = time.monotonic(), os.getppid()
    try:
        while os.getppid() == parent:  # never longer than what asked for it
            for what, seconds in ((signal.SIGSTOP, off), (signal.SIGCONT, on)):
                tell(pids, what)
                due += seconds
                time.sleep(max(0.0, due - time.monotonic()))
    finally:
        tell(pids, signal.SIGCONT)


@contextmanager
def slowed(pids: list[int]) -> Iterator[None]:
    """Slow processes down for a while."""
    command = [sys.executable, "-m", "bench.slow", str(ON), str(OFF), *map(str, pids)]
    with subprocess.Popen(command) as helper:
        time.sleep(0.5)  # until it is at work
        try:
            yield
        finally:
            helper.terminate()


if __name__ == "__main__":
    cycle(float(sys.argv[1]), float(sys.argv[2]), [int(word) for word in sys.argv[3:]])
