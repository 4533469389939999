"""Ends what was started when whoever started it is gone: a program whose terminal has gone can go
on for ever. It is a process beside both, so that no start is slower for it."""

import os
import signal
import subprocess
import sys
from contextlib import suppress


class Keeper:
    """Hears of programs through a pipe, and ends those that are left when that closes."""

    def __init__(self) -> None:
        self._beside = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, start_new_session=True
        )

    def keep(self, pid: int) -> None:
        self._tell(pid)

    def release(self, pid: int) -> None:
        """It has ended, and was waited for."""
        self._tell(-pid)

    def _tell(self, number: int) -> None:
        assert self._beside.stdin is not None
        self._beside.stdin.write(b"%d\n" % number)
        self._beside.stdin.flush()


def watch() -> None:
    kept: set[int] = set()
    for line in sys.stdin:
        number = int(line)
        if number > 0:
            kept.add(number)
        else:
            kept.discard(-number)
    for pid in kept:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    watch()
