"""What a command takes, as a table, and how its words are read by it.

Read by hand, since argparse takes as long to load as all the rest of a capture; it prints the
help, from the same table (`manual.py`). Everything that is wrong is a UsageError.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from infraday.domain import RuleError
from infraday.domain.text import storable
from infraday.domain.wording import quoted
from infraday.shell import Shell, UsageError

P = ParamSpec("P")
T = TypeVar("T")


class Option(NamedTuple):
    """A switch, or with a `metavar` an option that has a value."""

    name: str
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    many: bool = False  # may be given more than once, else the last one holds
    negative: bool = False  # a switch that has a --no-… as well


class Words(NamedTuple):
    """What a command takes besides its options: from `least` to `most` words."""

    name: str
    help: str
    least: int = 1
    most: int | None = None  # None: as many as there are


class Given:
    """What the words said, by option."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.odd = False  # bytes that are no UTF-8 were among it

    def text(self, name: str) -> str | None:
        """The value of an option, the last one if it was given more than once."""
        return self.values[name][-1] if name in self.values else None

    def all(self, name: str) -> list[str]:
        """All the values of an option that may be given more than once."""
        return self.values.get(name, [])

    def has(self, name: str) -> bool:
        return name in self.values

    def keep(self, word: str) -> str:
        """A word as it can be stored."""
        kept, odd = storable(word)
        self.odd = self.odd or odd
        return kept

    def either(self, name: str) -> bool | None:
        """True for --name, False for --no-name, None for neither."""
        return self.values[name][-1] == name if name in self.values else None


class Command(NamedTuple):
    """One thing that the shell can do. `run` gives the exit code."""

    summary: str
    run: Callable[[Given, Shell], int]
    words: Words | None = None
    options: tuple[Option, ...] = ()
    examples: tuple[str, ...] = ()
    data: bool = False  # prints data or a document, which -o puts into a file


DB = Option("--db", "use the plan in this file", "FILE")
JSON = Option("--json", "print JSON")
OUTPUT = Option("-o", "write to this file", "FILE")
HELP = ("-h", "--help")


def options_of(command: Command) -> tuple[Option, ...]:
    """Its own, and those that all have."""
    return (*command.options, DB, JSON, *((OUTPUT,) if command.data else ()))


def read(name: str, command: Command, words: Sequence[str]) -> Given:
    """What the words of a command say. Options may stand anywhere; behind a `--` is none."""
    try:
        given = _Reader(command).read(words)
        given.words = [given.keep(word) for word in given.words]
        _count(given.words, command.words)
    except UsageError as error:
        raise UsageError(f"{error} 'infraday {name} --help' shows how it is written.") from None
    return given


def understood(
    option: str, text: str, read: Callable[Concatenate[str, P], T], *args: P.args, **more: P.kwargs
) -> T:
    """An option's value as `read` reads it; what it refuses is wrong usage."""
    try:
        return read(text, *args, **more)
    except RuleError as error:
        raise UsageError(f"{option}: {error}" if option else str(error)) from error


def number(text: str) -> int:
    """A count, or a number of the log."""
    if text.isascii() and text.isdigit() and len(text) <= 18 and int(text):
        return int(text)
    raise RuleError(f"{quoted(text)} is no number from 1 up.")


class _Reader:
    def __init__(self, command: Command) -> None:
        self._known: dict[str, Option] = {}
        for option in options_of(command):
            self._known[option.name] = option
            if option.negative:
                self._known[_no(option)] = option
        self._given = Given()

    def read(self, words: Sequence[str]) -> Given:
        rest = list(reversed(words))
        while rest:
            word = rest.pop()
            if word == "--":
                self._given.words += reversed(rest)
                break
            if _is_option(word):
                self._option(word, rest)
            else:
                self._given.words.append(word)
        return self._given

    def _option(self, word: str, rest: list[str]) -> None:
        name, equals, value = word.partition("=")
        option = self._known.get(name)
        if option is None:
            raise UsageError(f"There is no option {name}.{_nearest(name, self._known)}")
        if option.metavar is None:
            if equals:
                raise UsageError(f"{name} takes no value.")
            value = name
        elif not equals:
            if not rest or rest[-1].startswith("--"):
                raise UsageError(f"{name} needs a value behind it: {option.metavar}.")
            value = rest.pop()
        if option.metavar != "FILE":  # whose name may have any bytes
            value = self._given.keep(value)
        if option.choices and value not in option.choices:
            near = _nearest(value, option.choices) or f" Known are {', '.join(option.choices)}."
            raise UsageError(f'{name}: there is no "{value}".{near}')
        self._given.values.setdefault(option.name, []).append(value)


def _count(words: Sequence[str], wanted: Words | None) -> None:
    if wanted is None:
        if words:
            raise UsageError(f'It takes no words, but "{words[0]}" was given.')
    elif len(words) < wanted.least:
        raise UsageError(f"{wanted.name} is missing.")
    elif wanted.most is not None and len(words) > wanted.most:
        raise UsageError(f'"{words[wanted.most]}" is one word too many.')


def _is_option(word: str) -> bool:
    """A dash alone is stdin, before a digit a number below 0, and before a space a list's."""
    return word.startswith("-") and len(word) > 1 and not (word[1].isdigit() or word[1].isspace())


def _no(option: Option) -> str:
    return f"--no-{option.name.removeprefix('--')}"


def _nearest(word: str, known: Iterable[str]) -> str:
    import difflib  # noqa: PLC0415 - only when something is wrong

    near = difflib.get_close_matches(word, list(known), 1)
    return f" Did you mean {near[0]}?" if near else ""
