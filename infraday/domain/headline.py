"""The header as a picture: date and clock, what is on, what comes next, the load."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from infraday.domain import nights, schedule, text
from infraday.domain.block import Status
from infraday.domain.picture import Line, flags_raised, spread, width
from infraday.domain.rows import Block, DayRows
from infraday.domain.timeline_picture import glyph
from infraday.domain.when import say_date, say_minutes, say_time


class Moment(NamedTuple):
    """What the pictures know besides the rows: the local time, the working hours, the keys."""

    now: datetime  # naive local
    today: date
    hours: tuple[time, time] | None  # of the day shown
    capacity: int | None  # minutes, where the config sets them
    offset_at: nights.OffsetAt
    key_of: Callable[[str], str] = str  # what to press for an action, by its id


LONGEST_NAME = 24  # cells of a holiday's name beside the clock


class Load(NamedTuple):
    planned: int
    capacity: int

    @property
    def over(self) -> bool:
        return self.planned > self.capacity


def load(rows: DayRows, moment: Moment) -> Load:
    """Planned minutes and capacity of the day shown."""
    if moment.hours is None:
        return Load(0, rows.capacity_minutes or 0)
    begin = datetime.combine(rows.day, moment.hours[0])
    end = datetime.combine(rows.day, moment.hours[1])
    if end <= begin:
        end += timedelta(days=1)
    capacity = rows.capacity_minutes
    if capacity is None:
        capacity = moment.capacity
    if capacity is None:
        capacity = schedule.capacity_minutes(rows.blocks, begin, end)
    return Load(schedule.planned_minutes(rows.blocks, begin, end), capacity)


def load_in_words(rows: DayRows, moment: Moment) -> Load:
    """The same as people are told it: on a day off what is planned at any hour."""
    found = load(rows, moment)
    if moment.hours is not None:
        return found
    midnight = datetime.combine(rows.day, time())
    planned = schedule.planned_minutes(rows.blocks, midnight, midnight + schedule.DAY)
    return found._replace(planned=planned)


def header(rows: DayRows, moment: Moment, cells: int) -> Line:
    """Date and clock, what is on and for how long, what comes next, the raised red flags, load
    against capacity. The clock goes last where there is no room. On another day it says what is of
    now, and which day's load it is."""
    short, other = cells < 60, rows.day != moment.today
    day = say_date(rows.day)[: -9 if short else None].rstrip()
    clock = (f" {say_time(moment.now.time())}", "now")
    gap = "" if short else " "
    now = (f"{gap}{gap} now" if other else gap, "muted")
    left: Line = ((f" {day}", "warn" if other else "title"), now, clock)
    if width(left) > cells:
        left = (clock,)
    right = _load(rows, moment, short=short)
    if other and not short:
        right = ((f" {day[:3]}", "warn"), *right)
    flags = flags_raised(rows.raised)
    if flags and not short:
        flags = (*flags, ("  ", "text"))
    if width(left) + width(flags) + width(right) <= cells:
        right = (*flags, *right)
    room = cells - width(left) - width(right)
    if room < 0:
        room, right = cells - width(left), ()
    return spread((*left, *_now_and_next(rows, moment, room)), right, cells)


def _load(rows: DayRows, moment: Moment, *, short: bool) -> Line:
    """`6h30 of 7h30`; on a day off what is planned all the same."""
    found = load_in_words(rows, moment)
    if moment.hours is None and not found.capacity:
        planned = say_minutes(found.planned)
        off = say_day_off(text.clip(rows.holiday, LONGEST_NAME) if rows.holiday else None)
        if found.planned:
            off = planned if short else f"{planned} on a {off}"
        return ((f" {'day off' if short and not found.planned else off} ", "muted"),)
    words = f"{say_minutes(found.planned)}{'/' if short else ' of '}{say_minutes(found.capacity)} "
    if not found.over:
        return ((f" {words}", "muted"),)
    return ((" !" if short else " over:", "urgent"), (f" {words}", "urgent"))


def say_day_off(holiday: str | None) -> str:
    """`day off`, and of a public holiday its name: `day off: Epiphany`."""
    return f"day off: {holiday}" if holiday else "day off"


def _now_and_next(rows: DayRows, moment: Moment, room: int) -> Line:
    current = current_block(rows.today, moment)
    then = next_block(rows.today, moment)
    following: Line = ()
    if then is not None and then.start is not None and room >= 56:
        most = max(room // 4, room - _wanted(current, moment) - len("   next 00:00 "))
        words = f"next {say_time(then.start)} {text.clip(then.activity, most)}"
        following = ((f"   {words}", "muted"),)
    room -= width(following)
    if room < 8:
        return ()
    if current is None:
        if then is None or then.start is None:
            return ((text.clip(_no_more(rows.today, room), room), "muted"),)
        if following:
            return (("  nothing on", "muted"), *following)
        words = f"  next {say_time(then.start)} {then.activity}"
        return ((text.clip(words, room), "muted"),)
    sign, role = glyph(current, moment.now)
    rest = _left(current, moment)
    if room < 30:
        rest = rest.replace(" · ", " ")
    if room < text.width(rest) + 6:
        rest = ""
    title = text.clip(current.activity, room - text.width(rest) - 5)
    return (("  ", "text"), (f"{sign} ", role), (title, "now"), (rest, "muted"), *following)


def _wanted(current: Block | None, moment: Moment) -> int:
    """The cells that say in full what is on."""
    if current is None:
        return len("  nothing on")
    wanted = text.width(current.activity) + text.width(_left(current, moment)) + 5
    return max(30, wanted)  # with less its parts are written closer


def _no_more(today: Sequence[Block], room: int) -> str:
    if not all(map(schedule.is_all_day, today)):
        return "  no more today"
    fullest = ("  nothing planned today", "  nothing today")
    return next((words for words in fullest if len(words) <= room), "  nothing on")


def _left(block: Block, moment: Moment) -> str:
    """How long a block still lasts, on a stopwatch: the clock may change meanwhile."""
    now = moment.now.replace(second=0, microsecond=0)
    early = block.start is not None and now < schedule.begins(block)
    if block.status is not Status.ACTIVE or early:
        return f" · until {say_time(block.end)}" if block.end else ""
    if block.end is None:
        return ""
    if schedule.ends(block) < now:
        span = schedule.Times(block.end_day, block.end, now.date(), now.time())
        return f" · {say_minutes(nights.real_minutes(span, moment.offset_at))} over"
    span = schedule.Times(now.date(), now.time(), block.end_day, block.end)
    return f" · {say_minutes(nights.real_minutes(span, moment.offset_at))} left"


def current_block(blocks: Sequence[Block], moment: Moment) -> Block | None:
    """What is running, else what is planned for now."""
    running = [block for block in blocks if block.status is Status.ACTIVE]
    planned = [
        block
        for block in blocks
        if block.status is Status.PLANNED
        and not schedule.is_all_day(block)
        and schedule.begins(block) <= moment.now < schedule.ends(block)
    ]
    return next(iter([*running, *planned[::-1]]), None)


def next_block(blocks: Sequence[Block], moment: Moment) -> Block | None:
    """The next planned start after now."""
    coming = (
        block
        for block in blocks
        if block.status is Status.PLANNED
        and not schedule.is_all_day(block)
        and schedule.begins(block) > moment.now
    )
    return min(coming, key=schedule.begins, default=None)
