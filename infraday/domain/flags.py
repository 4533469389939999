"""Red flags: how bad each sign is, by figures that the store supplies, and why, in a sentence."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from infraday.domain.flag import FlagState
from infraday.domain.flag_evidence import (
    Count,
    Effort,
    Figure,
    Index,
    Late,
    Share,
    Wording,
    amount,
    say_count,
    say_effort,
    say_index,
    say_late,
    say_share,
)

__all__ = [
    "SIGNALS", "UNFED", "Computed", "Count", "Effort", "Figure", "Figures", "Flag", "Index", "Late",
    "Reading", "Share", "Signal", "Threshold", "compute", "read",
]  # fmt: skip


Figures: TypeAlias = Mapping[str, Figure]
"""What is known of a project, by the signal that it feeds. What is missing is no data."""


class Threshold(NamedTuple):
    """From where on a signal is watched and raised; None: never. With fewer than `least` to look
    at there is no data."""

    signal: str
    watch: float | None
    raised: float | None
    least: int = 1


class Flag(NamedTuple):
    """A sign as the checklist has it."""

    key: str
    name: str
    why: str
    question: str
    leads_to: str
    responses: tuple[str, ...]
    every_days: int
    signals: tuple[Threshold, ...]


class Reading(NamedTuple):
    """What one signal says: its level, its figure and the threshold that counts, and a sentence
    with the numbers in it."""

    signal: str
    level: FlagState
    figure: float | None
    threshold: float | None
    evidence: str


UNFED = "The checklist gives this flag no signal: a person judges it."


class Computed(NamedTuple):
    """What the data says of a flag: the worst of its signals that have data."""

    level: FlagState
    readings: tuple[Reading, ...]

    @property
    def evidence(self) -> list[str]:
        """The sentences of the signals with data, the worst first; without any, what is
        missing."""
        told = [one for one in self.readings if one.level is not FlagState.NO_DATA]
        worst = sorted(told, key=lambda one: -_ORDER.index(one.level))
        return [one.evidence for one in worst or self.readings] or [UNFED]


class Signal(NamedTuple):
    """How a figure is measured: `measure` gives None where it tells nothing, `is_worse(figure,
    threshold)` whether a level is reached, `say` its sentence. `unit` stands behind a threshold,
    `needs` is what feeds it."""

    needs: str
    measure: Callable[[Figure, int], float | None]
    say: Callable[[Figure], str]
    is_worse: Callable[[float, float], bool]
    sign: str  # how the threshold is said: "from", "above", "below"
    unit: str = ""


def _at_least(figure: float, threshold: float) -> bool:
    return figure >= threshold


def _above(figure: float, threshold: float) -> bool:
    return figure > threshold


def _below(figure: float, threshold: float) -> bool:
    return figure < threshold


def _percent(figure: Figure, least: int) -> float | None:
    assert isinstance(figure, Share)
    if figure.whole < max(1, least):
        return None
    return 100 * figure.part / figure.whole


def _effort(figure: Figure, least: int) -> float | None:
    """Percent of the free time; work with no time left for it is more than any share."""
    assert isinstance(figure, Effort)
    if not figure.free:
        return float("inf") if figure.remaining else 0.0
    return 100 * figure.remaining / figure.free


def _number(figure: Figure, least: int) -> float:
    assert isinstance(figure, Count)
    return figure.number


def _days(figure: Figure, least: int) -> float:
    assert isinstance(figure, Late)
    return figure.days


def _index(figure: Figure, least: int) -> float:
    assert isinstance(figure, Index)
    return figure.value


TASKS, PEOPLE = "tasks", "stakeholders"
CHANGES, MONEY = "change requests", "a budget with earned value"

SIGNALS: Mapping[str, Signal] = {
    "tasks_without_output": Signal(
        "open tasks", _percent,
        say_share(Wording("open tasks", "open task", "has no expected output",
                           "have no expected output", "lacks an expected output")),
        _at_least, "from", " %",
    ),
    "scope_changes": Signal(
        CHANGES, _percent,
        say_share(Wording("changes", "change", "is of scope", "are of scope", "is of scope")),
        _at_least, "from", " %",
    ),
    "overdue_contacts": Signal(
        PEOPLE, _number,
        say_count("no powerful stakeholder is more than a week past their next contact",
                   "powerful stakeholder is more than a week past their next contact",
                   "powerful stakeholders are more than a week past their next contact"),
        _at_least, "from",
    ),
    "remaining_effort": Signal(
        "estimated tasks and a due date", _effort, say_effort, _above, "above", " %"
    ),
    "spi": Signal(MONEY, _index, say_index("SPI"), _below, "below"),
    "due_dates_moved": Signal(
        "tasks with a due date", _number,
        say_count("no due date was moved in the last 30 days",
                   "due date was moved in the last 30 days",
                   "due dates were moved in the last 30 days"),
        _at_least, "from",
    ),
    "overcommitted_days": Signal(
        "planned days", _number,
        say_count("none of the last ten working days was overcommitted",
                   "of the last ten working days was overcommitted",
                   "of the last ten working days were overcommitted"),
        _at_least, "from",
    ),
    "without_owner": Signal(
        "open tasks or risks", _percent,
        say_share(Wording("open tasks and risks", "open task or risk", "has no owner",
                           "have no owner", "lacks an owner")),
        _at_least, "from", " %",
    ),
    "late_word": Signal(
        "reports, contacts or delegated tasks", _days, say_late, _above, "above", " days"
    ),
    "changes_taken_on": Signal(
        CHANGES, _index, say_index("changes approved or absorbed, in percent of the baseline:"),
        _at_least, "from", " %",
    ),
    "cpi": Signal(MONEY, _index, say_index("CPI"), _below, "below"),
    "cpi_falling": Signal(
        MONEY, _number,
        say_count("CPI did not fall in the last period", "period in which CPI fell",
                   "periods running in which CPI fell"),
        _at_least, "from",
    ),
    "eac_over": Signal(
        MONEY, _index, say_index("EAC above BAC, in percent:"), _at_least, "from", " %"
    ),
}  # fmt: skip
"""What a checklist may name, each computed from infraday's own data (thresholds are *ours*)."""


