"""Which records the references on a command line name."""

from collections.abc import Iterable
from sqlite3 import Connection

from infraday.commands.command import understood
from infraday.domain import refs
from infraday.domain.refs import Ref
from infraday.shell import UsageError
from infraday.store import lists, occurrence_names
from infraday.store.errors import NotFoundError

TABLES = {"T": "task", "B": "block"}
NOUNS = {"T": "a task, such as T-7", "B": "a block, such as B-12"}


def find(db: Connection, words: Iterable[str]) -> list[Ref]:
    """The blocks and tasks, each once. NotFoundError where there is none."""
    return list(dict.fromkeys(_found(db, understood("", word, refs.parse)) for word in words))


def blocks(db: Connection, words: Iterable[str]) -> list[int]:
    return _all_of("B", find(db, words))


def tasks(db: Connection, words: Iterable[str]) -> list[int]:
    return _all_of("T", find(db, words))


def block(db: Connection, word: str) -> int:
    return blocks(db, (word,))[0]


def task(db: Connection, word: str) -> int:
    return tasks(db, (word,))[0]


def _all_of(kind: str, found: Iterable[Ref]) -> list[int]:
    for ref in found:
        if ref.kind != kind:
            raise UsageError(f"{ref} will not do here. This takes {NOUNS[kind]}.")
    return [ref.id for ref in found]


def _found(db: Connection, ref: Ref) -> Ref:
    """An occurrence of a series is the block that it became, or will become when it is touched."""
    if ref.kind == "S" and ref.day is not None:
        found = occurrence_names.find(db, refs.occurrence_id(ref.id, ref.day))
        if found is not None:
            return Ref("B", found if isinstance(found, int) else found.id)
    elif ref.kind in TABLES and lists.exists(db, TABLES[ref.kind], ref.id):
        return ref
    raise NotFoundError(f"There is no {ref}.")
