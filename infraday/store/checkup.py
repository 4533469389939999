"""Is the plan sound? Looks at the file without changing it; what cannot be looked at is not
called damaged."""

import os
import sqlite3
from collections.abc import Iterator
from sqlite3 import Connection
from typing import NamedTuple

from infraday.store import file
from infraday.store.errors import DamagedError, StoreError

PATIENCE = 2.0  # seconds to wait for a writer
LEAST_ROOM = 20  # MB
CONTENT = (
    ("block", "block", "blocks"),
    ("task", "task", "tasks"),
    ("project", "project", "projects"),
    ("journal_entry", "entry in the log", "entries in the log"),
)
_CANNOT_SAY = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,  # an interrupted change is still to be rolled back
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
)
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Check(NamedTuple):
    """`ok` is None for what could not be checked."""

    name: str
    ok: bool | None
    detail: str


def library() -> Check:
    version = sqlite3.sqlite_version
    if file.wal_is_safe():
        return Check("library", True, f"SQLite {version}: write-ahead log (WAL), synchronous FULL")
    return Check(
        "library",
        True,
        f"SQLite {version}: rollback journal (TRUNCATE), synchronous FULL, because this version "
        "can damage a file in WAL when two programs write; 3.51.3 and later cannot",
    )


def plan(path: str) -> Iterator[Check]:
    """What there is to say of the file at `path`, and of what is in it."""
    if not os.path.exists(path):
        yield Check("plan", True, f"{path} is not there yet; the first capture makes it")
        return
    try:
        version = file.examine(path)
    except DamagedError as error:
        yield Check("plan", False, _damage(error, path))
        yield from _inside(path)
        return
    except StoreError as error:
        yield Check("plan", False, str(error))
        return
    size = os.stat(path).st_size
    yield Check("plan", True, f"{path}, {size:,} bytes{'' if version else ', still empty'}")
    yield permissions(path)
    if version:
        yield from _inside(path)


def permissions(path: str) -> Check:
    """The plan and the files beside it are for their owner alone."""
    loose = []
    for name in (path, *(f"{path}{end}" for end in ("-wal", "-shm", "-journal", ".spool"))):
        if os.path.exists(name) and os.stat(name).st_mode & 0o077:
            loose.append(name)
    read_only = ", read-only for you" if file.is_read_only(path) else ""
    if not loose:
        return Check("permissions", True, f"for their owner alone{read_only}")
    if os.stat(path).st_uid != os.getuid():
        return Check("permissions", True, f"open to others by whoever owns the file{read_only}")
    return Check("permissions", False, f"others may read {', '.join(loose)}: chmod 600 them")


def copies(path: str) -> Check:
    """The copies made before a migration."""
    newest = file.newest_copy(path)
    return Check("copies", True, f"the newest is {newest}" if newest else "none yet")


def room(path: str) -> Check:
    """The space for it to grow."""
    folder = os.path.dirname(os.path.abspath(path))
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    disk = os.statvfs(folder)
    free = disk.f_bavail * disk.f_frsize // 2**20
    return Check("disk", free >= LEAST_ROOM, f"{free:,} MB free in {folder}")


def _inside(path: str) -> Iterator[Check]:
    try:
        db = _open(path)
    except sqlite3.Error as error:
        yield _failed("integrity", error, path)
        return
    try:
        for name, check in (
            ("journal", _journal),
            ("schema", _schema),
            ("integrity", _integrity),
            ("links", _links),
            ("content", _content),
        ):
            try:
                ok, detail = check(db)
            except sqlite3.Error as error:
                db.execute("PRAGMA busy_timeout = 0")  # whoever holds it was waited for
                yield _failed(name, error, path)
            else:
                yield Check(name, ok, detail)
    finally:
        db.close()


def _open(path: str) -> Connection:
    """To read only, so that nothing is mended, migrated or made beside it."""
    name = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file:{name}?mode=ro", timeout=PATIENCE, isolation_level=None, uri=True)


def _failed(name: str, error: sqlite3.Error, path: str) -> Check:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _CANNOT_SAY:
        return Check(name, None, f"cannot be checked now: {error}. Try again in a moment.")
    explained = file.explain(error, path)
    if isinstance(explained, DamagedError):
        return Check(name, False, explained.detail)
    return Check(name, False, str(explained))


def _damage(error: DamagedError, path: str) -> str:
    """What is wrong, and how to mend it where there is a copy: that doctor would say what can be
    read is no help to whoever asked doctor."""
    return str(error) if file.newest_copy(path) else f"{path} is damaged: {error.detail}"


def _journal(db: Connection) -> tuple[bool, str]:
    mode: str = db.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal" and not file.wal_is_safe():
        return False, "WAL, with a library that is not safe with it: close what else holds the plan"
    return True, "write-ahead log (WAL)" if mode == "wal" else "rollback journal"


def _schema(db: Connection) -> tuple[bool, str]:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    detail = f"schema {version}; this infraday knows {file.SCHEMA_VERSION}"
    return version <= file.SCHEMA_VERSION, detail


def _integrity(db: Connection) -> tuple[bool, str]:
    said = "\n".join(row[0] for row in db.execute("PRAGMA quick_check(5)").fetchall())
    if said == "ok":
        return True, "sound"
    return False, "; ".join(line for line in said.splitlines() if not line.startswith("***"))


def _links(db: Connection) -> tuple[bool, str]:
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    tables = ", ".join(sorted({row[0] for row in broken}))
    return not broken, f"{len(broken)} lead nowhere, in {tables}" if broken else "whole"


def _content(db: Connection) -> tuple[bool, str]:
    parts, lost = [], []
    for table, one, many in CONTENT:
        try:
            count: int = db.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _DAMAGE:
                raise
            lost.append(many)
        else:
            parts.append(f"{count:,} {one if count == 1 else many}")
    parts += [f"{many} cannot be read" for many in lost]
    return not lost, ", ".join(parts)
