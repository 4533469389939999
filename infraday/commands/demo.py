"""`infraday demo`: looks around in a portfolio that is made up, or writes it into a new file."""

import os
from contextlib import suppress

from infraday.commands.command import Command, Given, Option
from infraday.commands.printing import emit, json_line
from infraday.domain import RuleError
from infraday.domain.text import show
from infraday.shell import Shell, UsageError
from infraday.store import throwaway
from infraday.store.errors import StoreError


def _run(given: Given, shell: Shell) -> int:
    if given.has("--fill"):
        return _fill(shell)
    if shell.named is not None:
        raise UsageError(
            "The demo has a plan of its own, which goes when it ends. "
            "With --fill it is written into a new file, to be kept."
        )
    shell.need_terminal()
    try:
        path = _place()
        _write(path, shell)
        return shell.open_planner(path)
    finally:
        throwaway.remove()


def _place() -> str:
    try:
        return throwaway.make()
    except OSError as error:
        raise StoreError(
            f"The demo has no place to be: {error.strerror}. TMPDIR may name another."
        ) from error


def _write(path: str, shell: Shell) -> str:
    """Write the portfolio; what the log says of it."""
    from infraday.demo import fill, moments  # noqa: PLC0415 - dateutil, which no help needs

    return fill.fill(path, moments.Here(shell.wall, shell.today)).label


def _fill(shell: Shell) -> int:
    path = shell.named
    if path is None:
        raise UsageError("--fill needs a new file: infraday --db FILE demo --fill")
    if os.path.lexists(path):
        raise RuleError(f"{path} is there already. Name a file that is not, with --db.")
    try:
        label = _write(path, shell)
    except BaseException:
        with suppress(OSError):  # what is half made is no demo
            os.unlink(path)
        raise
    if shell.json:
        emit(shell, json_line({"label": label, "path": path, "records": []}) + "\n")
    else:
        emit(shell, show(f"{label}: {path}") + "\n")
    return 0


COMMANDS = {
    "demo": Command(
        "look around in a made-up portfolio; nothing there is kept",
        _run,
        options=(Option("--fill", "write it into the new file that --db names, to be kept"),),
        examples=("infraday demo", "infraday --db try.db demo --fill"),
        data=True,
    ),
}
