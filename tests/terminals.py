"""The planner in a pseudo-terminal of its own, started as users start it."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyte

from tests.processes import PROGRAM, ROOT, environment, heed_signals

LONG = 45.0  # seconds: a machine may be busy
MODES = ("1049", "1000", "1003", "1006", "1004", "2004")
"""Of the terminal, on while the planner runs: the other screen, mouse, focus and pastes."""


class Terminal:
    """A terminal with a program in it. `controls` says whether it is the one that hangs it up."""

    def __init__(
        self, plan: Path | None, size: tuple[int, int] = (80, 24), *, controls: bool = True,
        typed: bytes = b"", env: dict[str, str] | None = None, words: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.painted = b""
        slave = self.slave

        def take() -> None:
            heed_signals()
            if controls:
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        look = {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        named = ("--db", str(plan)) if plan else ()
        self.program = subprocess.Popen(
            [*PROGRAM, *named, *words], stdin=slave, stdout=slave, stderr=slave, cwd=ROOT,
            env=environment(look), start_new_session=True, preexec_fn=take,
        )  # fmt: skip
        self.press(typed)

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def read(self, seconds: float = 0.05) -> None:
        """Take in what was painted, for so long at most."""
        if not select.select([self.master], [], [], seconds)[0]:
            return
        try:
            painted = os.read(self.master, 1 << 16)
        except OSError:  # the other end is closed
            time.sleep(0.02)
            return
        self.painted += painted
        self._stream.feed(painted)

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Read until it is so."""
        end = time.monotonic() + LONG
        while not is_so():
            assert time.monotonic() < end, f"{what}, but the screen says:\n{self.text}"
            self.read()

    def shows(self, words: str) -> None:
        self.until(lambda: words in self.text, f"{words!r} should be on the screen")

    def lives(self) -> None:
        """Until the app acts on keys: until then its first paint is there alone."""
        self.until(lambda: b"\x1b[?2004h" in self.painted, "the app should have begun")

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def ended(self) -> int:
        """The exit code, once the program has ended and all it painted was read."""
        self.until(lambda: self.program.poll() is not None, "the program should have ended")
        self.read()
        return self.program.returncode

    @property
    def modes(self) -> list[Any]:
        """How the terminal is set now."""
        return termios.tcgetattr(self.slave)

    def left_on(self) -> list[str]:
        """The modes that were switched on and not off again."""
        on, off = b"\x1b[?%bh", b"\x1b[?%bl"
        names = [mode.encode() for mode in MODES]
        last = self.painted.rfind
        found = [name.decode() for name in names if last(on % name) > last(off % name)]
        return [*found, *(["cursor"] if last(b"\x1b[?25l") > last(b"\x1b[?25h") else [])]

    def close(self) -> None:
        """Take the terminal away."""
        for end in (self.slave, self.master):
            os.close(end)
        self.slave = self.master = -1

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        if self.master >= 0:
            self.close()
