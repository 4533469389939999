"""The demo's days, working days from today, and a chance that always falls the same."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zlib import crc32

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BACK, AHEAD = timedelta(days=14), timedelta(days=7)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Here(NamedTuple):
    """The moment at which the demo is made. `now` is naive local; `today` is the date whose day it
    is, which before the day boundary is still yesterday's."""

    now: datetime
    today: date

    @property
    def first(self) -> date:
        return self.today - BACK

    @property
    def last(self) -> date:
        return self.today + AHEAD

    @property
    def days(self) -> list[date]:
        return [self.first + n * DAY for n in range((self.last - self.first).days + 1)]

    def working(self, count: int) -> date:
        """So many working days from today, which itself is 0 also at a weekend."""
        day = self.today
        for _ in range(abs(count)):
            day += DAY if count > 0 else -DAY
            while is_weekend(day):
                day += DAY if count > 0 else -DAY
        return day

    def office(self, count: int) -> date:
        """So many days from today; on a weekend the Friday before."""
        day = self.today + count * DAY
        while is_weekend(day):
            day -= DAY
        return day


def is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def clock(text: str) -> time:
    return time.fromisoformat(text)


def hour_of(*of: object) -> time:
    """A time in the working hours that only depends on what it is `of`."""
    return time(chance("hour", *of, low=9, high=16), chance("minute", *of, low=0, high=59))


def chance(*of: object, low: int, high: int) -> int:
    """A number from `low` to `high` that only depends on what it is `of`."""
    return low + crc32(repr(tuple(map(str, of))).encode()) % (high - low + 1)
