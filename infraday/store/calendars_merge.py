"""One calendar merged into the plan: what has come, and what has left it."""

from collections.abc import Sequence, Set
from datetime import date
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.event import Event, Problem
from infraday.store import calendars_said as said
from infraday.store import calendars_ways as ways
from infraday.store.calendars_arriving import Arriving, said_of
from infraday.store.calendars_rows import Block, Key, Series
from infraday.store.calendars_said import Told


class SuddenlyEmptyError(RuleError):
    """A calendar that the plan has events of arrives without any."""


class Side(NamedTuple):
    """What a series says of one of its occurrences, before the import or after it."""

    told: Told
    is_gone: bool


class Merge(Arriving):
    """Identity is the calendar's name, the UID, and of an occurrence its day in the series."""

    def take(self, events: Sequence[Event], problems: Sequence[Problem], *, force: bool) -> None:
        """Work it all out. Raises SuddenlyEmptyError, unless by force."""
        if not events and not force and (count := self._alive()):
            raise SuddenlyEmptyError(
                f"The calendar {self.name} arrives empty, but the plan has {count} of its events. "
                "Nothing was changed."
            )
        self._arrive(events)
        present = {uid for uid, _ in self._events}
        if not any(problem.uid is None for problem in problems):
            hidden = {problem.uid for problem in problems}
            self._end_what_left(present, hidden)
            self._cancel_what_left(present, hidden)
        self._take_occurrences()

    def _alive(self) -> int:
        blocks = [one for one in self._plan.blocks.values() if one.status != "cancelled"]
        series = [one for parts in self._plan.series.values() for one in parts[:1]]
        return len(blocks) + sum(not said_of(one).cancelled for one in series)

    def _end_what_left(self, present: Set[str], hidden: Set[str | None]) -> None:
        for uid, parts in self._plan.series.items():
            became_single = (uid, None) in self._events and uid not in self._masters
            if _among(hidden, uid) or (uid in present and not became_single):
                continue
            for mine in parts:
                base = said_of(mine)
                if not base.cancelled and ways.ended(mine, self._today):
                    self._series[mine.id] = self._without_first(self._ended(mine, base))

    def _without_first(self, mine: Series) -> Series:
        """A series that became a single event gives it its place."""
        event = self._events.get((mine.uid, None))
        if event is None:
            return mine
        days = {*mine.exdate.split(","), str(event.times.day)} - {""}
        return mine._replace(exdate=",".join(sorted(days)))

    def _cancel_what_left(self, present: Set[str], hidden: Set[str | None]) -> None:
        """Single events, and occurrences without a series. Of the past only what the calendar
        reaches back to: an export of the next weeks says nothing of it."""
        today = str(self._today)
        singles = (one.times.day for one in self._events.values() if not one.recurring)
        oldest = min(map(str, singles), default=today)
        for key, row in self._plan.blocks.items():
            if key in self._events or _among(hidden, row.uid):
                continue
            if row.series_id is None or not self._has_series(row.uid):
                floor = today if row.uid in present else min(oldest, today)
                self._leave(key, row, floor)

    def _has_series(self, uid: str) -> bool:
        return uid in self._plan.series or uid in self._new_series

    def _leave(self, key: Key, row: Block, floor: str) -> None:
        base = self._base(row)
        if row.status == "planned" and not row.begun and not base.cancelled and row.day >= floor:
            told = base._replace(cancelled=True)
            self._gone.add(key)
            self._blocks[row.id] = row._replace(status="cancelled", imported=said.write(told))

    def _take_occurrences(self) -> None:
        """Blocks that stand for an occurrence of which only the series speaks: they follow it."""
        for key, row in self._plan.blocks.items():
            if row.recurrence_id is None or row.series_id is None or key in self._events:
                continue
            part = self._part(row)
            if part is not None:
                self._follow(key, row, part)
            elif row.uid in self._new_series:
                self._begin_to_follow(key, row, date.fromisoformat(row.recurrence_id))

    def _begin_to_follow(self, key: Key, row: Block, day: date) -> None:
        """Of a series that is new: what it leaves out is cancelled, unless it is past."""
        base = self._base(row)
        told = said.on_day(self._masters[row.uid], day, self._to_local)
        if told is None:
            is_over = base.cancelled or row.day >= str(self._today)
            told = base._replace(cancelled=is_over)
        self.change(key, row, base, told, self._imported[row.uid])

    def _part(self, row: Block) -> Series | None:
        parts = self._plan.series.get(row.uid, ())
        return next((one for one in parts if one.id == row.series_id), None)

    def _follow(self, key: Key, row: Block, part: Series) -> None:
        was_exception = isinstance(found := said.read(row.imported), Told)
        after = self._series.get(part.id, part)
        if after == part and not was_exception:
            return
        before = Side(found, found.cancelled) if isinstance(found, Told) else self._side(row, part)
        now = self._side(row, after)
        is_over = now.is_gone and (before.is_gone or row.day >= str(self._today))
        base = before.told._replace(cancelled=before.is_gone)
        told = now.told._replace(cancelled=is_over)
        self.change(key, row, base, told, after.imported or "")

    def _side(self, row: Block, part: Series) -> Side:
        told = self._occurrence(part, row)
        return Side(told or row.told, told is None or said_of(part).cancelled)


def _among(uids: Set[str | None], uid: str) -> bool:
    """Part of an event has its UID with something behind a `#`."""
    return uid in uids or uid.rpartition("#")[0] in uids
