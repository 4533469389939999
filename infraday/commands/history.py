"""`infraday log`, `undo` and `redo`: what was done, by whom and when; back and forth."""

from collections.abc import Callable
from sqlite3 import Connection

from infraday.commands import records
from infraday.commands.command import Command, Given, Option, Words, number, understood
from infraday.commands.printing import emit, json_list
from infraday.domain.text import show
from infraday.shell import Shell
from infraday.store import history
from infraday.store.history import Entry
from infraday.store.journal import Outcome


def _undo(given: Given, shell: Shell) -> int:
    entry = understood("", given.words[0], number) if given.words else None
    return _replay(shell, lambda db: history.undo(db, entry), "Undone")


def _redo(_given: Given, shell: Shell) -> int:
    return _replay(shell, history.redo, "Redone")


def _replay(shell: Shell, step: Callable[[Connection], Entry], verb: str) -> int:
    with shell.plan() as db:
        entry = _at_once(db, step)
    records.say_change(shell, Outcome(f"{verb}: {entry.label}", (), entry.id))
    return 0


def _at_once(db: Connection, step: Callable[[Connection], Entry]) -> Entry:
    """All of it or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        entry = step(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return entry


def _log(given: Given, shell: Shell) -> int:
    most = understood("-n", given.text("-n") or "20", number)
    with shell.plan() as db:
        entries = history.log(db, most)
    if shell.json:
        emit(shell, json_list(map(_shape, entries)) + "\n")
        return 0
    emit(shell, "".join(map(_line, entries)))
    if not entries:
        shell.say("Nothing was done yet. 'infraday add' captures a task.")
    return 0


def _shape(entry: Entry) -> dict[str, object]:
    at = entry.at.astimezone().isoformat(timespec="seconds")
    shape = {"id": entry.id, "at": at, "actor": entry.actor, "label": entry.label}
    return {**shape, "undone": entry.undone}


def _line(entry: Entry) -> str:
    at = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    undone = "  (undone)" if entry.undone else ""
    return f"{entry.id:>6}  {at}  {show(entry.actor):<7}  {show(entry.label)}{undone}\n"


COMMANDS = {
    "undo": Command(
        "take the newest change back, or the one with this number in the log",
        _undo,
        Words("N", "the number of the entry, else the newest", least=0, most=1),
        examples=("infraday undo", "infraday undo 1042"),
    ),
    "redo": Command("do again what was undone last", _redo),
    "log": Command(
        "list what was done: its number, when, by whom, and what",
        _log,
        options=(Option("-n", "the newest N, by default 20", "N"),),
        examples=("infraday log -n 5",),
        data=True,
    ),
}
