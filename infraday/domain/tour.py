"""The short tour: what one needs to know to plan and work a day, a page for each part of it.

`{block.add}` stands for the key that this action has; a line that is a pair has its keys at the
left. Each page is written for 36 columns and eight lines.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from infraday.domain import text
from infraday.domain.picture import Line

Row: TypeAlias = tuple[str, str]  # keys, or what one types; what that does


class Page(NamedTuple):
    title: str
    words: str
    rows: Sequence[Row]


PAGES = (
    Page(
        "Your day",
        "Every block of the day has a purpose, and an output: what it must give.",
        (
            ("{day.later} {day.earlier}", "row by row, through the day"),
            ("{day.previous} {day.next}", "the day before, the day after"),
            ("{day.today}", "today, at the current time"),
            ("{block.add} {block.edit}", "add a block, edit it"),
            ("{template.lay}", "lay a day that is prepared"),
            ("{calendar.import}", "import a calendar"),
        ),
    ),
    Page(
        "Capture",
        "{capture.open}, anywhere, takes a line, read as you type: call Cisco tomorrow 14:00 30m",
        (
            ("14:00", "a block; without it a task"),
            ("#dc-move", "its project"),
            ("@ana", "its owner"),
            ("! !!", "important; urgent as well"),
            ("out: ...", "what it must give"),
        ),
    ),
    Page(
        "Working a block",
        "What you do never rewrites what you planned: both stay.",
        (
            ("{block.start}", "start it, and stop"),
            ("{block.finish}", "done: say what it gave"),
            ("{block.push}", "push the rest of the day"),
            ("{block.earlier} {block.later}", "15 minutes earlier, later"),
            ("{task.place}", "a slot for a task that waits"),
            ("{day.focus}", "only the block that is on"),
        ),
    ),
    Page(
        "The week, and what repeats",
        "every:mon,wed in a captured line makes a series. Editing a block of it asks how far.",
        (
            ("{day.week}", "the week above the day"),
            ("{day.week_back} {day.week_on}", "a week back, a week on"),
            ("{day.goto}", "go to a date"),
            ("{block.move}", "move a block to a date"),
            ("{series.delete}", "delete a series, or its rest"),
        ),
    ),
    Page(
        "Triage and the matrix",
        "Triage decides what came in, item by item; the matrix holds all tasks in four quadrants.",
        (
            ("{flow.triage}", "triage; leave it when you like"),
            ("{screen.matrix} {screen.day}", "the matrix, the day again"),
            ("{matrix.verb}", "do, schedule, delegate, let go"),
            ("{matrix.rank}", "rank by short questions"),
        ),
    ),
    Page(
        "Undo and the log",
        "What you see is on disk. Deleting asks nothing, since all of it can be undone, also "
        "tomorrow.",
        (
            ("{journal.undo}", "undo the newest change"),
            ("{journal.redo}", "and back"),
            ("{journal.log}", "all that was done; undo any"),
        ),
    ),
    Page(
        "Where your plan is",
        "It is one file on this machine. In a shell, also while this is open:",
        (
            ("infraday doctor", "says where"),
            ("infraday --help", "commands"),
            ("infraday keys", "change keys"),
            ("{app.palette}", "any action, by name"),
            ("{app.help}", "all keys of a screen"),
        ),
    ),
)

_NAMED = re.compile(r"\{([a-z_.]+)\}")


def actions() -> set[str]:
    """The actions that it names."""
    said = (words for page in PAGES for row in ((page.words, ""), *page.rows) for words in row)
    return {found for words in said for found in _NAMED.findall(words)}


def lines(page: Page, key_of: Callable[[str], str], cells: int, *, roomy: bool) -> list[Line]:
    """A page in so many cells; with room to spare an empty line parts the words from the keys."""

    def said(words: str) -> str:
        return _NAMED.sub(lambda found: key_of(found[1]), words)

    found: list[Line] = [((line, "text"),) for line in text.wrap(said(page.words), cells)]
    if roomy:
        found.append(())
    rows = [(said(keys), said(words)) for keys, words in page.rows]
    wide = min(cells // 2, max(text.width(keys) for keys, _ in rows))
    for keys, words in rows:
        first, *more = text.wrap(words, max(1, cells - wide - 2)) or [""]
        found.append(((text.fit(keys, wide), "key"), (f"  {first}", "text")))
        found += [((" " * (wide + 2) + line, "text"),) for line in more]
    return found
