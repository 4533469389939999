"""The demo, opened in the terminal of the planner that is at work: leaving it comes back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from textual.app import App, SuspendNotSupported

from infraday.domain import RuleError

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OTHERWISE = "The demo cannot be opened from here. Run 'infraday demo' in another terminal."


def open_demo(app: "App[object]") -> None:
    """Run `infraday demo` until its user leaves it. Raises RuleError where that cannot be."""
    try:
        with app.suspend():
            failed = run([sys.executable, "-P", "-m", "infraday", "demo"])
    except (SuspendNotSupported, OSError) as error:
        raise RuleError(OTHERWISE) from error
    if failed:
        raise RuleError(OTHERWISE)


def run(words: Sequence[str]) -> bool:
    """Let a program of ours have the terminal; whether it failed. It is found in the same place as
    this one, whatever folder one is in."""
    path = os.pathsep.join(filter(None, (ROOT, os.environ.get("PYTHONPATH"))))
    env = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(words, env=env) as program, _passing_on(program):
        return 0 < program.wait() < 128


@contextmanager
def _passing_on(program: "subprocess.Popen[bytes]") -> Iterator[None]:
    """What ends the planner ends that program first; the planner's own loop hears of it too."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = {
        number: signal.signal(number, lambda caught, _: program.send_signal(caught))
        for number in numbers
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
            signal.siginterrupt(number, False)  # as the loop had it
