"""A block as the form holds it: the user's text, how it is read, and what it becomes."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, time
from typing import NamedTuple

from infraday.domain import RuleError, project, refs, schedule, text
from infraday.domain.block import Kind
from infraday.domain.rows import Block
from infraday.domain.schedule import MINUTE, Times
from infraday.domain.when import (
    DAY,
    clock_of,
    date_of,
    read_date,
    read_duration,
    read_time,
    say_date,
    say_minutes,
    say_time,
)
from infraday.screens import repeats
from infraday.screens.repeats import SCOPES, Recurs

YES = "yes"


class BlockValues(NamedTuple):
    """The fields of the form, as text. `end` holds an end or a length, `links` references,
    `repeats` how often it comes back."""

    activity: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    purpose: str = ""
    output: str = ""
    kind: Kind = Kind.OTHER
    project: str = ""
    notes: str = ""
    fixed: bool = False
    unplanned: bool = False
    links: str = ""
    repeats: str = ""
    scope: str = SCOPES[0]  # for which occurrences of a series it is meant

    @classmethod
    def of_times(cls, times: Times) -> "BlockValues":
        """A block that has only its times yet."""
        return cls(day=str(times.day), start=_clock(times.start), end=end_of(times))

    @classmethod
    def of_block(
        cls, block: Block, project_key: str, links: Iterable[str], repeats: str = ""
    ) -> "BlockValues":
        """A block as one would type it; read again it makes the same block."""
        return cls(
            block.activity, str(block.day), _clock(block.start), end_of(block),
            block.purpose or "", block.output or "", block.kind, project_key, block.notes,
            block.fixed, block.unplanned, " ".join(links), repeats,
        )  # fmt: skip


class BlockEntry(NamedTuple):
    """What the form says, checked. `values` open it again where the plan refuses that. `every` is
    a rule, "" where the block no longer repeats, None where that is left as it was."""

    times: Times
    activity: str
    purpose: str | None
    output: str | None
    kind: Kind
    project: str | None
    notes: str
    fixed: bool
    unplanned: bool
    links: tuple[str, ...]
    values: BlockValues
    every: str | None = None


class Read(NamedTuple):
    """How each field is read, or why not, by its name. The entry when nothing is wrong."""

    said: Mapping[str, str]
    wrong: Mapping[str, str]
    entry: BlockEntry | None


def _clock(at: time | None) -> str:
    return "" if at is None else say_time(at)


def end_of(span: schedule.Span) -> str:
    """The end as one would type it after the day and the start."""
    if span.start is None or span.end is None:
        return "" if span.day == span.end_day else str(span.end_day)
    minutes = schedule.minutes(span)
    if minutes < DAY:
        return say_time(span.end)
    return "24:00" if (minutes, span.start) == (DAY, time()) else f"+{say_minutes(minutes)}"


def read(
    values: BlockValues, today: date, projects: Collection[str], recurs: Recurs | None = None
) -> Read:
    """Read every field. `projects` are those known; another one is new, and said so. `recurs`
    tells of the series that the block is an occurrence of."""
    said: dict[str, str] = {}
    wrong: dict[str, str] = {}
    times = _times(values, today, said, wrong)
    activity, whole = text.cut_title(_clean(values.activity))
    if not activity.strip():
        wrong["activity"] = "A block needs a name. Say what it is."
    if whole is not None:
        said["activity"] = (
            f"Longer than {text.TITLE_LIMIT} characters: it is cut, and kept whole in the notes."
        )
    key = _project(values.project, projects, said, wrong)
    links = _links(values.links, said, wrong)
    every = _repeats(values, times, recurs, today, said, wrong)
    if times is None or wrong:
        return Read(said, wrong, None)
    notes = "\n".join(part for part in (whole, text.storable(values.notes)[0]) if part)
    entry = BlockEntry(
        times, activity, _clean(values.purpose) or None, _clean(values.output) or None,
        values.kind, key, notes, values.fixed, values.unplanned, links, values, every,
    )  # fmt: skip
    return Read(said, wrong, entry)


def _clean(typed: str) -> str:
    """As typed, without the spaces around it and what no file can hold."""
    return text.storable(typed)[0].strip(" ") if typed.strip() else ""


def _times(
    values: BlockValues, today: date, said: dict[str, str], wrong: dict[str, str]
) -> Times | None:
    """Day, start and end; the end is read on any day, so that all mistakes are told at once."""
    day, start, times = None, None, None
    try:
        day = _day(values.day, today)
        said["day"] = say_date(day)
    except RuleError as refusal:
        wrong["day"] = str(refusal)
    try:
        if values.start.strip():
            start = read_time(values.start)
            _add(said, "start", say_time(start), values.start)
    except RuleError as refusal:
        wrong["start"] = str(refusal)
        return None
    try:
        times = _end(day or today, start, values.end, today)
        said["end"] = say_times(times)
    except RuleError as refusal:
        wrong["end"] = str(refusal)
    return times if day else None


def _add(said: dict[str, str], name: str, words: str, typed: str) -> None:
    """Say how a field is read, where that is not what stands there already."""
    if words != typed.strip():
        said[name] = words


def _day(typed: str, today: date) -> date:
    if not typed.strip():
        raise RuleError("Give a day, such as today, Fri or 14 Mar.")
    return read_date(typed, today)


def _end(day: date, start: time | None, typed: str, today: date) -> Times:
    return _all_day(day, typed, today) if start is None else _timed(day, start, typed)


def _timed(day: date, start: time, end: str) -> Times:
    """From a start to a clock time, midnight as 24:00 too, or for a length."""
    typed = "".join(end.split())
    if not typed:
        raise RuleError("Give an end such as 15:00, or a length such as 45m.")
    if typed == "24:00":
        return schedule.lasting(day, start, DAY - start.hour * 60 - start.minute)
    clock = clock_of(" ".join(end.split()))
    if clock is not None:
        return schedule.between(day, start, time(clock // 60, clock % 60))
    try:
        minutes = read_duration(typed.removeprefix("+"))
    except RuleError:
        raise RuleError(
            f'"{text.clip(end.strip(), 40)}" is no end. Write a clock time such as 15:00, or a '
            "length such as 45m or 1h30."
        ) from None
    return schedule.lasting(day, start, minutes)


def _all_day(day: date, end: str, today: date) -> Times:
    """Without a start, a date is the last day of an all-day block."""
    last = date_of(end.split(), today) if end.strip() else day
    if last is None:
        raise RuleError("Give a start too, or neither of them for an all-day block.")
    return schedule.check(day, None, last, None)


def say_times(times: Times) -> str:
    """`22:00 – 02:00 +1 · 4h00`, `all day`, `all day until Fri 27 Nov 2026`."""
    if times.start is None or times.end is None:
        until = f" until {say_date(times.end_day)}" if times.end_day > times.day else ""
        return f"all day{until}"
    days = (times.end_day - times.day).days
    over = f" +{days}" if days else ""
    length = say_minutes((schedule.ends(times) - schedule.begins(times)) // MINUTE)
    return f"{say_time(times.start)} – {say_time(times.end)}{over} · {length}"


def _project(
    typed: str, projects: Collection[str], said: dict[str, str], wrong: dict[str, str]
) -> str | None:
    if not typed.strip():
        return None
    try:
        key = project.key(typed)
    except RuleError as refusal:
        wrong["project"] = str(refusal)
        return None
    new = f"#{key} is new: made with the block"
    _add(said, "project", key if key in projects else new, typed)
    return key


def _repeats(
    values: BlockValues, times: Times | None, recurs: Recurs | None, today: date,
    said: dict[str, str], wrong: dict[str, str],
) -> str | None:  # fmt: skip
    if times is None:
        return None
    try:
        rule = repeats.read(values.repeats, values.scope, times, recurs, today)
    except RuleError as refusal:
        wrong["repeats"] = str(refusal)
        return None
    if rule.said:
        said["repeats"] = rule.said
    return rule.every


def _links(typed: str, said: dict[str, str], wrong: dict[str, str]) -> tuple[str, ...]:
    try:
        links = tuple(dict.fromkeys(str(refs.parse(word)) for word in typed.split()))
    except RuleError as refusal:
        wrong["links"] = str(refusal)
        return ()
    _add(said, "links", " ".join(links), " ".join(typed.split()))
    return links
