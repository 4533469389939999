"""What an empty plan says: the ways to begin, one key each, as the user's keymap has them."""

from collections.abc import Callable

from infraday.domain import text
from infraday.domain.picture import Line, fill

WAYS = (
    ("template.lay", "template", "today from a template"),
    ("calendar.import", "calendar", "import a calendar from a file"),
    ("demo.open", "demo", "look around in a demo, and come back"),
    ("capture.open", "task", "or capture a task in one line"),
    ("app.help", "tour", "keys and a tour"),
)
"""The action of each way, one word for it, and a few."""


def first_start(key_of: Callable[[str], str], cells: int, height: int) -> list[Line]:
    """The ways in; where there is but one line, as many as it holds whole."""
    if height <= 1:
        return [fill(((_in_a_line(key_of, cells), "muted"),), cells)][:height]
    keys = [key_of(action) for action, _, _ in WAYS]
    wide = max(map(text.width, keys))
    lines: list[Line] = [((" A new plan. Ways to begin:", "title"),)]
    if height > len(WAYS) + 1:
        lines.append(())
    lines += [
        ((f"  {text.fit(key, wide)}", "key"), (f"  {words}", "text"))
        for key, (_, _, words) in zip(keys, WAYS, strict=True)
    ]
    return [fill(line, cells) for line in lines[:height]]


def _in_a_line(key_of: Callable[[str], str], cells: int) -> str:
    said = " Begin: "
    for number, (action, word, _) in enumerate(WAYS):
        more = f"{' · ' if number else ''}{key_of(action)} {word}"
        if text.width(said + more) > cells:
            break
        said += more
    return said
