"""The first paint: the day on screen before Textual is imported, in the geometry of the app.

Only on a terminal. Keys typed from here on wait, unseen, until the app reads them.
"""

import os
import signal
import sqlite3
import sys
import termios
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from infraday import clock, keys, palette
from infraday import config as settings
from infraday.config import Config
from infraday.domain import dayview, panels, picture
from infraday.domain.picture import Line, Region
from infraday.domain.rows import DayRows
from infraday.palette import Paint
from infraday.store import file, quick, throwaway, worktime

RESET = "\x1b[0m"
ENTER = "\x1b[?1049h\x1b[?25l"
LEAVE = "\x1b[?1049l\x1b[?25h"
USUAL = os.terminal_size((80, 24))  # where the terminal does not know its size


class Opened(NamedTuple):
    """What the first paint hands to the app: the rows it drew, and the terminal as it was."""

    rows: DayRows
    now: datetime
    terminal: list[Any] | None


def draw(path: str, config: Config, now: datetime, env: Mapping[str, str] = os.environ) -> Opened:
    """Read today, paint it, and let keys wait for the app. Raises StoreError."""
    rows = read(path, config, now)
    before: list[Any] = termios.tcgetattr(0)
    _let_keys_wait()
    opened = Opened(rows, now, before)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda caught, _: leave(opened, 128 + caught))
    size = os.get_terminal_size(1)
    size = size if all(size) else USUAL
    painted = ENTER + paint(rows, config, now, *size, env, banner(path))
    os.write(1, painted.encode(sys.stdout.encoding, "replace"))
    return opened


def _let_keys_wait() -> None:
    """As the app will have it, so that each key arrives as it was pressed; ctrl+c alone acts."""
    modes = termios.tcgetattr(0)
    modes[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
    modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    modes[6][termios.VMIN] = 1
    modes[6][termios.VSUSP] = modes[6][termios.VQUIT] = bytes([os.fpathconf(0, "PC_VDISABLE")])
    termios.tcsetattr(0, termios.TCSANOW, modes)


def read(path: str, config: Config, now: datetime) -> DayRows:
    """Today's rows. Raises StoreError."""
    db = file.connect(path)
    try:
        today = settings.today(config, now)
        judge, place = worktime.judge(db, config, now), settings.holiday_place(config)
        return quick.view(db, today, today, judge, place)
    except sqlite3.Error as error:
        raise file.explain(error, path) from error
    finally:
        db.close()


def banner(path: str) -> str:
    """What is to be known of a plan as long as it is shown; nothing of a usual one."""
    if throwaway.is_one(path):
        return "demo: nothing here is kept"
    if file.is_read_only(path):
        return "read-only: this plan can be looked at, but not changed"
    return ""


def restore(opened: Opened) -> None:
    """Put the terminal back as it was."""
    if opened.terminal is not None:
        with suppress(termios.error):  # it is gone
            termios.tcsetattr(0, termios.TCSANOW, opened.terminal)


def leave(opened: Opened, code: int) -> None:
    """End before the app has begun: nothing is unsaved, only the terminal needs care. Where that
    is gone its refusal would be raised in whatever runs now, and swallowed there."""
    throwaway.remove()
    with suppress(OSError):
        os.write(1, (RESET + LEAVE).encode())
    restore(opened)
    os._exit(code)


def paint(
    rows: DayRows, config: Config, now: datetime, columns: int, height: int,
    env: Mapping[str, str], note: str = "",
) -> str:  # fmt: skip
    """The Day screen as a string for the terminal."""
    frame = picture.frame(columns, height)
    moment = clock.moment(config, now, rows.day, rows.holiday)
    moment = moment._replace(key_of=keys.saying(config.keys))
    view = dayview.open_view(rows, moment, frame.timeline.height)
    ink = Ink(config, env)
    parts = [
        *((region, lines) for region, lines, _ in dayview.frame_parts(view, frame, note)),
        (frame.timeline, dayview.timeline_lines(view, frame.timeline, frozenset())),
        (frame.detail, dayview.detail_lines(view, frame.detail)),
        (frame.waiting, panels.waiting(rows, view.moment, *frame.waiting[2:])),
        (frame.footer, [panels.footer(keys.footer(config.keys), frame.footer.width)]),
    ]
    return ink.ground(columns, height) + "".join(
        ink.at(region, lines) for region, lines in parts if region.height
    )


class Ink:
    """Turns pictures into escape sequences for the terminal at hand."""

    def __init__(self, config: Config, env: Mapping[str, str]) -> None:
        theme = palette.chosen(config.theme, env)
        base = None if env.get("NO_COLOR") else palette.BASES.get(theme)
        self._paints = palette.paints(base)
        self._deep = env.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")
        self._background = base.background if base else None
        self._ascii = config.ascii
        self._codes: dict[str, str] = {}

    def ground(self, columns: int, rows: int) -> str:
        blank = self._code_of(Paint(bg=self._background)) + " " * columns
        return "".join(f"\x1b[{y + 1};1H{blank}" for y in range(rows)) + RESET

    def at(self, region: Region, lines: Iterable[Line]) -> str:
        """The lines where they stand."""
        out = []
        for y, line in enumerate(lines):
            runs = "".join(self._code(role) + run for run, role in line)
            out.append(f"\x1b[{region.y + y + 1};{region.x + 1}H{runs}{RESET}")
        text = "".join(out)
        return text.translate(picture.ASCII) if self._ascii else text

    def _code(self, role: str) -> str:
        if role not in self._codes:
            paint = self._paints[role]
            self._codes[role] = self._code_of(paint._replace(bg=paint.bg or self._background))
        return self._codes[role]

    def _code_of(self, paint: Paint) -> str:
        marks = ((1, paint.bold), (2, paint.dim), (7, paint.reverse), (9, paint.strike))
        codes = ["0", *(str(code) for code, on in marks if on)]
        if paint.fg:
            codes.append(f"38;{self._colour(paint.fg)}")
        if paint.bg:
            codes.append(f"48;{self._colour(paint.bg)}")
        return f"\x1b[{';'.join(codes)}m"

    def _colour(self, colour: str) -> str:
        if self._deep:
            red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
            return f"2;{red};{green};{blue}"
        return f"5;{palette.eight_bit(colour)}"
