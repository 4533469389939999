"""What every command has at hand: the plan, the config, the clock, and how to speak and end.

Stdout is data, stderr is narration; an error is one plain line and an exit code. Everything is
imported where it is first needed, since `--version` and the first paint come through here too.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from infraday.clock import Clock, local_now

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection
    from types import FrameType

    from infraday.config import Config
    from infraday.store.engine import Store

    OpenPlanner = Callable[[str, Config, Clock], int]

LONGEST_LINE = 2000  # cells of an error: a path fits, a pasted file does not


class UsageError(Exception):
    """The command was called wrongly. Users read the message as is; exit code 2."""


class OutputError(Exception):
    """What was asked for could not be written out. Users read the message; exit code 1."""


class Stopped(BaseException):
    """SIGTERM or SIGHUP came: everything open is closed on the way out."""

    def __init__(self, number: int) -> None:
        self.number = number


_came: list[int] = []
"""The signals that were to stop the program: what is raised where Python itself calls back, such
as while an object goes, is swallowed there."""


def told_to_end() -> int:
    """The exit code of the signal that came and was swallowed; 0 where none was."""
    return 128 + _came[-1] if _came else 0


class Shell:
    """One run of a command. The clock is read once, so that all it says is of one moment."""

    def __init__(self, clock: Clock = local_now, open_planner: "OpenPlanner | None" = None) -> None:
        self.clock = clock
        self._open_planner = open_planner
        self.json = False
        self.output: str | None = None  # the file that -o names
        self._path: str | None = None
        self._usual: str | None = None
        self._now: datetime | None = None
        self._config: Config | None = None

    def choose(self, path: str) -> None:
        """Take the database that `--db` names."""
        if not path:
            raise UsageError("--db needs the name of a file behind it.")
        self._path = path

    @property
    def named(self) -> str | None:
        """The database that `--db` names."""
        return self._path

    def need_terminal(self) -> None:
        """Raises UsageError where the planner could not open."""
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
            raise UsageError(
                "The planner needs a terminal for its keys and its screen. "
                "'infraday today' prints the day without one."
            )

    def open_planner(self, path: str) -> int:
        """Let the planner take over the terminal, with this plan; its exit code."""
        assert self._open_planner is not None
        self.need_terminal()
        config = self.config if _shows("─") else self.config._replace(ascii=True)
        return self._open_planner(path, config, self.clock)

    @property
    def path(self) -> str:
        """Where the plan stands: `--db`, INFRADAY_DB or the data folder."""
        if self._path is not None:
            return self._path
        if self._usual is None:
            from infraday import config  # noqa: PLC0415 - --db needs none of it

            self._usual = config.data_path(os.environ)
        return self._usual

    @property
    def config(self) -> "Config":
        if self._config is None:
            from infraday import config  # noqa: PLC0415 - a plain capture needs none of it

            self._config = config.load(os.environ)
        return self._config

    @property
    def now(self) -> datetime:
        """The local time, aware."""
        if self._now is None:
            self._now = self.clock()
        return self._now

    @property
    def wall(self) -> datetime:
        """The local time without its zone, as plans have it."""
        return self.now.replace(tzinfo=None)

    @property
    def today(self) -> date:
        """The date whose day it is: before the day boundary still yesterday's."""
        from infraday import config  # noqa: PLC0415 - a plain capture needs none of it

        return config.today(self.config, self.now)

    @contextmanager
    def plan(self) -> Iterator["Connection"]:
        """The plan on plain sqlite3, made where there is none yet, and that is said."""
        import sqlite3  # noqa: PLC0415 - `--help` needs none of it

        from infraday.store import file  # noqa: PLC0415 - the same

        with self._told_of_a_new_one():
            db = file.connect(self.path, file.SHELL_TIMEOUT)
        try:
            yield db
        except sqlite3.Error as error:
            raise file.explain(error, self.path) from error
        finally:
            db.close()

    @contextmanager
    def store(self) -> Iterator["Store"]:
        """The plan through the models."""
        from infraday import config  # noqa: PLC0415 - the same
        from infraday.store import engine, file, journal  # noqa: PLC0415 - SQLModel takes long

        place = config.holiday_place(self.config)
        with self._told_of_a_new_one():
            store = engine.Store(
                self.path, lambda: self.now, journal.SHELL, file.SHELL_TIMEOUT, place
            )
        try:
            yield store
        finally:
            store.close()

    @contextmanager
    def _told_of_a_new_one(self) -> Iterator[None]:
        """A misspelt path makes a plan as well: whoever made it should hear of it."""
        new = not os.path.exists(self.path)
        yield
        if new:
            self.say(f"A new plan was begun: {self.path}")

    def say(self, text: str) -> None:
        """A line of narration, on stderr."""
        narrate(text)


def _shows(sign: str) -> bool:
    """Whether what is written to the terminal can hold a sign."""
    try:
        sign.encode(sys.stdout.encoding if sys.stdout else "ascii")
    except UnicodeEncodeError:
        return False
    return True


def narrate(text: str) -> None:
    from infraday.domain.text import clip  # noqa: PLC0415 - most runs narrate nothing

    if sys.stderr:
        try:
            sys.stderr.write(clip(text, LONGEST_LINE) + "\n")
            sys.stderr.flush()
        except OSError:
            pass  # nobody listens: the exit code still speaks


def write(text: str) -> None:
    """Data on stdout, of which everything that people typed was made safe before."""
    if not sys.stdout:
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _let_go_of_stdout()
        raise OutputError(f"The output could not be written: {error.strerror}.") from error


def guard(work: Callable[[], int], *, whole_program: bool) -> int:
    """Run a command; what it refuses becomes one line on stderr and an exit code."""
    if whole_program:
        _fill_standard_streams()
        _stop_on_signals()
    _never_fail_to_encode()
    try:
        code = work()
    except BrokenPipeError:
        _let_go_of_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    except Stopped as stopped:
        return 128 + stopped.number
    except SystemExit as end:  # argparse after --help
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:
        refused = _exit_code(error)
        if refused is None:
            raise
        narrate(f"infraday: {error}")
        return refused
    return code


def _exit_code(error: Exception) -> int | None:
    """What the shell is told; None for what no rule foresaw: a bug."""
    from infraday.config import ConfigError  # noqa: PLC0415 - only when something is wrong
    from infraday.domain import RuleError  # noqa: PLC0415 - the same
    from infraday.store.errors import StoreError  # noqa: PLC0415 - the same

    if isinstance(error, UsageError | ConfigError):
        return 2
    if isinstance(error, StoreError):
        return error.exit_code
    return 1 if isinstance(error, RuleError | OutputError) else None


def _fill_standard_streams() -> None:
    """A closed stdin, stdout or stderr would lend its number to the next file that is opened."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _stop_on_signals() -> None:
    import signal  # noqa: PLC0415 - tests run commands inside a process that has its own

    def stop(number: int, _frame: "FrameType | None") -> None:
        _came.append(number)
        raise Stopped(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, stop)


def _never_fail_to_encode() -> None:
    """A sign that the terminal's encoding lacks is written as `\\u25cb`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.errors != "backslashreplace":
            reconfigure(errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """Whoever read it has gone, which is no error; nothing is to be flushed into it at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None  # as Python itself has it where it is closed from the start
