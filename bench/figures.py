"""What is measured: each figure with its goal, as pairs of a bare program and infraday."""

import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack
from functools import partial
from statistics import median
from typing import NamedTuple, TypeAlias

import fill
import measures
import red_flags
import register
from measures import DOWN, UP, Argv, at_rest, burst, one_key, settled, started, whole_key
from place import Place
from terminal import Terminal

Measure: TypeAlias = Callable[[Place], float]
Pairs: TypeAlias = Generator[tuple[float, float], None, None]

PLANS = {
    "small": "today alone",
    "tidy": "100 000 tasks",
    "untidy": "a full inbox",
    "recurring": "500 series",
}
HOME, END, TAB, BACKSPACE = "\x1b[H", "\x1b[F", "\t", "\x7f"
OPEN = "status IN ('inbox', 'open', 'waiting')"


class Figure(NamedTuple):
    """`pairs` goes on for ever, the bare program's figure first, in `unit`; `most` are enough."""

    id: str
    what: str
    goal: str
    unit: str
    pairs: Callable[[Place], Pairs]
    most: int = 1000


def in_turn(one: Measure, other: Measure) -> Callable[[Place], Pairs]:
    """Measure both again and again, now the one first and now the other."""

    def pairs(place: Place) -> Pairs:
        while True:
            yield one(place), other(place)
            second = other(place)
            yield one(place), second

    return pairs


def side_by_side(
    bare: Callable[[ExitStack, Place], Terminal],
    ours: Callable[[ExitStack, Place], Terminal],
    measure: Callable[[Terminal, Terminal], tuple[float, float]],
) -> Callable[[Place], Pairs]:
    """Measure both again and again while they stay open."""

    def pairs(place: Place) -> Pairs:
        with ExitStack() as stack:
            one, other = bare(stack, place), ours(stack, place)
            while True:
                yield measure(one, other)

    return pairs


def _bare(place: Place) -> list[str]:
    return place.script("bare_app", place.bare)


def _planner(plan: str) -> Argv:
    return lambda place: place.ours(getattr(place, plan))


def _starts() -> list[Figure]:
    first = partial(measures.first_paint, _bare)
    ours = partial(measures.first_paint, _planner("small"))
    key = partial(measures.first_key, _planner("small"))
    figures = [
        Figure(
            "P1", "today's blocks visible × bare first frame", "0.15", "ms", in_turn(first, ours)
        ),
        Figure("P2", "first key acted on × bare first frame", "1.1", "ms", in_turn(first, key)),
    ]
    for plan in ("tidy", "untidy", "recurring"):
        large = partial(measures.first_paint, _planner(plan))
        what = f"visible, {PLANS[plan]} × today alone"
        figures.append(Figure("P3", what, "1.1", "ms", in_turn(ours, large)))
    return figures


def _open(argv: Argv, shown: str, *keys: str) -> Callable[[ExitStack, Place], Terminal]:
    def opened(stack: ExitStack, place: Place) -> Terminal:
        return settled(stack.enter_context(started(argv(place), place)), shown, *keys)

    return opened


PARTS = (
    ("timeline", "small", (END, HOME)),
    ("timeline", "untidy", (END, HOME)),
    ("timeline", "recurring", (END, HOME)),
    ("to place", "untidy", (TAB,)),
    ("place a task", "untidy", ("s",)),
    ("log", "untidy", ("U",)),
    ("matrix", "untidy", ("2",)),
)
"""The lists, each with the keys that lead there."""


def _keys() -> list[Figure]:
    table = _open(lambda place: place.script("bare_table"), "Task 1")
    figures = []
    for id, goal, word, measure in (
        ("P4", "0.6", "one key", _ten_keys),
        ("P5", "1.0", "200 keys", lambda one, other: (burst(one), burst(other))),
    ):
        for name, plan, keys in PARTS:
            what = f"{word}, {name}, {PLANS[plan]}"
            ours = _open(_planner(plan), fill.TODAY[-1], *keys)
            figures.append(Figure(id, what, goal, "ms", side_by_side(table, ours, measure)))
    return figures


def _ten_keys(one: Terminal, other: Terminal) -> tuple[float, float]:
    """The medians of ten keys to each, in turn."""
    pairs = [(one_key(one, key), one_key(other, key)) for key in (DOWN,) * 5 + (UP,) * 5]
    bare, ours = zip(*pairs, strict=True)
    return median(bare), median(ours)


def _rest() -> list[Figure]:
    one, ours = (partial(measures.memory, argv) for argv in (_bare, _planner("small")))
    both = _open(_bare, fill.TODAY[-1]), _open(_planner("small"), fill.TODAY[-1])
    return [
        Figure("P6", "memory × bare", "1.2", "MiB", in_turn(one, ours), 3),
        Figure("P7", "idle: processor × bare", "1.5", "%", side_by_side(*both, _idle), 2),
        Figure(
            "P7", "idle: output between two minutes", "0", "B/s", side_by_side(*both, _output), 1
        ),
    ]


def _idle(one: Terminal, other: Terminal) -> tuple[float, float]:
    bare, ours = at_rest(one, other)
    return bare.cpu, ours.cpu


def _output(one: Terminal, other: Terminal) -> tuple[float, float]:
    bare, ours = at_rest(one, other)
    return bare.output, ours.output


