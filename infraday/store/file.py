"""The database file: how it is found fit, opened and set. Every connection begins here."""

import os
import sqlite3
from sqlite3 import Connection

from infraday.store.errors import DamagedError, DataError, LockedError, StoreError

APPLICATION_ID = 0x696E6664  # "infd"
SCHEMA_VERSION = 4
SHELL_TIMEOUT = 5.0  # seconds to wait for another writer: a command
KEY_TIMEOUT = 0.25  # and a key in the planner

_MAGIC = b"SQLite format 3\0"


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Whether this library has the race between a write and a checkpoint mended: 3.51.3 on, and
    3.50.7 and 3.44.6 in their lines. Without it WAL can corrupt the file."""
    return (
        version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51, 0)
        or (3, 44, 6) <= version < (3, 45, 0)
    )


def connect(path: str, timeout: float = SHELL_TIMEOUT) -> Connection:
    """Open the plan at `path`, made or migrated where needed. Raises StoreError.

    The connection is in autocommit; transactions are begun by name.
    """
    version = examine(path)
    if version is None:
        _make_folder(path)
    try:
        db = _open(path, timeout)
        try:
            _bring_up_to_date(db, path)
        except BaseException:
            db.close()
            raise
    except sqlite3.Error as error:
        raise explain(error, path) from error
    return db


def examine(path: str) -> int | None:
    """The schema version that the file's header gives, before SQLite touches it; None for a file
    that is still to be made. Raises StoreError for what must not be opened."""
    if os.path.isdir(path):
        raise DataError(f"{path} is a folder. Name a file in it with --db.")
    if os.path.exists(path) and not os.path.isfile(path):
        raise DataError(f"{path} is no plain file. Choose another with --db.")
    try:
        with open(path, "rb") as file:
            header, size = file.read(100), os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    if size == 0:
        if copy := newest_copy(path):
            raise DataError(
                f"{path} is empty (0 bytes), but copies of it exist. "
                f"Bring the newest back with: cp '{copy}' '{path}'"
            )
        return None
    return _version_in(header, size, path)


def _version_in(header: bytes, size: int, path: str) -> int | None:
    if not header.startswith(_MAGIC) or len(header) < 100:
        raise DataError(f"{path} is no infraday plan. Choose another file with --db.")
    version = int.from_bytes(header[60:64])
    application = int.from_bytes(header[68:72])
    if application != APPLICATION_ID:
        if application == 0 and version == 0 and int.from_bytes(header[40:44]) == 0:
            return None  # made by SQLite a moment ago, still without tables
        raise foreign(path)
    if version > SCHEMA_VERSION:
        raise _newer(path, version)
    pages, page_size = int.from_bytes(header[28:32]), int.from_bytes(header[16:18])
    known = header[24:28] == header[92:96] and not _has_journal(path)
    if known and size < pages * (65536 if page_size == 1 else page_size):
        raise damaged(path, "it is shorter than it says")
    return version


def _has_journal(path: str) -> bool:
    """Whether a change was cut off, which SQLite takes back on opening. An empty one means none."""
    try:
        return os.path.getsize(f"{path}-journal") > 0
    except OSError:
        return False


def foreign(path: str) -> DataError:
    return DataError(f"{path} belongs to another program. Choose another file with --db.")


def _newer(path: str, version: int) -> DataError:
    return DataError(
        f"{path} has schema {version}; this infraday knows schema {SCHEMA_VERSION}. "
        "Upgrade infraday to open it. The file was not touched."
    )


def damaged(path: str, detail: str) -> DamagedError:
    copy = newest_copy(path)
    advice = (
        f"Set it aside and bring the newest copy back with: cp '{copy}' '{path}'"
        if copy
        else "`infraday doctor` says what can still be read."
    )
    return DamagedError(f"{path} is damaged: {detail}. {advice}", detail)


def copies_folder(path: str) -> str:
    return f"{path}.backups"


def newest_copy(path: str) -> str | None:
    """The newest copy beside the file, by its dated name."""
    folder = copies_folder(path)
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".db"))
    except OSError:
        return None
    return os.path.join(folder, names[-1]) if names else None


def is_read_only(path: str) -> bool:
    """Whether the file or its folder cannot be written by this user."""
    folder = os.path.dirname(os.path.abspath(path))
    return os.path.exists(path) and not (os.access(path, os.W_OK) and os.access(folder, os.W_OK))


def _make_folder(path: str) -> None:
    folder = os.path.dirname(os.path.abspath(path))
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made: {error.strerror}. Choose --db.") from error


def _open(path: str, timeout: float) -> Connection:
    read_only = is_read_only(path)
    name = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    mode = "rwc" if not read_only else "ro&immutable=1" if _rests_in_wal(path) else "ro"
    db = sqlite3.connect(
        f"file:{name}?mode={mode}",
        timeout=timeout,
        isolation_level=None,
        uri=True,
        check_same_thread=False,
    )
    try:
        if not read_only:
            _tighten(path)
            _set_journal(db, path)
            db.execute("PRAGMA cache_spill = OFF")  # a big change locks readers out at its commit
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        db.close()
        raise
    return db


def _rests_in_wal(path: str) -> bool:
    """A file in WAL of which all is in the file itself. SQLite would write beside it to read it."""
    return _is_in_wal(path) and not os.path.exists(f"{path}-wal")


def _is_in_wal(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(19)[18:] == b"\2"


def _tighten(path: str) -> None:
    """Keep the plan to its owner, also where another program loosened it."""
    try:
        if os.stat(path).st_mode & 0o077:
            os.chmod(path, 0o600)
    except OSError:  # another user's file, shared on purpose; `infraday doctor` says it
        return


def _set_journal(db: Connection, path: str) -> None:
    """WAL where the library is safe with it, else TRUNCATE. A file that another process holds in
    WAL stays so for this run; `infraday doctor` says it. Any other lock has been waited for."""
    try:
        db.execute(f"PRAGMA journal_mode = {'WAL' if wal_is_safe() else 'TRUNCATE'}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not _is_in_wal(path):
            raise


def _bring_up_to_date(db: Connection, path: str) -> None:
    """Ask SQLite for the version as well: a journal or a WAL may know better than the header."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise _newer(path, version)
    if version < SCHEMA_VERSION:
        from infraday.store import migrations  # noqa: PLC0415 - a current file needs none of it

        migrations.migrate(db, path)


def explain(error: sqlite3.Error, path: str) -> StoreError:
    """SQLite's error as a sentence for the user, with what to do next. A broken constraint is a
    bug of ours and raised as it is."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_CONSTRAINT:
        raise error
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LockedError("Another program is writing to the plan. Try again in a moment.")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            f"The disk is full, nothing was saved. {_room(path)} Make room, then try again."
        )
    if code == sqlite3.SQLITE_READONLY:
        return StoreError(f"{path} is read-only: it can be looked at, but not changed.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, str(error))
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreError(f"{path} cannot be opened. See that its folder exists and is yours.")
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(f"The disk under {path} failed, nothing was saved. {_room(path)}")
    return DataError(f"{path} cannot be used: {error}. `infraday doctor` says more.")


def _room(path: str) -> str:
    try:
        disk = os.statvfs(os.path.dirname(os.path.abspath(path)))
    except OSError:
        return ""
    return f"{path} has {disk.f_bavail * disk.f_frsize // 2**20} MB free."
