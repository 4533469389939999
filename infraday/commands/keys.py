"""`infraday keys`: what every key does under the user's keymap, and what is wrong with that."""

from collections.abc import Iterator
from typing import NamedTuple

from infraday import config as settings
from infraday import keymap
from infraday.commands.command import Command, Given
from infraday.commands.printing import emit, json_line
from infraday.config import Config
from infraday.domain.text import show, width
from infraday.keys import Action, say_key
from infraday.shell import Shell

KEYS = 14  # columns, of a line that is not longer


class Row(NamedTuple):
    """One action under the keys it has."""

    screen: str
    action: Action
    keys: list[str]
    own: bool  # the user gave it these


def _keys(_given: Given, shell: Shell) -> int:
    """Also where the config is wrong: what is right of it holds, and the rest is named."""
    config, wrong = keymap.look_over(shell.config)
    said = [str(settings.mistake(shell.config, *one)) for one in wrong]
    rows = list(_rows(config))
    if shell.json:
        mistakes = [
            {**one._asdict(), "where": where.partition(": ")[0]}
            for one, where in zip(wrong, said, strict=True)
        ]
        emit(shell, json_line({"actions": list(map(_shape, rows)), "mistakes": mistakes}) + "\n")
    else:
        emit(shell, _as_text(rows))
    for line in said:
        shell.say(line)
    return 2 if wrong else 0


def _rows(config: Config) -> Iterator[Row]:
    for screen, actions in keymap.places().items():
        for action in actions:
            keys = config.keys.get(action.id, action.key)
            said = [show(say_key(key)) for key in keys.split(",")]
            yield Row(screen, action, said, action.id in config.keys)


def _as_text(rows: list[Row]) -> str:
    lines, screen = [], ""
    ids = max(width(row.action.id) for row in rows)
    for row in rows:
        if row.screen != screen:
            screen = row.screen
            lines += ["", screen]
        keys = " ".join(row.keys)
        sign = "*" if row.own else " "
        head = f"{sign} {keys}{' ' * (KEYS - width(keys))}  {row.action.id:<{ids}}"
        lines.append(f"{head}  {show(row.action.tooltip or row.action.label)}")
    note = ["", "* from the config"] if any(row.own for row in rows) else []
    return "\n".join([*lines[1:], *note]) + "\n"


def _shape(row: Row) -> dict[str, object]:
    action = row.action
    return {
        "screen": row.screen, "group": action.group, "id": action.id, "keys": row.keys,
        "own": row.own, "label": action.label, "does": action.tooltip,
    }  # fmt: skip


COMMANDS = {
    "keys": Command(
        "print what every key does, and what is wrong with your own",
        _keys,
        examples=("infraday keys | grep block",),
        data=True,
    ),
}
