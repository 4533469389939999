"""What Triage suggests, and why."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import triage, triage_signals, when
from infraday.domain.flags import Flag
from infraday.domain.matrix import Quadrant
from infraday.domain.risk import Band
from infraday.domain.severity import Severity
from infraday.domain.task import TaskStatus
from infraday.domain.triage import Item, Origin
from infraday.domain.triage_signals import Raised, Review
from tests import day_rows
from tests.day_rows import MONDAY, TUESDAY

FRIDAY = TUESDAY + timedelta(days=3)
SATURDAY = TUESDAY + timedelta(days=4)
CALM = {"status": TaskStatus.INBOX}


def item(
    origin: Origin = Origin.INBOX, *, about: dict[str, Any] | None = None, **fields: Any
) -> Item:
    """An item; `about` is of its task."""
    task = day_rows.task(**{**CALM, **(about or {})})
    return Item(task, origin, **{"created_on": TUESDAY, **fields})


def suggested(one: Item) -> tuple[str, str]:
    found = triage.suggest(one, TUESDAY)
    return found.quadrant.value, found.because


def test_what_is_critical_is_to_be_done() -> None:
    severe = item(Origin.OVERNIGHT, severity=Severity.CRITICAL)
    of_project = severe._replace(project="dc-move", project_due=FRIDAY)

    assert suggested(severe) == ("do", "severity critical")
    because = "severity critical, service of dc-move, which ends in 3 days"
    assert suggested(of_project) == ("do", because)
    assert suggested(of_project._replace(project_due=MONDAY))[1].endswith("service of dc-move")


def test_a_warning_is_scheduled_and_what_is_calm_may_go() -> None:
    assert suggested(item(Origin.OVERNIGHT, severity=Severity.WARNING))[0] == "schedule"
    assert suggested(item(Origin.OVERNIGHT, severity=Severity.LOW))[0] == "eliminate"


def test_what_is_due_soon_is_to_be_done_with_the_reason_of_the_rule() -> None:
    assert suggested(item(urgent=True, because="due tomorrow")) == ("do", "due tomorrow")


def test_what_is_due_later_is_scheduled() -> None:
    assert suggested(item(about={"due": date(2026, 12, 18)})) == (
        "schedule", "due Fri 18 Dec: time to plan it",
    )  # fmt: skip


def test_what_names_somebody_is_delegated_unless_it_is_me() -> None:
    assert suggested(item(about={"owner": "ana"})) == ("delegate", "it names ana as its owner")
    assert suggested(item(about={"owner": "me"}))[0] == "schedule"


def test_what_was_carried_over_stands_where_it_stood() -> None:
    before = {"status": TaskStatus.OPEN, "important": True}
    late = item(Origin.CARRIED, about=before, urgent=True, because="due today", was_for=MONDAY)

    because = "planned for yesterday and not done, it stood here; due today"
    assert suggested(late) == ("do", because)
    assert suggested(late._replace(urgent=False))[0] == "schedule"


@pytest.mark.parametrize(
    ("band", "due", "quadrant", "because"),
    [
        (Band.CRITICAL, MONDAY, "do",
         "review overdue since yesterday, and the risk is critical, 9"),
        (Band.HIGH, TUESDAY, "do", "review due today, and the risk is high, 9"),
        (Band.MEDIUM, MONDAY, "schedule",
         "review overdue since yesterday, and the risk is medium, 9"),
        (None, None, "schedule", "review due, no date set, and it is not assessed"),
    ],
)  # fmt: skip
def test_a_review_is_done_or_planned_by_the_band_of_its_risk(
    band: Band | None, due: date | None, quadrant: str, because: str
) -> None:
    review = Review(4, "Core switch late", due, 9 if band else None, band)

    assert suggested(item(Origin.REVIEW, signal=review)) == (quadrant, because)


def test_a_raised_flag_is_to_be_done_with_its_age_and_evidence() -> None:
    flag = Flag("late", "Late", "", "", "", (), 7, ())
    raised = Raised(1, "dc-move", flag, TUESDAY - timedelta(days=1), ["62 h of work left."])

    found = suggested(item(Origin.FLAG, signal=raised))
    assert found == ("do", "red flag, raised 1 day ago: 62 h of work left.")
    assert triage_signals.suggest(raised, MONDAY)[1].startswith("red flag, raised today: ")


def test_a_chase_is_handed_over_again() -> None:
    waiting = {"status": TaskStatus.WAITING, "owner": "ana"}

    assert suggested(item(Origin.CHASE, about=waiting, chase_on=MONDAY)) == (
        "delegate", "waits for ana, the chase was due yesterday: ask again",
    )  # fmt: skip


def test_what_lies_there_for_long_may_go_unless_it_is_important() -> None:
    old = TUESDAY - timedelta(days=45)

    assert suggested(item(created_on=old)) == ("eliminate", "here for 45 days, without a due date")
    assert suggested(item(created_on=old, about={"important": True}))[0] == "schedule"


@given(
    st.sampled_from(Origin), st.sampled_from(Severity), st.booleans(), st.booleans(),
    st.sampled_from([TaskStatus.INBOX, TaskStatus.OPEN, TaskStatus.WAITING]),
    st.integers(-40, 40), st.none() | st.sampled_from(["ana", "me", ""]),
)  # fmt: skip
def test_every_item_has_a_suggestion_with_a_reason_of_one_line(
    origin: Origin, severity: Severity, urgent: bool, important: bool, status: TaskStatus,
    days: int, owner: str | None,
) -> None:  # fmt: skip
    about = {"status": status, "important": important, "owner": owner}
    day = TUESDAY + timedelta(days=days)
    one = item(
        origin, about=about, severity=severity, urgent=urgent, created_on=day, was_for=day,
        chase_on=day, project="dc-move", project_due=day,
    )  # fmt: skip

    found = triage.suggest(one, TUESDAY)
    assert found.quadrant in Quadrant
    assert found.because.strip()
    assert "\n" not in found.because


def test_overnight_reports_come_first_the_most_severe_before_all() -> None:
    items = [
        item(about={"task_id": 1}),
        item(Origin.OVERNIGHT, about={"task_id": 2}, severity=Severity.LOW),
        item(Origin.CHASE, about={"task_id": 3}),
        item(Origin.OVERNIGHT, about={"task_id": 4}, severity=Severity.CRITICAL),
        item(Origin.CARRIED, about={"task_id": 5}),
    ]

    assert [one.task.id for one in sorted(items, key=triage.order)] == [4, 2, 5, 3, 1]


@pytest.mark.parametrize(
    ("today", "end"),
    [(MONDAY, FRIDAY), (FRIDAY, FRIDAY), (SATURDAY, FRIDAY + timedelta(days=7))],
)
def test_the_week_ends_on_its_last_working_day(today: date, end: date) -> None:
    assert triage.end_of_week(today) == end


def test_one_asks_again_on_the_second_working_day() -> None:
    assert triage.chase_day(TUESDAY) == date(2026, 11, 26)
    assert triage.chase_day(FRIDAY) == date(2026, 12, 1)
    assert triage.chase_day(TUESDAY, lambda day: day != date(2026, 11, 25)) == FRIDAY


def test_one_asks_again_no_later_than_it_must_be_done() -> None:
    wednesday, monday = date(2026, 11, 25), date(2026, 11, 23)
    assert triage.chase_day(TUESDAY, dues=(FRIDAY, wednesday, None)) == wednesday
    assert triage.chase_day(TUESDAY, dues=(TUESDAY,)) == wednesday
    assert triage.chase_day(FRIDAY, dues=(FRIDAY,)) == date(2026, 11, 30)
    assert triage.chase_day(TUESDAY, dues=(monday, FRIDAY)) == date(2026, 11, 26)


def test_where_nobody_works_the_days_still_end() -> None:
    assert triage.end_of_week(TUESDAY, lambda _: False) == TUESDAY
    assert triage.chase_day(TUESDAY, lambda _: False) == date(2026, 11, 26)


def test_near_days_are_called_by_their_name() -> None:
    days = [TUESDAY + timedelta(days=ahead) for ahead in (-1, 0, 1, 3, 24, 400)]
    said = ["yesterday", "today", "tomorrow", "Friday", "Fri 18 Dec", "Wed 29 Dec 2027"]

    assert [when.say_near(day, TUESDAY) for day in days] == said