def read(threshold: Threshold, figure: Figure | None) -> Reading:
    """The level of one signal. A worse figure never lowers it."""
    signal = SIGNALS[threshold.signal]
    found = None if figure is None else signal.measure(figure, threshold.least)
    if found is None or figure is None:
        return Reading(threshold.signal, FlagState.NO_DATA, None, None, _missing(signal, threshold))
    level = _level(signal, threshold, found)
    counts = _counting(threshold, level)
    said = signal.say(figure)
    said = said[:1].upper() + said[1:]
    return Reading(threshold.signal, level, found, counts, f"{said}; {_say(signal, threshold)}.")


def _level(signal: Signal, threshold: Threshold, figure: float) -> FlagState:
    if threshold.raised is not None and signal.is_worse(figure, threshold.raised):
        return FlagState.RAISED
    if threshold.watch is not None and signal.is_worse(figure, threshold.watch):
        return FlagState.WATCH
    return FlagState.CLEAR


def _counting(threshold: Threshold, level: FlagState) -> float | None:
    """The threshold that was passed, or of a clear one the next."""
    if level is FlagState.RAISED or threshold.watch is None:
        return threshold.raised
    return threshold.watch


def _say(signal: Signal, threshold: Threshold) -> str:
    """`watch from 30 %, raised from 50 %`."""
    levels = (("watch", threshold.watch), ("raised", threshold.raised))
    return ", ".join(
        f"{word} {signal.sign} {amount(value)}{signal.unit}"
        for word, value in levels
        if value is not None
    )


def _missing(signal: Signal, threshold: Threshold) -> str:
    least = f", at least {threshold.least}" if threshold.least > 1 else ""
    return f"No data yet: {_named(threshold.signal)} needs {signal.needs}{least}."


def _named(signal: str) -> str:
    """`remaining effort`; CPI, SPI, EAC and BAC as they are written."""
    words = signal.split("_")
    return " ".join(word.upper() if word in ("cpi", "spi", "eac") else word for word in words)


_ORDER = (FlagState.NO_DATA, FlagState.CLEAR, FlagState.WATCH, FlagState.RAISED)


def compute(flag: Flag, figures: Figures) -> Computed:
    """What the data says of a flag. Without data it is `no_data`, never clear."""
    readings = tuple(read(one, figures.get(one.signal)) for one in flag.signals)
    level = max((one.level for one in readings), key=_ORDER.index, default=FlagState.NO_DATA)
    return Computed(level, readings)
