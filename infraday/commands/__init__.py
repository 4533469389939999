"""The shell's commands: one module for each or for a small group, imported when it is called."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import takewhile

from infraday.commands.command import HELP, Command, read
from infraday.shell import Shell, UsageError, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser

MODULES = {
    "add": "add",
    "today": "today",
    "week": "week",
    "tasks": "tasks",
    "done": "done",
    "block": "block",
    "series": "series",
    "task": "task",
    "delegate": "delegate",
    "snooze": "snooze",
    "risks": "risks",
    "risk": "risk",
    "flags": "flags",
    "flag": "flags",
    "triage": "triage",
    "template": "template",
    "intake": "intake",
    "import": "import_",
    "undo": "history",
    "redo": "history",
    "log": "history",
    "export": "export",
    "demo": "demo",
    "doctor": "doctor",
    "keys": "keys",
    "completion": "completion",
    "manual": "manpage",
}
"""The first word of a command, and the module whose COMMANDS have it. Help lists them in this
order."""

GROUPS = {
    "block": "plan, work and change the blocks of a day",
    "series": "list, change and end what repeats",
    "task": "change a task, drop it or bring it back",
    "risk": "add, rate, review and end risks",
    "flag": "say how a red flag stands, raise one, turn one into a risk or a task",
    "template": "lay a prepared day over a date",
    "import": "bring in what other programs have",
    "export": "print the plan in the form of other programs",
}

ABOUT = """Plan a day block by block, and work it. Without a command the planner opens.

Every change can be undone: 'infraday log' lists them, 'infraday undo' takes the newest back."""


BYTES_KEPT = "Bytes that are no UTF-8 were kept as \\xE9 and the like."


def run(words: Sequence[str], shell: Shell) -> int:
    """Find the command that the first words name, and do it."""
    first, *more = words
    if first in HELP:
        return _help()
    if first not in MODULES:
        raise UsageError(f"There is no command {first}. {_nearest(first, MODULES)}")
    known = commands_of(first)
    if first in known:
        return _do(first, known[first], more, shell)
    if more and more[0] in HELP:
        return _help(first)
    actions = [name.partition(" ")[2] for name in known]
    if not more:
        raise UsageError(f"'infraday {first}' needs an action behind it: {', '.join(actions)}.")
    if more[0] not in actions:
        near = _nearest(more[0], actions)
        raise UsageError(f"There is no action {more[0]} of 'infraday {first}'. {near}")
    name = f"{first} {more[0]}"
    return _do(name, known[name], more[1:], shell)


def parser() -> "ArgumentParser":
    """The whole command line, for completions and the manual."""
    from infraday.commands import manual  # noqa: PLC0415 - no command waits for argparse

    return manual.parser()


def commands_of(first: str) -> dict[str, Command]:
    """What the module of a first word can do with it."""
    module = import_module(f"infraday.commands.{MODULES[first]}")
    found: dict[str, Command] = module.COMMANDS
    return {name: it for name, it in found.items() if name.split(" ")[0] == first}


def _do(name: str, command: Command, words: Sequence[str], shell: Shell) -> int:
    if any(word in HELP for word in takewhile(lambda word: word != "--", words)):
        return _help(name, command)
    given = read(name, command, words)
    if given.odd:
        shell.say(BYTES_KEPT)
    if (path := given.text("--db")) is not None:
        shell.choose(path)
    shell.json = given.has("--json")
    shell.output = given.text("-o")
    if shell.output == "":
        raise UsageError("-o needs the name of a file behind it.")
    return command.run(given, shell)


def _help(name: str | None = None, command: Command | None = None) -> int:
    from infraday.commands import manual  # noqa: PLC0415 - argparse only prints help

    if name is None:
        parser = manual.parser()
    else:
        parser = manual.of_command(name, command) if command else manual.of_group(name)
    write(parser.format_help())
    return 0


def _nearest(word: str, known: Iterable[str]) -> str:
    from infraday.domain.wording import nearest  # noqa: PLC0415 - only when something is wrong

    return nearest(word, known)
