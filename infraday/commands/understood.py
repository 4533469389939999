"""What was understood of a captured line, in a few words."""

from infraday.commands import facts
from infraday.domain import schedule
from infraday.domain.every import say_every
from infraday.domain.quickadd import Reading
from infraday.domain.text import show
from infraday.domain.when import say_date, say_minutes


def told(reading: Reading, new_project: bool, block_minutes: int) -> list[str]:
    """What a line was read as, beside its title; harmless to show."""
    found = _when(reading, block_minutes)
    if reading.project:
        found.append(f"#{show(reading.project)}{' (new project)' if new_project else ''}")
    if reading.owner:
        found.append(f"@{show(reading.owner)}")
    marks = [word for word in ("important", "urgent") if getattr(reading, word)]
    if marks:
        found.append(" and ".join(marks))
    if reading.output:
        found.append(f"output: {show(reading.output)}")
    return found


def _when(reading: Reading, block_minutes: int) -> list[str]:
    found = []
    if reading.start is not None and reading.day is not None:
        minutes = reading.minutes or block_minutes
        found.append(facts.span(schedule.lasting(reading.day, reading.start, minutes)))
        if reading.every:
            found.append(say_every(reading.every, reading.day))
        if reading.due:
            found.append(f"due {say_date(reading.due)}")
        return found
    if reading.due:
        found.append(f"due {say_date(reading.due)}")
    if reading.day:
        found.append(f"scheduled {say_date(reading.day)}")
    if reading.minutes:
        found.append(say_minutes(reading.minutes))
    return found
