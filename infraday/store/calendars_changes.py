"""What an import of one calendar is to write, collected first, so that a dry run is a run without
its end."""

from collections.abc import Callable, Set
from datetime import date
from sqlite3 import Connection

from infraday.domain.event import Event
from infraday.store import calendars_own
from infraday.store import calendars_rows as rows
from infraday.store import calendars_ways as ways
from infraday.store.calendars_rows import Block, Key, NewBlock, NewSeries, Rows, Series
from infraday.store.calendars_said import Told, ToLocal

MEETING, OTHER = "meeting", "other"
Find = Callable[[int], Block | None]


class Changes:
    """`find` reads any block, to follow one that was carried to another day."""

    def __init__(self, name: str, plan: Rows, today: date, to_local: ToLocal, find: Find) -> None:
        self.name = name
        self.created = self.updated = self.unchanged = self.skipped = 0
        self.returned = 0  # among those skipped: what the plan itself gave out
        self._plan = plan
        self._today = today
        self._to_local = to_local
        self._find = find
        self._events: dict[Key, Event] = {}
        self._new_series: dict[str, NewSeries] = {}
        self._new_blocks: list[NewBlock] = []
        self._series: dict[int, Series] = {}
        self._blocks: dict[int, Block] = {}
        self._gone: set[Key] = set()  # what was cancelled
        self._returning: Set[str] = frozenset()

    @property
    def cancelled(self) -> int:
        """Events that have left the calendar, or that it now calls cancelled; a series is one."""
        whole = {uid for uid, day in self._gone if day is None}
        return sum(1 for uid, day in self._gone if day is None or uid not in whole)

    def leave_out(self, uids: Set[str]) -> None:
        """The events of these UIDs are the plan's own, which come back to it."""
        self._returning = uids

    def write(self, db: Connection) -> None:
        ids = rows.add_series(db, self.name, self._new_series.values())
        rows.add_blocks(db, self.name, self._new_blocks, ids)
        rows.change_series(db, self._series.values())
        rows.change_blocks(db, self._blocks.values(), ids)
        new = [(uid, None) for uid in self._new_series] + [one.key for one in self._new_blocks]
        events = ((key, self._events.get(key)) for key in new)
        own = ((key, event.own) for key, event in events if event and event.own)
        calendars_own.fill(db, self.name, own)

    def add(self, key: Key, series: int | str | None, theirs: Told, imported: str) -> None:
        status = "cancelled" if theirs.cancelled else "planned"
        kind = kind_of(theirs.start)
        self._new_blocks.append(NewBlock(key, series, kind, status, theirs, imported))

    def change(self, key: Key, row: Block, base: Told, theirs: Told, imported: str) -> None:
        """Take over what the calendar changed of a block since it said `base`; of one that was
        carried to another day, what it changed of the plan goes to the block that it became."""
        now = ways.block(row, base, theirs)._replace(imported=imported)
        if now.status == "cancelled" != row.status:
            self._gone.add(key)
        self._blocks[row.id] = now
        follower = self._follower(row)
        if follower is not None:
            changed = ways.block(follower, base, theirs)
            if changed != follower:
                self._blocks[follower.id] = changed

    def _follower(self, row: Block) -> Block | None:
        found, seen = row, {row.id}
        while found.status == "moved" and found.moved_to_id and found.moved_to_id not in seen:
            seen.add(found.moved_to_id)
            after = self._find(found.moved_to_id)
            if after is None:
                break
            found = after
        return found if found.id != row.id and not found.uid else None


def kind_of(start: str | None) -> str:
    """What a calendar's event is taken for, until its user says otherwise."""
    return OTHER if start is None else MEETING
