"""A program in a pseudo-terminal: what it draws on the screen, and when each byte of it came."""

import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import TypeAlias

import psutil
import pyte
from keeper import Keeper

COLUMNS, ROWS = 120, 40

ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[5n": b"\x1b[0n",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b]11;?": b"\x1b]11;rgb:1414/1717/1c1c\x1b\\",
}
"""What a terminal says to a program that asks: what it is, that it is well, that it can hold a
frame back until it is whole, its ground."""

# pyte would print the end of these, or take them for something else.
UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*)?\Z")

Cell: TypeAlias = tuple[str, str, str, bool, bool, bool, bool, bool, bool]
"""As pyte has it: the sign, its colour, its ground, how it is set."""
Picture: TypeAlias = tuple[tuple[Cell, ...], ...]


@cache
def keeper() -> Keeper:
    """The one of this run."""
    return Keeper()


class NotShownError(Exception):
    """What was waited for never came; the message holds the screen."""


class Terminal:
    """Starts a program and reads it until `close`. All times are of `perf_counter`.

    A thread stamps what comes as it comes. Working out the screen takes longer, so that is done
    behind it, and never inside of what is measured.
    """

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._parts: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        self._rest = b""
        self._rows: list[tuple[Cell, ...]] = [()] * ROWS
        self.pictures: list[tuple[float, Picture]] = []  # each that there was, with its time
        self.bytes = 0
        self.sent = 0.0  # when keys were last pressed
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        keeper()  # beforehand: its own start is none of what is measured
        sys.setswitchinterval(0.0005)  # the reading thread is let in soon
        self.began = self.last = perf_counter()
        self._program = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        keeper().keep(self._program.pid)
        self.process = psutil.Process(self._program.pid)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the program has ended
                return
            now = perf_counter()
            for question, answer in ANSWERS.items():
                if question in data:
                    os.write(self._master, answer)
            self.last = now
            self.bytes += len(data)
            self._parts.put((now, data))

    def send(self, keys: str) -> float:
        """Press keys; when."""
        self.sent = perf_counter()
        os.write(self._master, keys.encode())
        return self.sent

    def until(self, shown: Callable[["Terminal"], bool], limit: float = 60.0) -> float:
        """Wait for something to be on the screen; when it came."""
        end = perf_counter() + limit
        while (now := perf_counter()) < end:
            if (at := self._take(end - now)) is not None and shown(self):
                return at
        raise NotShownError(f"not shown within {limit:.0f} s on this screen:\n{self.text}")

    def rest(self, quiet: float = 0.1, limit: float = 20.0) -> float:
        """Wait until nothing has come for so long; when the last did."""
        end = perf_counter() + limit
        while perf_counter() < end:
            self._take(quiet)
            if perf_counter() - self.last > quiet and self._parts.empty():
                break
        return self.last

    def stood_since(self, view: Callable[[Picture], object]) -> float:
        """Since when what `view` makes of the picture has been what it is now."""
        now, since = view(self.picture), self.pictures[-1][0]
        for at, picture in reversed(self.pictures):
            if view(picture) != now:
                break
            since = at
        return since

    def _take(self, limit: float) -> float | None:
        """Draw what comes next; when it came. None where nothing does."""
        try:
            at, data = self._parts.get(timeout=max(0.001, limit))
        except Empty:
            return None
        data = self._rest + data
        cut = UNFINISHED.search(data)
        data, self._rest = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        self._screen.dirty.clear()
        self._stream.feed(UNKNOWN.sub(b"", data))
        for y in self._screen.dirty:
            line = self._screen.buffer[y]
            self._rows[y] = tuple(line[x] for x in range(COLUMNS))
        self.pictures.append((at, tuple(self._rows)))
        return at

    @property
    def picture(self) -> Picture:
        """What is on the screen now."""
        return self.pictures[-1][1]

    @property
    def text(self) -> str:
        return "\n".join("".join(cell[0] for cell in row) for row in self._rows)

    def close(self) -> None:
        """End the program, whatever it is doing."""
        self._program.kill()
        self._program.wait()
        keeper().release(self._program.pid)
        self._reader.join(5)
        os.close(self._master)
