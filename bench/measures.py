"""How each thing is measured, once: a number of milliseconds, MiB or per cent."""

import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep, time
from typing import NamedTuple, TypeAlias

import fill
from place import Place
from terminal import Picture, Terminal

DOWN, UP = "\x1b[B", "\x1b[A"
BURST, NET = (DOWN * 25 + UP * 24) * 4 + DOWN * 4, 8
"""200 keys, each of which moves, and how far down they have gone in the end."""
STILL = 1.0  # seconds without output: while many keys wait, nothing may be painted for long
IDLE = 20.0  # seconds

Argv: TypeAlias = Callable[[Place], list[str]]


@contextmanager
def started(argv: list[str], place: Place) -> Iterator[Terminal]:
    terminal = Terminal(argv, place.env)
    try:
        yield terminal
    finally:
        terminal.close()


def shows_today(terminal: Terminal) -> bool:
    text = terminal.text
    return all(name in text for name in fill.TODAY)


def first_paint(argv: Argv, place: Place) -> float:
    """Milliseconds from the start until the blocks of today are on screen."""
    with started(argv(place), place) as terminal:
        return (terminal.until(shows_today) - terminal.began) * 1e3


def first_key(argv: Argv, place: Place) -> float:
    """Milliseconds from the start until a key has acted that is pressed as soon as the blocks of
    today are on screen."""
    with started(argv(place), place) as terminal:
        painted = terminal.until(shows_today)
        terminal.send("j")
        terminal.rest(0.05)  # what is left of the first paint: Textual is not there yet
        first = grounds([it for at, it in terminal.pictures if at < painted + 0.05][-1])
        if grounds(terminal.picture) == first:
            terminal.until(lambda it: grounds(it.picture) != first)
        terminal.rest(0.3)
        return (terminal.stood_since(grounds) - terminal.began) * 1e3


def grounds(picture: Picture) -> list[list[str]]:
    """The grounds of all cells: they tell where the cursor is."""
    return [[cell[2] for cell in row] for row in picture]


def settled(terminal: Terminal, shown: str, *keys: str) -> Terminal:
    """Let a program come to rest, and press some first keys."""
    terminal.until(lambda it: shown in it.text)
    terminal.rest(1.0)
    for key in keys:
        terminal.send(key)
        terminal.rest(0.3)
    return terminal


def one_key(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key to the first change on screen."""
    terminal.rest(random.uniform(0.06, 0.12))  # no beat with a frame timer
    sent = terminal.send(key)
    return (terminal.until(_other_than(terminal.picture)) - sent) * 1e3


def whole_key(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key to the last change on screen."""
    one_key(terminal, key)
    sent = terminal.sent
    terminal.rest(0.1)
    return (terminal.stood_since(lambda picture: picture) - sent) * 1e3


def burst(terminal: Terminal) -> float:
    """Milliseconds from 200 keys at once until the cursor is where they take it, which is known
    from the same keys uncounted."""
    _press(terminal, BURST)
    target = grounds(terminal.picture)
    _press(terminal, UP * NET)
    sent = terminal.send(BURST)
    while grounds(terminal.picture) != target:
        terminal.until(lambda it: grounds(it.picture) == target)
        terminal.rest(STILL)
    done = terminal.stood_since(grounds)
    _press(terminal, UP * NET)
    return (done - sent) * 1e3


def _press(terminal: Terminal, keys: str) -> None:
    """Press keys that move the cursor, and wait for all that comes of it."""
    before = grounds(terminal.picture)
    terminal.send(keys)
    terminal.until(lambda it: grounds(it.picture) != before)
    terminal.rest(STILL)


def _other_than(before: Picture) -> Callable[[Terminal], bool]:
    return lambda terminal: terminal.picture != before


def memory(argv: Argv, place: Place) -> float:
    """MiB that are the program's own, with its share of what it shares, after some use."""
    with started(argv(place), place) as terminal:
        terminal.until(shows_today)
        terminal.rest(2.0)
        terminal.send(DOWN * 5)
        terminal.rest(0.5)
        return float(terminal.process.memory_full_info().pss) / 2**20


class Rest(NamedTuple):
    cpu: float  # per cent
    output: float  # bytes a second


def at_rest(*terminals: Terminal) -> list[Rest]:
    """What programs do that are left alone, over the same seconds between two minutes."""
    if (second := time() % 60) > 58 - IDLE:
        sleep(62 - second)
    began = perf_counter()
    before = [(_cpu(terminal), terminal.bytes) for terminal in terminals]
    sleep(IDLE)
    past = perf_counter() - began
    return [
        Rest((_cpu(terminal) - cpu) / past * 100, (terminal.bytes - written) / past)
        for terminal, (cpu, written) in zip(terminals, before, strict=True)
    ]


def _cpu(terminal: Terminal) -> float:
    """Seconds of CPU so far. The kernel's own count is finer than its ticks of 10 ms."""
    tasks = Path(f"/proc/{terminal.process.pid}/task")
    if not tasks.exists():
        times = terminal.process.cpu_times()
        return float(times.user + times.system)
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9


def command(argv: Argv, place: Place, times: int = 5) -> float:
    """Milliseconds from the start of a command to its end: the median of some times."""
    words = argv(place)
    found = []
    for _ in range(times):
        began = perf_counter()
        subprocess.run(
            words, env=place.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True
        )
        found.append(perf_counter() - began)
    return median(found) * 1e3
