"""The events of a calendar, one by one, against what the plan has of them. Series come first,
since an occurrence belongs to one."""

from collections.abc import Iterable
from datetime import date

from infraday.domain import RuleError, recurrence
from infraday.domain.event import Event
from infraday.domain.schedule import Times
from infraday.store import calendars_said as said
from infraday.store import calendars_ways as ways
from infraday.store.calendars_changes import Changes, kind_of
from infraday.store.calendars_rows import Block, Key, NewSeries, Series
from infraday.store.calendars_said import Told


class Arriving(Changes):
    """What has come is in `_masters`, the series, and in `_events`, all of it."""

    def _arrive(self, events: Iterable[Event]) -> None:
        self._keep_one_of_each(events)
        self._masters: dict[str, said.Series] = {}
        self._imported: dict[str, str] = {}  # what is said of each series, as it is kept
        self._loose: dict[str, list[Key]] = {}  # occurrences that the plan has without a series
        for key, row in self._plan.blocks.items():
            if row.recurrence_id is not None and row.series_id is None:
                self._loose.setdefault(row.uid, []).append(key)
        for event in self._events.values():
            if event.recurring:
                self._take_series(event)
        for event in self._events.values():
            if not event.recurring:
                self._take_event(event)

    def _keep_one_of_each(self, events: Iterable[Event]) -> None:
        """Of two that are the same one the later holds."""
        for event in events:
            key = key_of(event)
            if event.uid in self._returning:
                self.returned += 1
                self.skipped += 1
                continue
            self.skipped += key in self._events
            self._events[key] = event

    def _take_series(self, event: Event) -> None:
        assert event.recurring
        forgotten = self._plan.forgotten.get(event.uid, set())
        if None in forgotten:
            self.skipped += 1
            return
        theirs = said.of_series(event, event.recurring)
        self._masters[event.uid] = theirs
        self._imported[event.uid] = said.write(theirs)
        days = {day for day in forgotten if day}
        parts = self._plan.series.get(event.uid)
        if parts:
            self._change_series(event.uid, parts, theirs, days)
        elif theirs.cancelled:
            self.skipped += 1
            del self._masters[event.uid]
        else:
            kind = kind_of(theirs.start)
            exdate = ",".join(sorted({*theirs.exdate.split(","), *days} - {""}))
            imported = self._imported[event.uid]
            self._new_series[event.uid] = NewSeries(event.uid, kind, theirs, exdate, imported)
            self.created += 1
            self._take_up(event.uid)
            self._adopt(event)

    def _take_up(self, uid: str) -> None:
        """What came without its series stands for an occurrence of it from now on."""
        for key in self._loose.get(uid, ()):
            row = self._plan.blocks[key]._replace(series_id=uid)
            self._plan.blocks[key] = self._blocks[row.id] = row

    def _adopt(self, event: Event) -> None:
        """A single event that comes back from now on: its block is the first occurrence."""
        row = self._plan.blocks.get((event.uid, None))
        if row is None or event.recurring is None:
            return
        told = self._base(row)
        if told.day == str(event.times.day):
            del self._plan.blocks[event.uid, None]
            day = str(event.recurring.first_day)
            row = row._replace(recurrence_id=day, series_id=event.uid)
            self._plan.blocks.setdefault((event.uid, day), row)
            self._blocks[row.id] = row

    def _change_series(
        self, uid: str, parts: list[Series], theirs: said.Series, forgotten: set[str]
    ) -> None:
        imported = self._imported[uid]
        before = [] if all(one.imported == imported for one in parts) else list(map(said_of, parts))
        if all(one._replace(ended=None) == theirs for one in before):
            self.unchanged += 1
            return
        self.updated += 1
        known = [one._replace(ended=None) for one in before] if theirs.cancelled else before
        for base, now in zip(before, ways.series(parts, known, theirs, forgotten), strict=True):
            if base.cancelled and theirs.cancelled:
                imported = said.write(theirs._replace(ended=base.ended))
            self._series[now.id] = now._replace(imported=imported)
            if theirs.cancelled and not base.cancelled:
                self._series[now.id] = self._ended(now, theirs)

    def _ended(self, mine: Series, theirs: said.Series) -> Series:
        """End a series that is no longer held. What it has today stays to be seen, cancelled."""
        told = theirs._replace(cancelled=True)
        ended = ways.ended(mine, self._today)
        if ended is None:
            return mine._replace(imported=said.write(told))
        self._gone.add((mine.uid, None))
        self._show_cancelled(mine, said.write(told))
        told = told._replace(ended=(mine.rrule, mine.rdate))
        return ended._replace(imported=said.write(told))

    def _show_cancelled(self, mine: Series, imported: str) -> None:
        try:
            found = recurrence.expand(
                said.rule_of(mine.said), self._today, self._today, self._to_local
            )
        except RuleError:
            return
        single = self._events.get((mine.uid, None))  # what it became, and stands there now
        for falling in found:
            key = (mine.uid, str(falling.recurrence_id))
            if single and single.recurring is None and single.times.day == falling.day:
                continue
            known = key in self._plan.blocks or key in self._events
            if not known and falling.day == self._today:
                times = said.columns(Times(*falling[1:]))
                told = Told(mine.activity, mine.notes, True, *times)
                self.add(key, mine.id, told, imported)

    def _take_event(self, event: Event) -> None:
        key = key_of(event)
        forgotten = self._plan.forgotten.get(event.uid)
        if forgotten and (None in forgotten or key[1] in forgotten):
            self.skipped += 1
            return
        theirs = said.of_event(event)
        imported = said.write(theirs)
        row, series = self._plan.blocks.get(key), self._series_of(key)
        if row is None and (
            (series, key[1]) in self._plan.own_days or self._is_cut_off(key, series)
        ):
            self.skipped += 1  # the user has a block of their own there, or wants none
        elif row is None:
            self.created += 1
            self.add(key, series, theirs, imported)
        elif row.imported == imported and (row.series_id or series is None):
            self.unchanged += 1
        else:
            self.updated += 1
            row = row._replace(series_id=row.series_id or series)
            self.change(key, row, self._base(row), theirs, imported)

    def _series_of(self, key: Key) -> int | str | None:
        """The series that an occurrence belongs to, or the UID of one that is new."""
        uid, day = key
        if day is None:
            return None
        if uid in self._new_series:
            return uid
        parts = [*self._plan.series.get(uid, ()), *self._plan.own_parts.get(uid, ())]
        return ways.part_of(parts, day).id if parts else None

    def _is_cut_off(self, key: Key, series: int | str | None) -> bool:
        """Whether the user ended the series before this occurrence, or dropped what was before
        a later part of it."""
        theirs, day = self._masters.get(key[0]), key[1]
        mine = next((one for one in self._plan.series.get(key[0], ()) if one.id == series), None)
        if theirs is None or mine is None or day is None or theirs.cancelled:
            return False
        now = self._series.get(mine.id, mine)
        until = ways.ended_by_hand(now, theirs)
        if until is not None and day > str(until):
            return True
        return day < now.first_day and ways.is_begun_later(now, theirs)

    def _base(self, row: Block) -> Told:
        """What the calendar last said of a block; of an occurrence of which only its series
        speaks, what the plan has that series say of it."""
        found = said.read(row.imported)
        if isinstance(found, Told):
            return found
        part = next(
            (one for one in self._plan.series.get(row.uid, ()) if one.id == row.series_id), None
        )
        return (part and self._occurrence(part, row)) or row.told

    def _occurrence(self, part: Series, row: Block) -> Told | None:
        """What a part of a series says of the day of a block, None where it leaves it out."""
        if row.recurrence_id is None:
            return None
        day = date.fromisoformat(row.recurrence_id)
        return said.on_day(part.said, day, self._to_local)


def key_of(event: Event) -> Key:
    """What an event is known by."""
    day = event.recurrence_id
    return event.uid, None if day is None else str(day)


def said_of(row: Series) -> said.Series:
    """What its calendar last said of a series."""
    found = said.read(row.imported)
    return found if isinstance(found, said.Series) else row.said
