"""Which records the references on a command line name."""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from infraday.commands.command import understood
from infraday.domain import refs
from infraday.domain.refs import Ref
from infraday.shell import UsageError
from infraday.store import lists, occurrence_names
from infraday.store.errors import NotFoundError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.risk_rows import RiskRow

TABLES = {"T": "task", "B": "block"}
NOUNS = {
    "T": "a task, such as T-7",
    "B": "a block, such as B-12",
    "R": "a risk, such as R-004",
    "I": "an issue, such as I-001",
}


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


def risks(db: Connection, words: Iterable[str]) -> list[int]:
    """The risks, each once. NotFoundError where there is none."""
    from infraday.store import risk_rows  # noqa: PLC0415 - who names no risk needs none of it

    found = _all_of("R", [understood("", word, refs.parse) for word in words])
    known = {row.id for row in risk_rows.of_ids(db, found)}
    for risk_id in found:
        if risk_id not in known:
            raise NotFoundError(
                f"There is no {refs.risk_ref(risk_id)}. 'infraday risks --all' lists every one."
            )
    return list(dict.fromkeys(found))


def risk(db: Connection, word: str) -> "RiskRow":
    from infraday.store import risk_rows  # noqa: PLC0415 - the same

    [found] = risk_rows.of_ids(db, risks(db, (word,)))
    return found


def _all_of(kind: str, found: Sequence[Ref]) -> list[int]:
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
    elif ref.kind in "RI" and _is_in_the_register(db, ref):
        raise UsageError(
            f"{ref} is {NOUNS[ref.kind].partition(',')[0]}. "
            "'infraday risk' lists what can be done with it."
        )
    raise NotFoundError(f"There is no {ref}.")


def _is_in_the_register(db: Connection, ref: Ref) -> bool:
    from infraday.store import risk_rows  # noqa: PLC0415 - who names no risk needs none of it

    read = risk_rows.rows if ref.kind == "R" else risk_rows.issues
    return bool(read(db, "id = ?", (ref.id,)))
