"""Public holidays: which are known, when they are found, and that they are days off everywhere."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from sqlite3 import Connection

import holidays as library
import pytest

from infraday import clock, holiday_places, splash
from infraday.config import Config
from infraday.domain import week
from infraday.screens.desk import Desk
from infraday.store import days, file, history, holidays, quick, weeks, worktime
from infraday.store.engine import Store
from infraday.store.journal import SHELL
from tests import factories as make
from tests.commands import Commands
from tests.processes import ROOT

EPIPHANY = date(2027, 1, 6)  # a Wednesday, a holiday in Bavaria
EVE = datetime(2027, 1, 5, 9, tzinfo=UTC)
CONFIG = Config(hours=((time(8), time(17)),) * 5 + (None,) * 2, country="DE", region="BY")
PLACE = "DE-BY"


@pytest.fixture
def db(store: Store) -> Iterator[Connection]:
    """A plan in which the holidays of Bavaria are held."""
    connection = file.connect(store.path)
    found = holidays.Found(PLACE, (2026, 2027), ((EPIPHANY, "Epiphany"),))
    holidays.hold(connection, found, EVE.date())
    yield connection
    connection.close()


def test_the_places_are_those_that_the_library_knows() -> None:
    known = library.list_supported_countries(include_aliases=False)

    assert {place: set(regions) for place, regions in holiday_places.known().items()} == {
        place: set(regions) for place, regions in known.items()
    }
    assert holiday_places.regions("XX") is None


def test_the_library_is_asked_for_a_region_in_the_planners_language() -> None:
    found = holidays.find(PLACE, (2026, 2027))

    assert (EPIPHANY, "Epiphany") in found.days
    assert (EPIPHANY, "Epiphany") not in holidays.find("DE", (2027,)).days
    assert {day.year for day, _ in found.days} == {2026, 2027}
    assert holidays.find("XX", (2027,)) == holidays.Found("XX", (2027,), ())


def test_fourteen_months_ahead_are_held_and_renewed_after_a_quarter(db: Connection) -> None:
    assert holidays.missing(db, PLACE, EVE.date()) == (2028,)
    assert holidays.missing(db, PLACE, date(2026, 6, 1)) == ()
    assert holidays.missing(db, "DE", date(2026, 6, 1)) == (2026, 2027)
    assert holidays.missing(db, PLACE, date(2027, 5, 1), renew=True) == (2027, 2028)


def test_what_is_found_anew_takes_the_place_of_what_was_held(db: Connection) -> None:
    holidays.hold(db, holidays.Found(PLACE, (2027,), ((EVE.date(), "Moved"),)), EVE.date())

    assert holidays.names(db, PLACE, date(2026, 1, 1), date(2028, 1, 1)) == {EVE.date(): "Moved"}
    assert holidays.name(db, PLACE, EPIPHANY) is None
    assert holidays.name(db, None, EVE.date()) is None


def test_a_holiday_is_no_working_time(db: Connection) -> None:
    task = make.task(due=date(2027, 1, 7), estimate_minutes=99 * 60)

    _, because = worktime.judge(db, CONFIG, EVE)(task, 0)
    assert because == "due Thursday, 99 h of work left, 17 h free"
    calm = task.model_copy(update={"due": date(2027, 1, 8), "estimate_minutes": 60})
    assert worktime.judge(db, CONFIG, EVE)(calm, 0)[0]  # two working days: Thursday and Friday
    assert not worktime.judge(db, CONFIG._replace(region=None), EVE)(calm, 0)[0]


def test_all_that_reads_a_day_knows_its_name(store: Store, db: Connection) -> None:
    judge = worktime.judge(db, CONFIG, EVE)
    quickly = quick.view(db, EPIPHANY, EVE.date(), judge, PLACE)
    found = weeks.view(db, date(2027, 1, 4), PLACE)
    figures = week.figures(found, lambda day: clock.moment(CONFIG, EVE, day))

    assert quickly.holiday == "Epiphany"
    assert store.read(days.view, EPIPHANY, EVE, CONFIG).holiday == "Epiphany"
    assert [day.is_off for day in figures] == [False, False, True, False, False, True, True]
    assert clock.moment(CONFIG, EVE, EPIPHANY, "Epiphany").hours is None


def test_the_first_paint_says_it(store: Store, db: Connection) -> None:
    now = EVE.replace(day=6)
    rows = splash.read(store.path, CONFIG, now)

    assert " day off: Epiphany " in splash.paint(rows, CONFIG, now, 120, 40, {})


def test_the_planner_finds_them_beside_its_work(store: Store, db: Connection) -> None:
    Desk(store.path, CONFIG, lambda: EVE).keep_up()
    later = file.connect(store.path)

    assert holidays.missing(later, PLACE, EVE.date()) == ()
    assert holidays.name(later, PLACE, date(2028, 1, 6)) == "Epiphany"
    later.close()


def test_a_change_from_the_shell_finds_them_and_the_planners_does_not_wait(store: Store) -> None:
    make.planned(store, make.task())
    assert store.read(lambda session: held(store.path)) == []

    shell = Store(store.path, lambda: EVE, SHELL, holidays_of=PLACE)
    make.planned(shell, make.task())
    assert held(store.path) == [2026, 2027, 2028]
    shell.replay(history.undo)
    shell.close()
    assert held(store.path) == [2026, 2027, 2028]


def held(path: str) -> list[int]:
    db = file.connect(path)
    found = [year for (year,) in db.execute("SELECT year FROM holiday_year ORDER BY year")]
    db.close()
    return found


def test_today_names_it(
    infraday: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "config.toml"
    chosen.write_text('country = "DE"\nregion = "BY"\n', encoding="utf-8")
    monkeypatch.setenv("INFRADAY_CONFIG", str(chosen))
    infraday("add", "Call Cisco 2027-01-06 19:00")
    assert infraday("today", "--date", "2027-01-06").out.splitlines()[0].endswith("of 9h30 planned")
    infraday("done", "B-1")

    said = infraday("today", "--date", "2027-01-06").out.splitlines()[0]
    assert said.endswith("1h00 planned on a day off: Epiphany")
    assert infraday.data("today", "--date", "2027-01-06")["free"] == []


@pytest.mark.parametrize("words", [("add", "Call Cisco"), ("today",)])
def test_a_capture_and_the_day_never_wait_for_the_library(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    chosen = tmp_path / "config.toml"
    chosen.write_text('country = "DE"\n', encoding="utf-8")
    script = (
        "import sys; from infraday import cli; code = cli.main(sys.argv[1:]); "
        "print(code, 'holidays' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, "--db", str(tmp_path / "plan.db"), *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"INFRADAY_CONFIG": str(chosen), "HOME": str(tmp_path)},
    )
    assert run.stdout.splitlines()[-1] == "0 False"