def _shell() -> list[Figure]:
    version = _words(lambda place: place.ours("x", "--version"))
    nothing = _words(lambda place: [sys.executable, "-c", "pass"])
    insert = _words(lambda place: place.script("bare_insert", place.bare, "call the vendor"))
    figures = [
        Figure("P8", "infraday --version × python -c pass", "3", "ms", in_turn(nothing, version))
    ]
    for plan in ("captures", "tidy", "recurring"):
        add = _words(_ours(plan, "add", "call the vendor tomorrow 30m #dc-move"))
        what = f"infraday add, {PLANS.get(plan, 'no tasks')} × insert"
        figures.append(Figure("P9", what, "3", "ms", in_turn(insert, add)))
    for plan in ("small", "untidy", "recurring"):
        today = _words(_ours(plan, "today"))
        what = f"infraday today, {PLANS[plan]} × insert"
        figures.append(Figure("P10", what, "3", "ms", in_turn(insert, today)))
    return figures


LISTS = (
    ("all that is open", ("tasks",), OPEN),
    ("a word of the title", ("tasks", "firmware"), f"{OPEN} AND instr(lower(title), 'firmware')"),
    ("really all", ("tasks", "--status", "all"), "1"),
)


def _lists() -> list[Figure]:
    figures = []
    for name, words, condition in LISTS:
        query = _words(_query(condition))
        ours = _words(_ours("untidy", *words))
        figures.append(Figure("P11", f"list: {name} × query", "2", "ms", in_turn(query, ours)))
    table = _open(lambda place: place.script("bare_table"), "Task 1")
    filtered = _open(_planner("untidy"), fill.TODAY[-1], "s", "/", "r")
    both = side_by_side(table, filtered, _typed)
    return [*figures, Figure("P11", "a filter's letter, to the end × key", "16 ms", "ms", both)]


def _typed(one: Terminal, other: Terminal) -> tuple[float, float]:
    """A key to the table; a letter to the filter, and off again."""
    pairs = [(whole_key(one, DOWN), whole_key(other, key)) for key in ("a", BACKSPACE) * 3]
    bare, ours = zip(*pairs, strict=True)
    return median(bare), median(ours)


def _query(condition: str) -> Argv:
    return lambda place: place.script("bare_query", place.untidy, condition)


def _ours(plan: str, *words: str) -> Argv:
    return lambda place: place.ours(getattr(place, plan), *words)


def _words(argv: Argv) -> Measure:
    return partial(measures.command, argv)


def _files() -> list[Figure]:
    parse = _words(lambda place: place.script("bare_parse", place.calendar))
    what = "import ics, 10 000 events × icalendar"
    return [Figure("P12", what, "2", "ms", in_turn(parse, _import), 3)]


def _import(place: Place) -> float:
    """Into a new plan each time."""
    words = place.ours(place.fresh(), "import", "ics", place.calendar)
    return measures.command(lambda _: words, place)


def _risks() -> list[Figure]:
    """Each with ten risks, and with ten thousand of twenty assessments each."""
    figures = []
    for name, goal, read in register.READS:
        few, many = (partial(_reading, plan, read) for plan in ("few_risks", "risks"))
        figures.append(Figure("R1", f"10 000 risks × 10: {name}", goal, "ms", in_turn(few, many)))
    for name, keys, measure in (
        ("the screen opens", (), _to_and_fro),
        ("one key", ("3",), _ten_keys),
        ("a filter's letter", ("3", "/"), _letters),
    ):
        both = side_by_side(
            _open(_planner("few_risks"), fill.TODAY[-1], *keys),
            _open(_planner("risks"), fill.TODAY[-1], *keys),
            measure,
        )
        figures.append(Figure("R2", f"10 000 risks × 10: {name}", "+16 ms", "ms", both))
    return figures


def _flags() -> list[Figure]:
    """Each with three projects, and with fifty projects, 100 000 tasks and ten years of days."""
    figures = []
    for name, goal, read in red_flags.READS:
        few, many = (partial(_reading, plan, read) for plan in ("few_flags", "flags"))
        figures.append(Figure("F1", f"50 projects: {name}", goal, "ms", in_turn(few, many)))
    return figures


def _reading(plan: str, read: register.Read, place: Place) -> float:
    return register.reading(getattr(place, plan), read)


def _to_and_fro(one: Terminal, other: Terminal) -> tuple[float, float]:
    """To the Risks screen; and back to the day, uncounted."""
    found = whole_key(one, "3"), whole_key(other, "3")
    for terminal in (one, other):
        whole_key(terminal, "1")
    return found


def _letters(one: Terminal, other: Terminal) -> tuple[float, float]:
    """A letter to each filter, and off again."""
    pairs = [(whole_key(one, key), whole_key(other, key)) for key in ("9", BACKSPACE) * 3]
    few, many = zip(*pairs, strict=True)
    return median(few), median(many)


FIGURES = [*_starts(), *_keys(), *_rest(), *_shell(), *_lists(), *_files(), *_risks(), *_flags()]


def smoke(place: Place) -> str:
    """Measure a little of each kind, on bare programs alone."""
    with started(place.script("bare_table"), place) as terminal:
        terminal.until(lambda it: "Task 1" in it.text)
        key = one_key(terminal, DOWN)
    insert = measures.command(lambda place: place.script("bare_insert", place.bare, "x"), place)
    return f"one key {key:.1f} ms, one insert {insert:.1f} ms"
