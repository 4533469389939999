"""The terminal under the app: taken over as the first paint left it, and whether it is there."""

import asyncio
import codecs
import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar, TextIO, cast

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from infraday import paste
from infraday.domain.picture import ASCII
from infraday.domain.text import width

HUNG_UP = 128 + signal.SIGHUP  # the exit code
ALTERNATE = "\x1b[?1049h"
IN_ITS_CELLS = "infraday.cells"


def _in_its_cells(error: UnicodeError) -> tuple[str, int]:
    """What stands for signs that the terminal lacks, in as many cells: nothing moves."""
    assert isinstance(error, UnicodeEncodeError)
    return "?" * width(error.object[error.start : error.end]), error.end


codecs.register_error(IN_ITS_CELLS, _in_its_cells)


class Output:
    """What the app writes goes to the terminal at once, and a frame in one piece: Textual's
    writing thread would begin when the app has done all else that a key set off. A terminal that
    has gone hears nothing, but nobody hangs because of it. `plain` has what Textual itself draws,
    such as a frame, in plain signs as well."""

    def __init__(self, file: TextIO, *, plain: bool = False) -> None:
        self._file = file
        self._plain = plain
        self._held: list[str] = []
        self._in_frame = False

    def write(self, text: str) -> None:
        self._held.append(text)
        if text in (SYNC_START, SYNC_END):
            self._in_frame = text == SYNC_START
        if not self._in_frame:
            whole = "".join(self._held)
            data = (whole.translate(ASCII) if self._plain else whole).encode(
                self._file.encoding, IN_ITS_CELLS
            )
            self._held.clear()
            with suppress(OSError):
                self._pass_on(data)

    def _pass_on(self, data: bytes) -> None:
        number = self._file.fileno()
        while data:
            try:
                data = data[os.write(number, data) :]
            except BlockingIOError:  # whoever shares the terminal may have it so
                select.select([], [number], [])


class TakingOver(LinuxDriver):
    """Some terminals clear the other screen when they are told of it once more: the first
    paint would be gone until the app's own frame."""

    modes: ClassVar[list[Any] | None] = None  # the terminal's own, given back on leaving
    _there = False
    _runs = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = bool(getattr(self._app, "ascii", False))
        self._output = Output(cast("TextIO", self._file), plain=plain)

    def write(self, data: str) -> None:
        if data == ALTERNATE and not self._there:
            self._there = True
            return
        self._output.write(data)

    def start_application_mode(self) -> None:
        self._runs = True
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's
        if self.modes is not None and self.attrs_before is not None:
            self.attrs_before = self.modes

    def stop_application_mode(self) -> None:
        self._runs = False
        super().stop_application_mode()

    def _sigcont_application(self, *caught: object) -> None:
        """Who hangs up sends it as well, with nothing suspended: more and more threads would
        then read the keys, and one that is forgotten keeps the program from ending."""
        if self._runs:
            self._loop.call_soon_threadsafe(self._begin_again)
        else:
            super()._sigcont_application(*caught)

    def _begin_again(self) -> None:
        """Whoever stopped the program may have left the terminal otherwise."""
        if self._runs and not self._app._exit:
            self.suspend_application_mode()
            self.resume_application_mode()
            self._app.refresh(layout=True)


def driver_after(modes: list[Any] | None) -> type[Driver]:
    """The driver that goes on where the first paint stopped. `modes` are the terminal's own, which
    it gives back on leaving and while the program is suspended."""
    paste.install()

    class After(TakingOver):
        """One run of the planner."""

    After.modes = modes
    return After


def watch() -> Callable[[], bool]:
    """Says from now on whether the terminal was closed; no signal need have come. Where there is
    none to begin with, never."""
    if sys.__stdin__ is None or sys.__stdin__.closed or not os.isatty(sys.__stdin__.fileno()):
        return lambda: False
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), select.POLLHUP)
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return lambda: any(event & gone for _, event in poll.poll(0))


def let_go() -> None:
    """The terminal has gone: what Python would still write on leaving goes nowhere, or its failure
    would take the place of the exit code."""
    null = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(null, number)
    os.close(null)


def prepare() -> None:
    """Textual draws on stderr; where that goes to a file, the terminal is on stdout. And it goes
    by the name of NO_COLOR, which says nothing when it is empty."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        setattr(sys, "__stderr__", sys.__stdout__)  # noqa: B010 - final, says its stub
    if not os.environ.get("NO_COLOR"):
        os.environ.pop("NO_COLOR", None)


def on_signals(leave: Callable[[int], None]) -> None:
    """Leave with the exit code of the signal that ends the program."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(number, leave, 128 + number)
