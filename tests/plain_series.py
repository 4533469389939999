"""A series without a database, and where its occurrences are seen from."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

TUESDAY = date(2026, 11, 24)
NINE = time(9)


class PlainSeries(NamedTuple):
    rrule: str = "FREQ=DAILY"
    first_day: date = TUESDAY
    start: time | None = NINE
    minutes: int = 60
    rdate: str = ""
    exdate: str = ""
    tz: str | None = None


def seen_from(zone: str) -> Callable[[datetime], datetime]:
    """The wall clock of a zone."""
    return lambda at: at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


BERLIN, NEW_YORK = seen_from("Europe/Berlin"), seen_from("America/New_York")
