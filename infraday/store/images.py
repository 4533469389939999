"""The images of a journal entry, held against the rows as they are, and put back: in bulk, since
an import may have touched a hundred thousand."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from infraday.domain import RuleError
from infraday.store import references

Image = dict[str, Any]
Progress: TypeAlias = Callable[[int, int], None]
"""Hears how many changes are done, and of how many. What it raises stops it all."""

AT_ONCE = 2_000  # changes that are put back between two looks at how far it is


class Way(NamedTuple):
    """Back or forth through an entry: which image a row must have, and which it gets."""

    verb: str
    have: str
    get: str
    order: str
    outermost: str  # of several changes of a row, the one that left it as it must be now


UNDO = Way("undone", "after", "before", "DESC", "max")
REDO = Way("redone", "before", "after", "ASC", "min")


class _Run(NamedTuple):
    """Changes behind each other in the journal that do the same to rows of one table."""

    table: str
    does: str  # insert, update or delete
    first: int
    last: int
    changes: int


def put_back(db: Connection, entry_id: int, way: Way, progress: Progress | None = None) -> None:
    """Make all rows of an entry what they were on its other side; their versions rise. RuleError
    where one is no longer what the entry left."""
    _refuse_changed(db, entry_id, way)
    runs = list(_runs(db, entry_id, way))
    done, of = 0, sum(run.changes for run in runs)
    for run in runs:
        _put(db, entry_id, run, way)
        done += run.changes
        if progress is not None:
            progress(done, of)


def announce(db: Connection, entry_id: int, progress: Progress | None) -> None:
    """Let `progress` hear how many changes there are, before anything is done."""
    if progress is not None:
        query = "SELECT count(*) FROM journal_change WHERE entry_id = ?"
        progress(0, db.execute(query, (entry_id,)).fetchone()[0])


def _refuse_changed(db: Connection, entry_id: int, way: Way) -> None:
    tables = db.execute(
        "SELECT DISTINCT tbl FROM journal_change WHERE entry_id = ?", (entry_id,)
    ).fetchall()
    for (table,) in tables:
        for change_id, pk in _differing(db, entry_id, table, way):
            if not _is_the_same(db, table, pk, change_id, way):
                since = references.since(db, table, pk, entry_id)
                raise RuleError(
                    f"Entry {entry_id} cannot be {way.verb}: what it touched was changed {since}."
                )


def _differing(db: Connection, entry_id: int, table: str, way: Way) -> list[tuple[int, int]]:
    """The changes whose rows do not read, letter for letter, as the triggers wrote them down, and
    the ids of these; their versions apart."""
    pairs = ", ".join(
        f"'{name}', " + (f"json_extract(c.{way.have}, '$.version')" if name == "version" else
                         f'row."{name}"')
        for name in _columns(db, table)
    )  # fmt: skip
    return db.execute(
        f'SELECT c.id, c.pk FROM journal_change AS c LEFT JOIN "{table}" AS row ON row.id = c.pk '
        f"WHERE c.id IN (SELECT {way.outermost}(id) FROM journal_change "
        "WHERE entry_id = ? AND tbl = ? GROUP BY pk) "
        f"AND CASE WHEN row.id IS NULL THEN c.{way.have} IS NOT NULL "
        f"ELSE c.{way.have} IS NOT json_object({pairs}) END ORDER BY c.id {way.order}",
        (entry_id, table),
    ).fetchall()


def _is_the_same(db: Connection, table: str, pk: int, change_id: int, way: Way) -> bool:
    """Whether a row is what an image says: another SQLite may write the same down otherwise."""
    (image,) = db.execute(
        f"SELECT {way.have} FROM journal_change WHERE id = ?", (change_id,)
    ).fetchone()
    row = db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (pk,)).fetchone()
    if row is None or image is None:
        return row is None and image is None
    now = dict(zip(_columns(db, table), row, strict=True))
    return bool(_read(image) | {"version": now["version"]} == now)


def _columns(db: Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f'PRAGMA table_info("{table}")').fetchall()]


def _runs(db: Connection, entry_id: int, way: Way) -> Iterator[_Run]:
    changes = db.execute(
        f"SELECT tbl, CASE WHEN {way.have} IS NULL THEN 'insert' WHEN {way.get} IS NULL "
        f"THEN 'delete' ELSE 'update' END, id FROM journal_change WHERE entry_id = ? "
        f"ORDER BY id {way.order}",
        (entry_id,),
    ).fetchall()
    for (table, does), same in groupby(changes, key=lambda change: change[:2]):
        while part := [change_id for _, _, change_id in islice(same, AT_ONCE)]:
            yield _Run(table, does, min(part), max(part), len(part))


def _put(db: Connection, entry_id: int, run: _Run, way: Way) -> None:
    its = f"FROM journal_change WHERE entry_id = ? AND id BETWEEN ? AND ? ORDER BY id {way.order}"
    values = (entry_id, run.first, run.last)
    if run.does == "delete":
        _remember(db, run, way, values)
        db.execute(f'DELETE FROM "{run.table}" WHERE id IN (SELECT pk {its})', values)
        return
    images = [_read(image) for (image,) in db.execute(f"SELECT {way.get} {its}", values)]
    if run.does == "insert":
        _insert(db, run.table, images)
    else:
        _update(db, run.table, images)


def _read(image: str) -> Image:
    import json  # noqa: PLC0415 - the log and all help do without

    found: Image = json.loads(image)
    return found


def _insert(db: Connection, table: str, images: Iterable[Image]) -> None:
    first, *_ = images = list(images)
    names = ", ".join(f'"{name}"' for name in first)
    db.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(first))})',
        (tuple((image | {"version": image["version"] + 1}).values()) for image in images),
    )


def _update(db: Connection, table: str, images: list[Image]) -> None:
    names = [name for name in images[0] if name not in ("id", "version")]
    marks = ", ".join(f'"{name}" = ?' for name in names)
    db.executemany(
        f'UPDATE "{table}" SET {marks}, version = version + 1 WHERE id = ?',
        ([*(image[name] for name in names), image["id"]] for image in images),
    )


def _remember(db: Connection, run: _Run, way: Way, values: tuple[int, int, int]) -> None:
    """Rows that go leave their versions in the images that will bring them back, so that they
    never fall."""
    risen = db.execute(
        f'SELECT row.version, c.id FROM journal_change AS c JOIN "{run.table}" AS row '
        "ON row.id = c.pk WHERE c.entry_id = ? AND c.id BETWEEN ? AND ? "
        f"AND json_extract(c.{way.have}, '$.version') <> row.version",
        values,
    ).fetchall()
    db.executemany(
        f"UPDATE journal_change SET {way.have} = json_set({way.have}, '$.version', ?) WHERE id = ?",
        risen,
    )
