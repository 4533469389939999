"""Random rules: windows, ends and cuts against dateutil's own walk from the first day."""

from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile

from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.every import CODES
from infraday.domain.recurrence import check, ending, expand, last_day, upcoming
from infraday.domain.recurrence_cut import split
from infraday.domain.recurrence_rule import parse
from infraday.domain.recurrence_words import read, say, typed
from tests.plain_series import BERLIN, PlainSeries

DAY = timedelta(days=1)
FAR = 1500  # days after the first one within which all is held against dateutil


def numbers(least: int, most: int) -> st.SearchStrategy[str]:
    number = st.integers(least, most).filter(bool)
    return st.lists(number, min_size=1, max_size=3, unique=True).map(
        lambda found: ",".join(map(str, found))
    )


def weekdays(ordinals: bool) -> st.SearchStrategy[str]:
    which = st.sampled_from(("1", "2", "4", "5", "-1", "-2")) if ordinals else st.just("")
    day = st.builds("{}{}".format, which, st.sampled_from(CODES))
    return st.lists(day, min_size=1, max_size=5, unique=True).map(",".join)


@st.composite
def rules(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    month_or_longer = freq in ("MONTHLY", "YEARLY")
    parts = {"INTERVAL": st.integers(1, 5).map(str), "BYMONTH": numbers(1, 12)}
    parts["BYDAY"] = draw(st.booleans().map(lambda yes: weekdays(yes and month_or_longer)))
    parts["WKST"] = st.sampled_from(CODES)
    parts |= {"BYMONTHDAY": numbers(-31, 31)}
    parts |= {"BYSETPOS": numbers(-5, 5)} if freq != "WEEKLY" else {}
    parts |= {"BYYEARDAY": numbers(-366, 366), "BYWEEKNO": numbers(-53, 53)} if (
        freq == "YEARLY"
    ) else {}  # fmt: skip
    chosen = draw(st.sets(st.sampled_from(sorted(parts)), max_size=3))
    said = [f"{key}={draw(parts[key])}" for key in sorted(chosen)]
    end = draw(st.sampled_from(("", "", "COUNT", "UNTIL")))
    if end == "COUNT":
        said.append(f"COUNT={draw(st.integers(1, 60))}")
    if end == "UNTIL":
        said.append(f"UNTIL={draw(st.dates(date(2017, 1, 1), date(2021, 1, 1))):%Y%m%d}")
    return ";".join((f"FREQ={freq}", *said))


@st.composite
def series(draw: st.DrawFn) -> PlainSeries:
    rule, first_day = draw(rules()), draw(st.dates(date(2016, 1, 1), date(2016, 12, 31)))
    try:
        return PlainSeries(check(rule, first_day), first_day)
    except RuleError as refusal:
        assume("falls on no day" in str(refusal))
        return PlainSeries("FREQ=DAILY;COUNT=1", first_day)


def walked(one: PlainSeries) -> list[date]:
    """All days by dateutil, from the first one on."""
    begin = datetime.combine(one.first_day, time())
    found = rrulestr(one.rrule, dtstart=begin)
    far = begin + timedelta(days=FAR)
    return [at.date() for at in takewhile(lambda at: at <= far, found)]


def days(one: PlainSeries, first: date, last: date) -> list[date]:
    return [falling.recurrence_id for falling in expand(one, first, last, BERLIN)]


@given(series(), st.integers(0, FAR), st.sampled_from((0, 1, 6, 30, 134, FAR)))
def test_a_window_has_what_dateutil_finds_there(one: PlainSeries, after: int, length: int) -> None:
    first = one.first_day + after * DAY
    last = min(first + length * DAY, one.first_day + FAR * DAY)
    expected = [day for day in walked(one) if first <= day <= last]
    assert days(one, first, last) == expected
    assert upcoming(one, first, 3)[: len(expected)] == expected[:3]


@given(series(), st.lists(st.integers(0, 400), min_size=1, max_size=5), st.booleans())
def test_windows_that_adjoin_have_each_occurrence_once(
    one: PlainSeries, lengths: list[int], zoned: bool
) -> None:
    one = one._replace(tz="America/New_York" if zoned else None, start=time(22))
    first = begin = one.first_day - DAY
    found: list[date] = []
    for length in lengths:
        found += days(one, begin, begin + length * DAY)
        begin += (length + 1) * DAY
    whole = expand(one, first, begin - DAY, BERLIN)
    assert found == [falling.recurrence_id for falling in whole]
    assert len(set(found)) == len(found)


@given(series())
def test_the_last_day_is_the_last_that_dateutil_finds(one: PlainSeries) -> None:
    last, rule = last_day(one), parse(one.rrule)
    assert (last is None) == (rule.times is None and rule.until is None)
    if last is not None and last <= one.first_day + FAR * DAY:
        assert last == walked(one)[-1]


@given(
    series(),
    st.integers(0, 40),
    st.sets(st.integers(0, 60), max_size=5),
    st.sets(st.integers(-5, 200), max_size=3),
)
def test_a_cut_loses_no_occurrence_and_doubles_none(
    one: PlainSeries, place: int, gone: set[int], added: set[int]
) -> None:
    ruled = list(islice(walked(one), 61))
    assume(ruled)
    one = one._replace(
        exdate=",".join(str(ruled[number]) for number in sorted(gone) if number < len(ruled)),
        rdate=",".join(str(one.first_day + number * DAY) for number in sorted(added)),
    )
    day, far = ruled[min(place, len(ruled) - 1)], one.first_day + FAR * DAY
    cut = split(one, day)
    before = [] if cut.before is None else days(one._replace(**cut.before._asdict()), date.min, far)
    after = days(one._replace(**cut.after._asdict()), one.first_day - 9 * DAY, far)
    assert before + after == days(one, one.first_day - 9 * DAY, far)
    assert cut.before is None or (before and before[-1] < day)
    assert check(cut.after.rrule, cut.after.first_day) == cut.after.rrule


@given(series(), st.integers(0, 400))
def test_an_ended_series_has_what_it_had_up_to_that_day(one: PlainSeries, after: int) -> None:
    last = one.first_day + after * DAY
    count_ends = last_day(one) if "COUNT" in one.rrule else None
    assume(count_ends is None or count_ends > last)
    far = one.first_day + FAR * DAY
    ended = one._replace(rrule=ending(one.rrule, last))
    assert days(ended, one.first_day, far) == days(one, one.first_day, last)


@given(series())
def test_every_rule_is_said_and_what_a_field_shows_is_read_back(one: PlainSeries) -> None:
    said = say(one.rrule, one.first_day)
    assert said.startswith("every ")
    assert read(typed(one.rrule), one.first_day) == one.rrule
