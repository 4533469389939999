"""The program's entry: opens the planner, or hands a command's words on to it.

A capture from the shell pays for every import, so there is next to none here: what the planner
needs is imported for the planner, and a command's own modules for that command.
"""

import gc
import os
import sys
from collections.abc import Sequence

from infraday import __version__
from infraday.clock import Clock, local_now, unknown_zone
from infraday.shell import Shell, UsageError, guard, narrate, told_to_end, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.config import Config

HELP = "'infraday --help' lists what there is."
SELDOM = 100_000  # new objects between two looks for garbage


def main(argv: Sequence[str] | None = None, clock: Clock = local_now) -> int:
    """Run infraday with these words, by default the program's own; its exit code."""
    os.umask(0o077)  # what we write is its owner's alone
    if argv is None:  # the process is ours
        gc.disable()  # what is loaded stays, and a look for garbage among it takes a paint's time
    words = list(sys.argv[1:] if argv is None else argv)
    return guard(lambda: _run(words, Shell(clock, open_planner)), whole_program=argv is None)


def _run(words: list[str], shell: Shell) -> int:
    while words and words[0].startswith("-") and words[0] not in ("-h", "--help"):
        option, equals, value = words.pop(0).partition("=")
        if option == "--version" and not equals:
            write(f"infraday {__version__}\n")
            return 0
        if option != "--db":
            raise UsageError(f"There is no option {option} before a command. {HELP}")
        if not equals and not words:
            raise UsageError("--db needs the name of a file behind it.")
        shell.choose(value if equals else words.pop(0))
    if not words:
        return shell.open_planner(shell.path)
    from infraday import commands  # noqa: PLC0415 - the planner does without them

    if not gc.isenabled():
        gc.set_threshold(SELDOM)  # a capture ends before the first, an import stays bounded
        gc.enable()
    return commands.run(words, shell)


def open_planner(path: str, config: "Config", clock: Clock) -> int:
    """Draw the day, then let the planner take the same screen over; its exit code.

    Garbage is looked for again once the planner has loaded all that it needs."""
    from infraday import keymap, splash  # noqa: PLC0415 - commands do without them

    config = keymap.check(config)
    if said := unknown_zone():
        narrate(f"infraday: {said}")
    _take_in(path, config, clock)
    opened = splash.draw(path, config, clock(), os.environ)
    if code := told_to_end():  # before the first paint listened itself
        splash.leave(opened, code)
    from infraday import app  # noqa: PLC0415 - Textual: the day is on screen before it

    return app.run(path, config, clock, opened)


def _take_in(path: str, config: "Config", clock: Clock) -> None:
    """What was captured while the plan was locked goes in first."""
    if os.path.exists(f"{path}.spool"):
        from infraday.store import spool  # noqa: PLC0415 - there hardly ever is any

        spool.take_in_if_free(path, clock(), config.block_minutes)
