"""The figures of a week: the same as each of its days gives alone; and the windows in it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.config import WORKDAY, Hours
from infraday.domain import panels, week
from infraday.domain.block import Kind, Status
from infraday.domain.headline import Load, Moment, load, load_in_words
from infraday.domain.rows import Block, DayRows
from infraday.domain.schedule import Times, touches
from infraday.domain.timeline import free_gaps, lay_out
from infraday.domain.week import DAYS, DayFigures, WeekRows, monday_of
from infraday.domain.when import say_minutes
from infraday.domain.windows import Window, around, windows, word_of
from tests.day_rows import MONDAY, TUESDAY, WEDNESDAY, all_day, block, plain, rows, utc
from tests.plain_blocks import spans

NOW = datetime.combine(TUESDAY, time(9, 42))


def week_of(*blocks: Block, capacity: int | None = None) -> WeekRows:
    days = (MONDAY + timedelta(days=count) for count in range(DAYS))
    return WeekRows(
        MONDAY,
        tuple(
            rows(*(one for one in blocks if touches(one, day)), day=day, capacity=capacity)
            for day in days
        ),
    )


def hours(day: date) -> Hours:
    return WORKDAY if day.weekday() < 5 else None


def known(day: date) -> Moment:
    return Moment(NOW, TUESDAY, hours(day), None, utc)


def figures(*blocks: Block, capacity: int | None = None) -> dict[str, DayFigures]:
    """The figures by the day of the week."""
    found = week.figures(week_of(*blocks, capacity=capacity), known)
    return {f"{one.day:%a}": one for one in found}


def test_a_week_begins_on_its_monday() -> None:
    for count in range(DAYS):
        assert monday_of(MONDAY + timedelta(days=count)) == MONDAY
    assert monday_of(MONDAY - timedelta(days=1)) == MONDAY - timedelta(days=7)


def test_each_day_has_its_load_its_free_time_and_its_clashes() -> None:
    found = figures(
        block("08:00", "10:00", day=MONDAY),
        block("10:00", "12:00", block_id=2),
        block("11:00", "13:00", block_id=3),
        block("12:00", "13:00", block_id=4, day=WEDNESDAY, kind=Kind.BREAK),
        block("22:00", "02:00", block_id=5, day=WEDNESDAY + timedelta(days=2)),
    )

    assert [(one.load, one.free, one.clashes) for one in found.values()] == [
        (Load(120, 570), 0, 0),  # yesterday has nothing free any more
        (Load(180, 570), 18 + 270, 2),
        (Load(0, 510), 510, 0),
        (Load(0, 570), 570, 0),
        (Load(0, 570), 570, 0),
        (Load(0, 0), 0, 0),
        (Load(0, 0), 0, 0),
    ]
    assert [one.is_past for one in found.values()] == [True, *[False] * 6]
    assert [day for day, one in found.items() if one.is_off] == ["Sat", "Sun"]
    assert found["Sat"].said == Load(120, 0)  # people are told of the night's work
    assert not found["Sat"].is_too_full


def test_a_day_is_too_full_against_its_own_capacity_on_a_day_off_too() -> None:
    saturday = MONDAY + timedelta(days=5)
    found = figures(block("08:00", "10:00", day=saturday), block(), capacity=90)

    assert found["Sat"].is_too_full
    assert not found["Tue"].is_too_full
    assert figures(block(), capacity=30)["Tue"].is_too_full


def test_a_day_is_over_once_its_working_hours_are() -> None:
    def is_past(now: datetime, of: Hours) -> bool:
        moment = Moment(now, now.date(), of, None, utc)
        return week.figures(week_of(), lambda _: moment)[1].is_past

    assert not is_past(NOW.replace(hour=17, minute=29), WORKDAY)
    assert is_past(NOW.replace(hour=17, minute=30), WORKDAY)
    assert not is_past(NOW.replace(hour=23), None)
    assert not is_past(NOW.replace(hour=23), (time(20), time(4)))  # until four in the morning


@pytest.mark.parametrize(
    ("activity", "word"),
    [
        ("Freeze", "freeze"),
        ("Change freeze: payment systems", "freeze"),
        ("FREEZE/year-end", "freeze"),
        ("change_freeze", "freeze"),
        ("Maintenance SAN-02", "maintenance"),
        ("No freeze, maintenance!", "freeze"),
        ("Freezer delivery", ""),
        ("Antifreeze", ""),
        ("Holiday", ""),
        ("", ""),
        ("\x1b[31mfreeze\x1b[0m", ""),  # 31mfreeze is no word of ours
    ],
)
def test_a_window_is_named_by_a_whole_word(activity: str, word: str) -> None:
    assert word_of(all_day(activity)) == word


@pytest.mark.parametrize("status", Status)
def test_what_was_called_off_is_no_window(status: Status) -> None:
    gone = status in (Status.SKIPPED, Status.MOVED, Status.CANCELLED)

    assert bool(word_of(all_day(status=status))) is not gone


def test_only_an_all_day_block_of_kind_other_is_a_window() -> None:
    assert not word_of(block(activity="Freeze"))
    assert not word_of(all_day("Freeze", kind=Kind.CHANGE))


def test_a_block_falls_into_the_windows_that_it_shares_time_with() -> None:
    found = windows([all_day("Freeze", days=1), all_day("Maintenance", 91, day=WEDNESDAY)])
    night = block("22:00", "02:00")

    def names(of: Block) -> list[str]:
        return [window.activity for window in around(of, found)]

    assert names(block()) == ["Freeze"]
    assert names(night) == ["Freeze", "Maintenance"]
    assert names(night._replace(day=WEDNESDAY, end_day=WEDNESDAY + timedelta(days=1))) == [
        "Freeze",
        "Maintenance",
    ]
    assert names(block(day=MONDAY)) == []
    assert names(block("22:00", "00:00", day=MONDAY, days=1)) == []
    assert names(block(kind=Kind.BREAK)) == []
    assert names(block(status=Status.SKIPPED)) == []
    assert names(all_day("Audit", 92)) == []


def test_the_days_of_a_window_have_it_and_name_the_changes_that_fall_into_it() -> None:
    freeze = all_day("Freeze", days=9, day=WEDNESDAY)
    found = figures(
        freeze,
        block(kind=Kind.CHANGE),
        block(block_id=2, day=WEDNESDAY, kind=Kind.CHANGE),
        block("12:00", "13:00", block_id=3, day=WEDNESDAY),
        block(block_id=4, day=WEDNESDAY, kind=Kind.CHANGE, status=Status.MOVED),
    )

    held = Window(90, "freeze", "Freeze", WEDNESDAY, WEDNESDAY + timedelta(days=9))
    assert [one.windows for one in found.values()] == [(), (), *[(held,)] * 5]
    assert [day for day, one in found.items() if one.changes] == ["Wed"]
    assert found["Wed"].changes == {2}


def test_the_detail_says_what_a_block_falls_into() -> None:
    freeze = all_day("Change freeze: [/x]", days=10)

    def says(one: Block, *others: Block) -> list[str]:
        moment = known(TUESDAY)
        lines = panels.detail(one, rows(one, *others), moment, 60, 12, clashing=False)
        return [plain(line).strip() for line in lines if "Falls in" in plain(line)]

    assert says(block(), freeze) == ["Falls in  Change freeze: [/x], until 4 Dec"]
    assert says(block(), all_day("Maintenance")) == ["Falls in  Maintenance"]
    assert says(block(), all_day("Audit")) == []
    assert says(block(kind=Kind.BREAK), freeze) == []
    assert says(freeze, block()) == []


@given(
    st.lists(
        st.tuples(spans(), st.sampled_from(Kind), st.sampled_from(Status)),
        max_size=12,
    ),
    st.one_of(st.none(), st.integers(0, 900)),
)
def test_a_week_says_of_a_day_what_its_own_screen_says(
    drawn: list[tuple[Times, Kind, Status]], capacity: int | None
) -> None:
    blocks = [
        block(block_id=i, kind=kind, status=status)._replace(**times._asdict())
        for i, (times, kind, status) in enumerate(drawn, 1)
    ]
    of_week = week_of(*blocks, capacity=capacity)

    for found, of_day in zip(week.figures(of_week, known), of_week.days, strict=True):
        moment = known(of_day.day)
        assert found.load == load(of_day, moment)
        assert found.said == load_in_words(of_day, moment)
        assert found.clashes == len(lay_out(of_day, 30, moment.now, moment.hours).clashing)
        assert found.free == free_as_said(of_day, moment)


def free_as_said(of: DayRows, moment: Moment) -> int:
    """The minutes that are free, as they stand above what waits for them."""
    minutes = sum(gap.minutes for gap in free_gaps(of, moment.now, moment.hours))
    title = plain(panels.waiting_title(of, moment, 40))
    assert moment.hours is None or f" {say_minutes(minutes)} free" in title
    return minutes
