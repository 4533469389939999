"""Captures kept in a file beside the plan while another program holds it: `<plan>.spool`.

A line each, as JSON, on the disk before it is called kept. They are taken in later, in their
order and as one journal entry, and the file goes once they are committed. Each bears an id, which
its record keeps: a crash between the two doubles nothing.
"""

import fcntl
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time
from itertools import groupby
from sqlite3 import Connection
from sqlite3 import Error as SqliteError
from typing import Any, NamedTuple

from infraday.domain import text
from infraday.domain.quickadd import Reading
from infraday.store import capture, file, journal
from infraday.store.errors import StoreError
from infraday.store.journal import Outcome

SOURCE = "spool"  # of a task; the uid of a block has `spool/` before the id
_FIELDS = (
    *("title", "day", "start", "minutes", "project", "owner"),
    *("important", "urgent", "due", "output", "every"),
)
_DATES = ("day", "due")


class Kept(NamedTuple):
    id: str
    at: datetime  # when it was captured, aware
    reading: Reading


def path_of(plan: str) -> str:
    return f"{plan}.spool"


def waits(plan: str) -> bool:
    """Whether anything is kept for this plan."""
    return os.path.exists(path_of(plan))


def keep(plan: str, readings: Iterable[Reading], at: datetime) -> None:
    """Keep captures; they are on the disk when this returns. Raises OSError and keeps none."""
    lines = b"".join(_line(reading, at) for reading in readings)
    with _held(path_of(plan), os.O_CREAT) as spool:
        size = os.fstat(spool).st_size
        torn = size and os.pread(spool, 1, size - 1) != b"\n"
        try:
            _write(spool, b"\n" + lines if torn else lines)
            os.fsync(spool)
        except OSError:
            os.ftruncate(spool, size)
            raise
    _sync_folder(plan)


def take_in(
    db: Connection, plan: str, at: datetime, actor: str, block_minutes: int
) -> Outcome | None:
    """Write what is kept into the plan, as one entry; None when there was nothing to take in.

    The plan is locked before the spool, so that nobody who keeps a capture waits for the plan."""
    with ExitStack() as held:

        def work(db: Connection) -> Outcome:
            spool = held.enter_context(_held(path_of(plan)))
            kept = [_kept(line, at) for line in _read(spool).split(b"\n") if line.strip()]
            return _capture(db, _missing(db, kept), block_minutes, at)

        try:
            outcome = journal.transact(db, at, actor, work)
        except FileNotFoundError:  # another process was quicker
            return None
        os.unlink(path_of(plan))
    return outcome if outcome.label else None


def take_in_if_free(plan: str, at: datetime, block_minutes: int) -> None:
    """The same when the planner starts; a plan that is locked or broken says so there soon
    enough, and what is kept stays kept."""
    try:
        db = file.connect(plan, file.KEY_TIMEOUT)
    except StoreError:
        return
    try:
        take_in(db, plan, at, journal.PLANNER, block_minutes)
    except (StoreError, SqliteError, OSError):
        return
    finally:
        db.close()


def _capture(db: Connection, kept: Sequence[Kept], block_minutes: int, at: datetime) -> Outcome:
    labels: list[str] = []
    remarks: list[str] = []
    for then, group in groupby(kept, key=lambda one: one.at):
        some = list(group)
        defaults = capture.Defaults(then.astimezone(at.tzinfo), block_minutes)
        found, outcome = capture.add(db, (one.reading for one in some), defaults)
        labels.append(outcome.label)
        for one, captured in zip(some, found, strict=True):
            remarks.extend(captured.remarks)
            if captured.kind == "task":
                names = "UPDATE task SET source = ?, source_uid = ? WHERE id = ?"
                db.execute(names, (SOURCE, one.id, captured.id))
            else:
                name = "UPDATE block SET uid = ? WHERE id = ?"
                db.execute(name, (f"{SOURCE}/{one.id}", captured.id))
    if not labels:
        return Outcome("")
    label = labels[0] if len(labels) == 1 else f"Add {len(kept)} lines"
    return Outcome(f"{label} (kept while the plan was locked)", tuple(remarks))


def _missing(db: Connection, kept: Iterable[Kept]) -> list[Kept]:
    """Those that no crash let into the plan already."""
    tasks = db.execute("SELECT source_uid FROM task WHERE source = ?", (SOURCE,)).fetchall()
    blocks = db.execute(
        "SELECT substr(uid, ?) FROM block WHERE uid >= ? AND uid < ?",
        (len(SOURCE) + 2, f"{SOURCE}/", f"{SOURCE}0"),  # 0 comes next after /
    ).fetchall()
    there = {uid for (uid,) in (*tasks, *blocks)}
    return [one for one in kept if one.id not in there]


def _line(reading: Reading, at: datetime) -> bytes:
    values = {name: value for name, value in zip(_FIELDS, _values(reading), strict=True) if value}
    line = {"id": os.urandom(8).hex(), "at": at.isoformat(), **values}
    return json.dumps(line).encode() + b"\n"


def _values(reading: Reading) -> Iterator[object]:
    for name in _FIELDS:
        value = getattr(reading, name)
        yield value.isoformat() if isinstance(value, date | time) else value


def _kept(line: bytes, now: datetime) -> Kept:
    """A line that was torn when the machine failed is taken in as it stands."""
    try:
        values: dict[str, Any] = json.loads(line)
        at = datetime.fromisoformat(values["at"])
        fields: dict[str, Any] = {
            name: _value(name, values[name]) for name in _FIELDS if name in values
        }
        return Kept(values["id"], at, Reading(**fields))
    except (ValueError, TypeError, KeyError):
        return Kept(f"{zlib.crc32(line):08x}", now, Reading(text.decode(line)[0]))


def _value(name: str, value: Any) -> object:
    if name in _DATES:
        return date.fromisoformat(value)
    return time.fromisoformat(value) if name == "start" else value


@contextmanager
def _held(spool: str, make: int = 0) -> Iterator[int]:
    """The file, open and ours alone. FileNotFoundError where there is none, unless it is made."""
    while True:
        opened = os.open(spool, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | make, 0o600)
        fcntl.flock(opened, fcntl.LOCK_EX)
        try:
            if os.path.samestat(os.stat(spool), os.fstat(opened)):
                break
        except FileNotFoundError:
            pass
        os.close(opened)  # whoever held it has taken it in: what we opened is no longer there
    try:
        yield opened
    finally:
        os.close(opened)


def _read(spool: int) -> bytes:
    parts = []
    os.lseek(spool, 0, os.SEEK_SET)
    while part := os.read(spool, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _write(spool: int, data: bytes) -> None:
    while data:
        data = data[os.write(spool, data) :]


def _sync_folder(plan: str) -> None:
    """A new file is on the disk only when its folder is."""
    folder = os.open(os.path.dirname(os.path.abspath(plan)), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
