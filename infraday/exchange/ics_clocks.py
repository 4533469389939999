"""How a calendar file says when: days, times on the clock of a zone, and these clocks."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from infraday.domain.schedule import DAY, MIDNIGHT
from infraday.exchange import ics_vtimezone


class Clocks:
    """The clocks of a file, and the years for which each is needed."""

    def __init__(self, local: str | None) -> None:
        self.local = local
        self._table = ZoneInfo(local) if local else None
        self._years: dict[str, set[int]] = defaultdict(set)
        self._even: dict[date, bool] = {}  # days on which the local clock shows every minute

    def moment(self, name: str, day: date, at: time, zone: str | None) -> str:
        """A property with a time on the clock of a zone; None floats, on whoever's own."""
        if zone is None:
            return f"{name}:{clock_of(day, at)}"
        if zone == "UTC":
            return f"{name}:{clock_of(day, at)}Z"
        self._years[zone].add(day.year)
        return f"{name};TZID={zone}:{clock_of(day, at)}"

    def moments(self, name: str, days: list[date], at: time, zone: str | None) -> str:
        """The same with several days."""
        head = self.moment(name, days[0], at, zone)
        mark = "Z" if zone == "UTC" else ""
        if zone in self._years:
            self._years[zone].update(day.year for day in days)
        return ",".join((head, *(f"{clock_of(day, at)}{mark}" for day in days[1:])))

    def local_at(self, *times: tuple[date, time]) -> str | None:
        """The local zone. None where the clock there leaves one of these times out, in the night
        when it is put forward: without a zone it stays what the plan says."""
        if self._table is None:
            return None
        shown = all(self._is_even(day) or self._shows(day, at) for day, at in times)
        return self.local if shown else None

    def described(self) -> Iterator[str]:
        for name, years in sorted(self._years.items()):
            yield from ics_vtimezone.lines(name, min(years), max(years))

    def _is_even(self, day: date) -> bool:
        known = self._even.get(day)
        if known is None:
            begin = datetime.combine(day, MIDNIGHT, self._table)
            known = begin.utcoffset() == (begin + DAY).utcoffset() and self._shows(day, MIDNIGHT)
            self._even[day] = known
        return known

    def _shows(self, day: date, at: time) -> bool:
        said = datetime.combine(day, at, self._table)
        back = said.astimezone(UTC).astimezone(self._table)
        return back.replace(tzinfo=None) == said.replace(tzinfo=None)


@lru_cache(maxsize=8192)
def date_of(day: date) -> str:
    return day.isoformat().replace("-", "")


@lru_cache(maxsize=2048)
def _of_day(at: time) -> str:
    return at.isoformat("seconds").replace(":", "")


def clock_of(day: date, at: time) -> str:
    return f"{date_of(day)}T{_of_day(at)}"
