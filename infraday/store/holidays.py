"""Public holidays, kept in a small table. The library that knows them takes longer to import than
a whole first paint: only what runs beside the planner and who writes through the models ask it."""

from collections.abc import Iterable
from datetime import date, timedelta
from sqlite3 import Connection
from typing import NamedTuple

AHEAD = timedelta(days=425)  # fourteen months
BACK = timedelta(days=60)
STALE = timedelta(days=90)  # some are announced or moved late: after that they are asked for anew
LANGUAGE = "en_US"  # the planner's own


class Found(NamedTuple):
    """The holidays of a place in some years, to be held."""

    place: str  # DE, DE-BY
    years: tuple[int, ...]
    days: tuple[tuple[date, str], ...]


def names(db: Connection, place: str | None, first: date, last: date) -> dict[date, str]:
    """The public holidays from `first` to `last`, both included, each with its name; as far as
    they have been found by now."""
    if place is None:
        return {}
    rows = db.execute(
        "SELECT day, name FROM holiday WHERE place = ? AND day BETWEEN ? AND ?",
        (place, str(first), str(last)),
    )
    return {date.fromisoformat(day): name for day, name in rows.fetchall()}


def name(db: Connection, place: str | None, day: date) -> str | None:
    """The public holiday that a day is, if it is one."""
    return names(db, place, day, day).get(day)


def missing(db: Connection, place: str, today: date, *, renew: bool = False) -> tuple[int, ...]:
    """The years around today whose holidays are not held yet; with `renew` also those that were
    found long ago."""
    oldest = str(today - STALE) if renew else ""
    held = db.execute(
        "SELECT year FROM holiday_year WHERE place = ? AND found_on >= ?", (place, oldest)
    )
    known = {year for (year,) in held.fetchall()}
    years = range((today - BACK).year, (today + AHEAD).year + 1)
    return tuple(year for year in years if year not in known)


def find(place: str, years: Iterable[int]) -> Found:
    """Ask the library; a place that it does not know has none. Takes half a second."""
    import holidays  # noqa: PLC0415 - 200 ms

    country, _, region = place.partition("-")
    wanted = tuple(years)
    try:
        found = holidays.country_holidays(
            country, subdiv=region or None, years=wanted, language=LANGUAGE
        )
    except NotImplementedError:  # an older library than the one whose places the config knows
        return Found(place, wanted, ())
    days = sorted((day, name) for day, name in found.items() if day.year in wanted)
    return Found(place, wanted, tuple(days))


def hold(db: Connection, found: Found, today: date) -> None:
    """Write them down, inside a transaction. They are no records, and not in the journal."""
    for year in found.years:
        db.execute(
            "DELETE FROM holiday WHERE place = ? AND day BETWEEN ? AND ?",
            (found.place, f"{year:04}-01-01", f"{year:04}-12-31"),
        )
    db.executemany(
        "INSERT OR REPLACE INTO holiday (place, day, name) VALUES (?, ?, ?)",
        ((found.place, str(day), name) for day, name in found.days),
    )
    db.executemany(
        "INSERT OR REPLACE INTO holiday_year (place, year, found_on) VALUES (?, ?, ?)",
        ((found.place, year, str(today)) for year in found.years),
    )
