"""`infraday manual`: all of the commands on one page, as text or as a page for `man`, from the one
table."""

from collections.abc import Iterator
from typing import NamedTuple

from infraday import __version__
from infraday.commands import ABOUT, MODULES, commands_of
from infraday.commands.command import DB, JSON, Command, Given, Option
from infraday.commands.printing import emit
from infraday.shell import Shell

WIDTH = 80

EXIT_CODES = (
    ("0", "done, an empty list too"),
    ("1", "refused or failed"),
    ("2", "wrong usage or config"),
    ("3", "not found, or ambiguous"),
    ("4", "the data: damaged, newer, locked"),
    ("129, 130, 143", "ended by a lost terminal, by ctrl+c, by SIGTERM"),
)
EVERYONES = (
    ("--db FILE", DB.help),
    ("--json", JSON.help),
    ("-o FILE", "write to this file; for those that print data or a document"),
    ("-h, --help", "say how it is written"),
)
ENVIRONMENT = (
    ("INFRADAY_DB", "the plan, where no --db names one"),
    ("INFRADAY_CONFIG", "the config file"),
    ("NO_COLOR", "when it says anything, no colour is used"),
)
FILES = (
    ("~/.local/share/infraday/infraday.db", "the plan; beside it copies made before it changes"),
    ("~/.config/infraday/config.toml", "the config; it need not exist"),
    ("~/.config/infraday/templates/", "day templates of your own"),
)


class Piece(NamedTuple):
    """A stretch of the page. Its kind is title, command, words, example or item, which alone has
    a head."""

    kind: str
    text: str
    head: str = ""


def _manual(given: Given, shell: Shell) -> int:
    emit(shell, page() if given.has("--man") else as_text())
    return 0


def pieces() -> Iterator[Piece]:
    """The page from its top to its end."""
    yield Piece("title", "name")
    yield Piece("words", "infraday - a terminal day planner for people who run infrastructure")
    yield Piece("title", "synopsis")
    yield Piece("words", "infraday [--db FILE] [COMMAND ...]")
    yield Piece("title", "description")
    for paragraph in ABOUT.split("\n\n"):
        yield Piece("words", paragraph)
    yield from _items((_written(DB), DB.help), ("--version", "say which infraday this is"))
    yield Piece("title", "commands")
    yield Piece("words", "Each of them takes, besides its own options:")
    yield from _items(*EVERYONES)
    for first in MODULES:
        for name, command in commands_of(first).items():
            yield from _command(name, command)
    for title, items in (
        ("exit status", EXIT_CODES), ("environment", ENVIRONMENT), ("files", FILES),
    ):  # fmt: skip
        yield Piece("title", title)
        yield from _items(*items)


def _items(*items: tuple[str, str]) -> Iterator[Piece]:
    return (Piece("item", said, head) for head, said in items)


def _command(name: str, command: Command) -> Iterator[Piece]:
    words = command.words
    taken = f"{words.name} ..." if words and words.most is None else words.name if words else ""
    shown = f" {taken}" if words and words.least else f" [{taken}]" if words else ""
    own = " [OPTION ...]" if command.options else ""
    yield Piece("command", f"infraday {name}{shown}{own}")
    yield Piece("words", f"{command.summary[:1].upper()}{command.summary[1:]}.")
    if words:
        yield Piece("item", words.help, words.name)
    for option in command.options:
        yield Piece("item", option.help, _written(option))
    for example in command.examples:
        yield Piece("example", example)


def _written(option: Option) -> str:
    both = f", --no-{option.name[2:]}" if option.negative else ""
    return f"{option.name}{both}{f' {option.metavar}' if option.metavar else ''}"


def as_text() -> str:
    """The page as plain text, at most 80 columns wide."""
    import textwrap  # noqa: PLC0415 - a build of the page for `man` does without

    def wrapped(text: str, first: str, rest: str) -> str:
        return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=rest)

    lines = []
    for kind, text, head in pieces():
        if kind == "title":
            lines.append(f"\n{text.upper()}")
        elif kind == "command":
            lines.append(f"\n  {text}")
        elif kind == "item":
            lines += [f"      {head}", wrapped(text, " " * 10, " " * 10)]
        else:
            lines.append(wrapped(text, " " * 4, " " * 4) if kind == "words" else f"    $ {text}")
    return "\n".join(lines).strip() + "\n"


def page() -> str:
    """The page in the form of man(7)."""
    lines = [f'.TH INFRADAY 1 "" "infraday {__version__}" "User Commands"', ".nh", ".ad l"]
    for kind, text, head in pieces():
        if kind == "title":
            lines.append(f".SH {_safe(text.upper())}")
        elif kind == "command":
            lines.append(f".SS {_safe(text)}")
        elif kind == "item":
            lines += [".TP", rf"\fB{_safe(head)}\fR", _safe(text)]
        elif kind == "example":
            lines += [".PP", ".EX", _safe(text), ".EE"]
        else:
            lines += [".PP", *map(_safe, text.splitlines())]
    return "\n".join(lines) + "\n"


def _safe(text: str) -> str:
    """As man(7) prints it: `-` as typed, and no sign at the begin of a line taken for a request."""
    marked = text.replace("\\", r"\(rs").replace("-", r"\-").replace("'", r"\(aq")
    marked = marked.replace("^", r"\(ha").replace("~", r"\(ti").replace("`", r"\(ga")
    plain = "".join(it if it.isascii() else rf"\[u{ord(it):04X}]" for it in marked)
    return rf"\&{plain}" if plain.startswith(".") else plain


COMMANDS = {
    "manual": Command(
        "print all of the commands on one page",
        _manual,
        options=(Option("--man", "print the page in the form that man reads"),),
        examples=("infraday manual | less", "infraday manual --man -o infraday.1"),
        data=True,
    ),
}
