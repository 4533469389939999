from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import schedule
from infraday.domain.block import Kind
from infraday.domain.schedule import Times
from infraday.models import Block
from infraday.screens.block_entry import BlockEntry, BlockValues, Read, end_of, read

TODAY = date(2026, 11, 24)  # a Tuesday
TOMORROW = date(2026, 11, 25)
TEN = time(10)


def values(**fields: object) -> BlockValues:
    """A block that can be saved, with other fields where these are given."""
    plain = {"activity": "Call Ana", "day": "2026-11-24", "start": "10:00", "end": "11:00"}
    return BlockValues(**{**plain, **fields})  # type: ignore[arg-type]


def reading(**fields: object) -> Read:
    return read(values(**fields), TODAY, {"dc-move"})


def entry(**fields: object) -> BlockEntry:
    found = reading(**fields).entry
    assert found is not None
    return found


def test_times_and_text_become_an_entry() -> None:
    found = entry(
        purpose=" Progress ", output="Actions", kind=Kind.MEETING, project="#DC Move",
        notes="a\n b ", fixed=True, unplanned=True, links="t7 r-4 T-7",
    )  # fmt: skip

    assert found == BlockEntry(
        Times(TODAY, TEN, TODAY, time(11)), "Call Ana", "Progress", "Actions", Kind.MEETING,
        "dc-move", "a\n b ", True, True, ("T-7", "R-004"), found.values,
    )  # fmt: skip
    assert (found.values.project, found.values.links) == ("#DC Move", "t7 r-4 T-7")


def test_what_is_left_empty_is_nothing() -> None:
    found = entry(purpose="  ", project=" ", links=" ")

    assert (found.purpose, found.output, found.project) == (None, None, None)
    assert (found.notes, found.links) == ("", ())


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("10:00", "11:30", "10:00 – 11:30 · 1h30"),
        ("22:00", "02:00", "22:00 – 02:00 +1 · 4h00"),
        ("10pm", "2am", "22:00 – 02:00 +1 · 4h00"),
        ("10:00", "2:30 pm", "10:00 – 14:30 · 4h30"),
        ("10:00", "+45m", "10:00 – 10:45 · 45m"),
        ("10:00", "1h30", "10:00 – 11:30 · 1h30"),
        ("10:00", "+ 1 h 30", "10:00 – 11:30 · 1h30"),
        ("10:00", "45", "10:00 – 10:45 · 45m"),
        ("23:30", "1h", "23:30 – 00:30 +1 · 1h00"),
        ("10:00", "36h", "10:00 – 22:00 +1 · 36h00"),
        ("00:00", "24:00", "00:00 – 00:00 +1 · 24h00"),
        ("10:00", "24:00", "10:00 – 00:00 +1 · 14h00"),
        ("", "", "all day"),
        ("", "fri", "all day until Fri 27 Nov 2026"),
    ],
)
def test_an_end_is_a_clock_time_a_length_or_the_last_day(start: str, end: str, said: str) -> None:
    assert reading(start=start, end=end).said["end"] == said


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        ("activity", " ", "A block needs a name"),
        ("day", "", "Give a day, such as"),
        ("day", "30 Feb", '"30 Feb" is no date'),
        ("start", "25:00", '"25:00" is no clock time'),
        ("end", "", "Give an end such as 15:00, or a length"),
        ("end", "10:00", "Start and end are the same"),
        ("end", "later", '"later" is no end. Write a clock time such as 15:00, or a length'),
        ("end", "-30m", '"-30m" is no end'),
        ("end", "0m", '"0m" is no end'),
        ("project", "9x", '"9x" is no project key'),
        ("links", "T-7 X-1", '"X-1" is no reference'),
    ],
)
def test_a_mistake_is_told_at_its_field(field: str, typed: str, refusal: str) -> None:
    found = reading(**{field: typed})

    assert found.entry is None
    assert list(found.wrong) == [field]
    assert found.wrong[field].startswith(refusal)


def test_an_all_day_block_needs_no_times_and_half_of_them_is_refused() -> None:
    assert entry(start="", end="").times == Times(TODAY, None, TODAY, None)
    assert reading(start="", end="11:00").wrong["end"].startswith("Give a start too, or neither")
    assert reading(start="", end="20 Nov 2026").wrong["end"].startswith("The end lies before")


def test_all_mistakes_are_told_at_once() -> None:
    assert list(reading(day="x", end="y", links="z").wrong) == ["day", "end", "links"]


def test_only_what_is_not_plain_already_is_said() -> None:
    assert reading(project="dc-move", links="T-7").said == {
        "day": "Tue 24 Nov 2026",
        "end": "10:00 – 11:00 · 1h00",
    }
    assert reading(start="9am").said["start"] == "09:00"
    assert reading(project="DC Move").said["project"] == "dc-move"
    assert reading(project="Lab").said["project"] == "#lab is new: made with the block"
    assert reading(links="t7").said["links"] == "T-7"


def test_a_long_name_is_cut_and_kept_whole_in_the_notes() -> None:
    long = "x" * 501
    found = entry(activity=long, notes="More")

    assert (len(found.activity), found.notes) == (500, f"{long}\nMore")
    assert reading(activity=long).said["activity"].startswith("Longer than 500 characters")


def test_what_no_file_can_hold_is_kept_as_a_sign() -> None:
    found = entry(activity="caf\udce9", notes="\ud800")

    assert (found.activity, found.notes) == ("caf\\xE9", "\\uD800")


SPANS = st.tuples(
    st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.integers(1, 14 * 24 * 60)
)


@given(SPANS)
def test_the_times_of_a_block_are_read_again_as_they_are(span: tuple[time, int]) -> None:
    times = schedule.lasting(TODAY, *span)
    fields = BlockValues.of_times(times)

    assert entry(day=fields.day, start=fields.start, end=fields.end).times == times


@pytest.mark.parametrize("days", [0, 1, 14])
def test_an_all_day_block_is_read_again_as_it_is(days: int) -> None:
    times = Times(TODAY, None, TODAY + timedelta(days=days), None)

    assert entry(start="", end=end_of(times)).times == times


def test_a_block_is_read_again_as_it_is() -> None:
    block = Block(
        day=TODAY, start=time(22), end_day=TOMORROW, end=time(2), activity="Cut over [/x]",
        purpose="Move", kind=Kind.CHANGE, notes="one\n\ttwo", fixed=True,
    )  # fmt: skip
    fields = BlockValues.of_block(block, "dc-move", ["R-004", "T-31"])

    assert read(fields, TODAY, {"dc-move"}).entry == BlockEntry(
        Times(TODAY, time(22), TOMORROW, time(2)), "Cut over [/x]", "Move", None, Kind.CHANGE,
        "dc-move", "one\n\ttwo", True, False, ("R-004", "T-31"), fields,
    )  # fmt: skip
