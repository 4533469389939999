"""The clock of this machine: its offset in every zone, and what the pictures know of a day."""

from datetime import UTC, date, datetime, time, timedelta
from time import tzset
from typing import NoReturn
from zoneinfo import ZoneInfo

import pytest

from infraday import cli, clock
from infraday.config import WORKDAY, Config
from infraday.shell import Shell
from tests.zones import living_in

NIGHTS = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("America/Santiago", date(2026, 9, 6)),
    ("America/Santiago", date(2026, 4, 4)),
    ("Asia/Kathmandu", date(2028, 2, 29)),
]


@pytest.mark.parametrize(("zone", "day"), NIGHTS)
def test_the_offset_is_that_of_the_zone_in_gaps_and_folds_too(zone: str, day: date) -> None:
    place = ZoneInfo(zone)
    midnight = datetime.combine(day, time())
    with living_in(zone):
        for minute in range(-60, 26 * 60, 5):
            for fold in (0, 1):
                at = (midnight + timedelta(minutes=minute)).replace(fold=fold)
                assert clock.offset_at(at) == at.replace(tzinfo=place).utcoffset(), at


def test_now_is_local_and_knows_its_zone() -> None:
    before = datetime.now(UTC)
    with living_in("America/New_York"):
        now = clock.local_now()

    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == now.astimezone(ZoneInfo("America/New_York")).utcoffset()


def test_the_zone_is_named_by_those_who_know_it() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with living_in("Europe/Berlin"):
        assert clock.iana_zone(now) == "Europe/Berlin"
        assert clock.iana_zone(now, "Europe/Vienna") == "Europe/Vienna"
        assert clock.iana_zone(now, "Africa/Lagos") is None  # only in winter
        assert clock.iana_zone(now, "Mars/Olympus") is None


@pytest.mark.parametrize(("said", "zone"), [("XYZ-3:17", None), ("UTC0", "UTC")])
def test_a_zone_without_a_name_of_its_own(
    monkeypatch: pytest.MonkeyPatch, said: str, zone: str | None
) -> None:
    monkeypatch.setattr(clock, "zone_name", lambda: said)
    with monkeypatch.context() as patch:
        patch.setenv("TZ", said)
        tzset()
        found = clock.iana_zone(datetime(2026, 11, 24, 9, tzinfo=UTC))
    tzset()

    assert found == zone or (zone and found in ("Etc/UTC", "Etc/GMT"))  # /etc/timezone has a say


@pytest.mark.parametrize(
    ("said", "is_known"),
    [
        *(("Mars/Olympus", False), ("Berlin", False), (":Europe/Berlln", False), ("123", False)),
        *(("UTC", True), (":Etc/GMT", True), ("ABC0", True), ("<+00>-0", True), ("XYZ-3:17", True)),
        *(("", True), ("/nowhere/at/all", False)),
    ],
)
def test_a_zone_that_this_machine_takes_for_utc_is_told(
    monkeypatch: pytest.MonkeyPatch, said: str, is_known: bool
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", said)
        tzset()
        found = clock.unknown_zone()
    tzset()

    assert bool(found) is not is_known
    assert is_known or found.startswith(f'TZ is "{said.lstrip(":")}", a zone that this machine')


def test_the_planner_says_so_before_it_paints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []

    def draw(*_: object) -> NoReturn:
        said.append(capsys.readouterr().err)
        raise KeyboardInterrupt

    monkeypatch.setattr("infraday.splash.draw", draw)
    monkeypatch.setattr("infraday.cli.unknown_zone", lambda: "TZ is Mars.")
    with pytest.raises(KeyboardInterrupt):
        cli.open_planner("plan.db", Config(), clock.local_now)

    assert said == ["infraday: TZ is Mars.\n"]


def test_a_zone_that_goes_like_utc_is_known_by_its_table() -> None:
    with living_in("Africa/Abidjan"):
        assert clock.unknown_zone() == ""


def test_the_shell_asks_the_same_clock() -> None:
    assert Shell().clock is clock.local_now


def test_what_is_known_of_a_day() -> None:
    now = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)  # a Saturday
    config = Config(day_boundary=time(4), capacity_minutes=300)

    friday = clock.moment(config, now, date(2026, 11, 27))
    assert friday.now == datetime.combine(date(2026, 11, 28), time(2))
    assert friday.today == date(2026, 11, 27)
    assert friday.hours == WORKDAY
    assert friday.capacity == 300
    assert clock.moment(Config(), now, date(2026, 11, 28)).hours is None
    assert clock.moment(Config(), now, date(2026, 11, 28)).today == date(2026, 11, 28)
