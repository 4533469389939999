"""The demo, opened in the terminal of the planner that is at work: leaving it comes back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from textual.app import App, SuspendNotSupported

from infraday.domain import RuleError

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OTHERWISE = "The demo cannot be opened from here. Run 'infraday demo' in another terminal."


class _Ends:
    """What ends the planner ends the program that has its terminal first; the planner's own loop
    hears of it too, once that is done. So no program begins after it."""

    def __init__(self) -> None:
        self.caught = 0
        self._program: subprocess.Popen[bytes] | None = None

    def __call__(self, number: int, _: FrameType | None) -> None:
        self.caught = number
        if self._program:
            self._program.send_signal(number)

    def pass_on_to(self, program: "subprocess.Popen[bytes]") -> None:
        self._program = program
        if self.caught:
            program.send_signal(self.caught)


def open_demo(app: "App[object]") -> None:
    """Run `infraday demo` until its user leaves it. Raises RuleError where that cannot be."""
    try:
        with _heeding() as ends, app.suspend():  # which takes a moment, in which one may come
            failed = run([sys.executable, "-P", "-m", "infraday", "demo"], ends)
    except (SuspendNotSupported, OSError) as error:
        raise RuleError(OTHERWISE) from error
    if failed:
        raise RuleError(OTHERWISE)


def run(words: Sequence[str], ends: _Ends) -> bool:
    """Let a program of ours have the terminal; whether it failed. It is found in the same place as
    this one, whatever folder one is in."""
    if ends.caught:
        return False
    path = os.pathsep.join(filter(None, (ROOT, os.environ.get("PYTHONPATH"))))
    env = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(words, env=env) as program:
        ends.pass_on_to(program)
        return 0 < program.wait() < 128


@contextmanager
def _heeding() -> Iterator[_Ends]:
    ends = _Ends()
    before = {number: signal.signal(number, ends) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield ends
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
            signal.siginterrupt(number, False)  # as the loop had it
