"""The command line as argparse has it: for help, completions and the manual, never to read words.

What stands there is the table of `command.py`.
"""

import argparse
from typing import Any

from infraday.commands import ABOUT, GROUPS, MODULES, commands_of
from infraday.commands.command import DB, Command, Option, Words, options_of


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser("infraday", description=ABOUT, **_MANNER)
    whole.usage = "infraday [--db FILE] [COMMAND ...]"
    _option(whole, DB)
    whole.add_argument("--version", action="store_true", help="say which infraday this is")
    commands = whole.add_subparsers(metavar="COMMAND", title="commands")
    for first in MODULES:
        known = commands_of(first)
        if first in known:
            inner = commands.add_parser(first, help=known[first].summary, **_MANNER)
            _fill(inner, known[first])
        else:
            _group(commands.add_parser(first, help=GROUPS[first], **_MANNER), first)
    return whole


def of_command(name: str, command: Command) -> argparse.ArgumentParser:
    """One command's part."""
    return _fill(argparse.ArgumentParser(f"infraday {name}", **_MANNER), command)


def of_group(first: str) -> argparse.ArgumentParser:
    """The part of a first word that needs a second one."""
    return _group(argparse.ArgumentParser(f"infraday {first}", **_MANNER), first)


_MANNER: dict[str, Any] = {
    "allow_abbrev": False,
    "formatter_class": argparse.RawDescriptionHelpFormatter,
}


def _group(group: argparse.ArgumentParser, first: str) -> argparse.ArgumentParser:
    group.description = _sentence(GROUPS[first])
    actions = group.add_subparsers(metavar="ACTION", title="actions")
    for name, command in commands_of(first).items():
        action = name.partition(" ")[2]
        _fill(actions.add_parser(action, help=command.summary, **_MANNER), command)
    return group


def _fill(parser: argparse.ArgumentParser, command: Command) -> argparse.ArgumentParser:
    parser.description = _sentence(command.summary)
    if command.examples:
        parser.epilog = "\n".join(("examples:", *(f"  {line}" for line in command.examples)))
    if command.words:
        parser.add_argument(
            "words",
            nargs=_nargs(command.words),
            metavar=command.words.name,
            help=command.words.help,
        )
    for option in options_of(command):
        _option(parser, option)
    return parser


def _option(parser: argparse.ArgumentParser, option: Option) -> None:
    more: dict[str, Any] = {"help": option.help}
    if option.metavar is None:
        more["action"] = argparse.BooleanOptionalAction if option.negative else "store_true"
    else:
        more |= {"metavar": option.metavar, "action": "append" if option.many else "store"}
    if option.choices:
        more["choices"] = option.choices
    parser.add_argument(option.name, **more)


def _nargs(words: Words) -> str | None:
    if words.most == 1:
        return None if words.least else "?"
    return "+" if words.least else "*"


def _sentence(summary: str) -> str:
    return f"{summary[:1].upper()}{summary[1:]}."
