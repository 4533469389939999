"""The signals of the red flags: at, below and above each threshold, and never better for worse.

The thresholds are the shipped checklist's; they are infraday's own, no standard has any.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday import checklist
from infraday.config import Config
from infraday.domain import flags
from infraday.domain.flag import FlagState, worse
from infraday.domain.flags import Count, Effort, Figure, Index, Late, Share, Threshold

SHIPPED = checklist.load(Config())
THRESHOLDS = {one.signal: one for flag in SHIPPED.flags for one in flag.signals}
CLEAR, WATCH, RAISED, NO_DATA = (
    FlagState.CLEAR, FlagState.WATCH, FlagState.RAISED, FlagState.NO_DATA,
)  # fmt: skip
DUE = date(2027, 3, 12)

TABLE: list[tuple[str, Figure, FlagState]] = [
    ("tasks_without_output", Share(0, 10), CLEAR),
    ("tasks_without_output", Share(29, 100), CLEAR),
    ("tasks_without_output", Share(30, 100), WATCH),
    ("tasks_without_output", Share(49, 100), WATCH),
    ("tasks_without_output", Share(50, 100), RAISED),
    ("tasks_without_output", Share(4, 4), NO_DATA),  # too few to tell
    ("tasks_without_output", Share(5, 5), RAISED),
    ("scope_changes", Share(2, 10), CLEAR),
    ("scope_changes", Share(3, 10), WATCH),
    ("scope_changes", Share(5, 10), RAISED),
    ("overdue_contacts", Count(0), CLEAR),
    ("overdue_contacts", Count(1), WATCH),
    ("overdue_contacts", Count(2), RAISED),
    ("remaining_effort", Effort(0, 0, DUE), CLEAR),
    ("remaining_effort", Effort(800, 1000, DUE), CLEAR),
    ("remaining_effort", Effort(801, 1000, DUE), WATCH),
    ("remaining_effort", Effort(1000, 1000, DUE), WATCH),
    ("remaining_effort", Effort(1001, 1000, DUE), RAISED),
    ("remaining_effort", Effort(1, 0, DUE), RAISED),
    ("spi", Index(0.95), CLEAR),
    ("spi", Index(0.949), WATCH),
    ("spi", Index(0.9), WATCH),
    ("spi", Index(0.899), RAISED),
    ("due_dates_moved", Count(1), CLEAR),
    ("due_dates_moved", Count(2), WATCH),
    ("due_dates_moved", Count(3), WATCH),
    ("due_dates_moved", Count(4), RAISED),
    ("overcommitted_days", Count(2), CLEAR),
    ("overcommitted_days", Count(3), WATCH),
    ("overcommitted_days", Count(5), RAISED),
    ("without_owner", Share(19, 100), CLEAR),
    ("without_owner", Share(20, 100), WATCH),
    ("without_owner", Share(40, 100), RAISED),
    ("late_word", Late(2, "the report"), CLEAR),
    ("late_word", Late(3, "the report"), WATCH),
    ("late_word", Late(7, "the report"), WATCH),
    ("late_word", Late(8, "the report"), RAISED),
    ("changes_taken_on", Index(4.9), CLEAR),
    ("changes_taken_on", Index(5), WATCH),
    ("changes_taken_on", Index(10), RAISED),
    ("cpi", Index(0.95), CLEAR),
    ("cpi", Index(0.94), WATCH),
    ("cpi", Index(0.89), RAISED),
    ("cpi_falling", Count(2), CLEAR),
    ("cpi_falling", Count(3), WATCH),
    ("cpi_falling", Count(30), WATCH),
    ("eac_over", Index(4.9), CLEAR),
    ("eac_over", Index(5), WATCH),
    ("eac_over", Index(10), RAISED),
]  # fmt: skip


def test_the_shipped_checklist_has_the_seven_flags_and_every_signal() -> None:
    assert not SHIPPED.mistakes
    assert [flag.key for flag in SHIPPED.flags] == [
        "unclear_requirements", "stakeholder_engagement", "unrealistic_deadlines",
        "resource_constraints", "poor_communication", "scope_creep", "budget_variance",
    ]  # fmt: skip
    assert set(THRESHOLDS) == set(flags.SIGNALS) == {signal for signal, _, _ in TABLE}
    assert all(flag.responses and flag.question and flag.why for flag in SHIPPED.flags)


@pytest.mark.parametrize(("signal", "figure", "level"), TABLE)
def test_each_threshold_begins_where_it_says(signal: str, figure: Figure, level: FlagState) -> None:
    assert flags.read(THRESHOLDS[signal], figure).level is level


def test_the_evidence_has_the_numbers_in_it() -> None:
    told = flags.read(THRESHOLDS["remaining_effort"], Effort(62 * 60, 41 * 60, DUE))
    assert told.evidence == (
        "Remaining work 62 h, 41 h of working time before 12 March; "
        "watch above 80 %, raised above 100 %."
    )
    assert told.figure == pytest.approx(100 * 62 / 41)
    assert told.threshold == 100
    share = flags.read(THRESHOLDS["without_owner"], Share(1, 8))
    assert "1 of 8 open tasks and risks has no owner (12.5 %)" in share.evidence
    assert share.threshold == 20  # the next one
    moved = flags.read(THRESHOLDS["due_dates_moved"], Count(3, ("T-4 2 times", "T-9")))
    assert moved.evidence.startswith("3 due dates were moved in the last 30 days: T-4 2 times, T-9")
    far = Effort(600, 60_000, date(2028, 1, 5), DUE, unsized=3, is_rough=True)
    assert flags.read(THRESHOLDS["remaining_effort"], far).evidence.startswith(
        "Remaining work 10 h (3 more tasks without an estimate), about 1000 h of working time "
        "before 5 January 2028;"
    )
    over = Effort(600, 0, DUE, date(2027, 3, 13))
    assert flags.read(THRESHOLDS["remaining_effort"], over).evidence.startswith(
        "Remaining work 10 h, and its date, 12 March, is over;"
    )
    late = flags.read(THRESHOLDS["late_word"], Late(1, "chase of T-4 Badge list"))
    assert late.evidence.startswith("Chase of T-4 Badge list is 1 day late")


@pytest.mark.parametrize(
    ("signal", "figure", "said"),
    [
        ("tasks_without_output", Share(1, 8), "1 of 8 open tasks has no expected output (12.5 %)"),
        ("tasks_without_output", Share(0, 8), "None of 8 open tasks lacks an expected output"),
        ("without_owner", Share(1, 1), "1 of 1 open task or risk has no owner (100 %)"),
        ("without_owner", Share(0, 1), "None of 1 open task or risk lacks an owner"),
        ("due_dates_moved", Count(0), "No due date was moved in the last 30 days"),
        ("due_dates_moved", Count(1), "1 due date was moved in the last 30 days"),
        ("overcommitted_days", Count(0), "None of the last ten working days was overcommitted"),
        ("overcommitted_days", Count(1), "1 of the last ten working days was overcommitted"),
        ("overdue_contacts", Count(0), "No powerful stakeholder is more than a week past"),
        ("cpi_falling", Count(0), "CPI did not fall in the last period"),
        ("late_word", Late(0), "No report, contact or chase is late"),
    ],
)
def test_none_and_one_are_said_as_people_say_them(signal: str, figure: Figure, said: str) -> None:
    threshold = THRESHOLDS[signal]._replace(least=1)
    assert flags.read(threshold, figure).evidence.startswith(said)


@pytest.mark.parametrize(
    ("signal", "figure", "said"),
    [
        ("tasks_without_output", Share(4996, 10_000), "(49.9 %)"),
        ("without_owner", Share(29, 100), "(29 %)"),
        ("spi", Index(0.9499), "SPI 0.94;"),
        ("spi", Index(0.95), "SPI 0.95;"),
        ("eac_over", Index(9.999), "9.99;"),
    ],
)
def test_a_figure_is_never_said_to_have_reached_what_it_has_not(
    signal: str, figure: Figure, said: str
) -> None:
    assert said in flags.read(THRESHOLDS[signal], figure).evidence


def test_without_data_a_signal_says_what_it_needs() -> None:
    nothing = flags.read(THRESHOLDS["cpi"], None)
    assert (nothing.level, nothing.figure) == (NO_DATA, None)
    assert nothing.evidence == "No data yet: CPI needs a budget with earned value."


def test_a_flag_is_the_worst_of_its_signals_and_without_data_never_clear() -> None:
    flag = SHIPPED.named("Unrealistic deadlines")
    assert flags.compute(flag, {}).level is NO_DATA
    both = flags.compute(
        flag, {"remaining_effort": Effort(0, 100, DUE), "due_dates_moved": Count(4)}
    )
    assert both.level is RAISED
    assert len(both.evidence) == 2  # what has no data is left out beside what has
    assert flags.compute(flag, {"due_dates_moved": Count(0)}).level is CLEAR
    assert flags.compute(flag._replace(signals=()), {}).level is NO_DATA


@pytest.mark.parametrize(
    ("computed", "person", "effective"),
    [
        (CLEAR, None, CLEAR),
        (NO_DATA, None, NO_DATA),
        (NO_DATA, CLEAR, CLEAR),
        (RAISED, CLEAR, RAISED),
        (CLEAR, RAISED, RAISED),
        (WATCH, FlagState.RESOLVED, WATCH),
        (NO_DATA, FlagState.RESOLVED, FlagState.RESOLVED),
        (CLEAR, FlagState.RESOLVED, CLEAR),
    ],
)
def test_the_worse_of_the_two_counts(
    computed: FlagState, person: FlagState | None, effective: FlagState
) -> None:
    assert worse(computed, person) is effective


LEVELS = [NO_DATA, CLEAR, WATCH, RAISED]
maybe = st.none() | st.floats(0.1, 100)
values = st.floats(0, 200)


@given(maybe, maybe, values, values, st.sampled_from(sorted(flags.SIGNALS)), st.integers(1, 300))
def test_a_worse_figure_never_lowers_a_level(
    one_limit: float | None, other_limit: float | None, one: float, other: float, name: str,
    least: int,
) -> None:  # fmt: skip
    """Whichever limits there are; with fewer to look at than `least` neither tells anything."""
    threshold = _threshold(name, one_limit, other_limit, least)
    figures = [_figure(name, it) for it in sorted((one, other), reverse=_is_low_bad(name))]
    better, worst = (LEVELS.index(flags.read(threshold, it).level) for it in figures)
    assert better <= worst


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000))
def test_less_time_for_the_same_work_never_lowers_a_level(
    work: int, more: int, time: int, less: int
) -> None:
    threshold = THRESHOLDS["remaining_effort"]
    now, later = Effort(work, time, DUE), Effort(work + more, max(0, time - less), DUE)
    levels = [LEVELS.index(flags.read(threshold, it).level) for it in (now, later)]
    assert levels == sorted(levels)


@given(st.data())
def test_one_worse_figure_never_lowers_a_flag(data: st.DataObject) -> None:
    """Whatever is known of the other signals, and whatever a person says."""
    flag = data.draw(st.sampled_from(SHIPPED.flags))
    known = {
        it.signal: _figure(it.signal, data.draw(values))
        for it in flag.signals
        if data.draw(st.booleans())
    }
    name = data.draw(st.sampled_from(flag.signals)).signal
    pair = sorted((data.draw(values), data.draw(values)), reverse=_is_low_bad(name))
    person = data.draw(st.none() | st.sampled_from(FlagState))
    levels = [flags.compute(flag, {**known, name: _figure(name, it)}).level for it in pair]
    assert LEVELS.index(levels[0]) <= LEVELS.index(levels[1])
    assert worse(worse(levels[0], person), worse(levels[1], person)) is worse(levels[1], person)


def _threshold(name: str, one: float | None, other: float | None, least: int) -> Threshold:
    """In the order that a checklist may have them."""
    if one is not None and other is not None:
        one, other = sorted((one, other), reverse=_is_low_bad(name))
    return Threshold(name, one, other, least)


def _is_low_bad(name: str) -> bool:
    return name in ("spi", "cpi")


def _figure(name: str, value: float) -> Figure:
    """A figure of the kind that the signal takes, the larger the larger `value` is."""
    if name in ("tasks_without_output", "scope_changes", "without_owner"):
        return Share(int(value), 200)
    if name == "remaining_effort":
        return Effort(int(value * 10), 1000, DUE)
    if name == "late_word":
        return Late(int(value), "the report")
    if name in ("overdue_contacts", "due_dates_moved", "overcommitted_days", "cpi_falling"):
        return Count(int(value))
    return Index(value)
