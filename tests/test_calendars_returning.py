"""A plan's own export that comes back into it: nothing doubles, and that is said."""

from datetime import timedelta
from pathlib import Path

import pytest

from infraday.domain.block import Source
from infraday.domain.event import Own
from infraday.store import blocks
from infraday.store import series as recurring
from infraday.store.engine import Store
from infraday.store.journal import SHELL
from tests import factories as make
from tests.calendar_events import counts, event, series, take
from tests.factories import NOW
from tests.ics_plans import exported, take_in

LEFT_OUT = "Events left out because they were exported from this plan, which has them: {}."


@pytest.fixture
def filled(store: Store) -> Store:
    """A plan with blocks and series of its own, and a calendar's."""
    take(store, event(), series())
    store.change(blocks.add, make.draft("Own"), NOW)
    store.change(recurring.add, make.draft("Mine"), "FREQ=WEEKLY", NOW)
    return store


def test_what_went_out_changes_nothing_where_it_comes_back(filled: Store) -> None:
    before = filled.read(make.images)

    report = take_in(filled, exported(filled).text)

    assert counts(report) == (0, 0, 0, 4, 0)
    assert report.read == 4
    assert report.remarks == (LEFT_OUT.format(4),)
    assert filled.read(make.images) == before


def test_what_a_template_laid_is_known_again(store: Store) -> None:
    uid = "template/cloud/2026-11-23/1/plan the day"
    make.planned(store, make.block(source=Source.TEMPLATE, uid=uid))

    report = take_in(store, exported(store).text)

    assert counts(report) == (0, 0, 0, 1, 0)
    assert report.remarks == (LEFT_OUT.format(1),)


def test_the_others_in_the_same_file_come_in(filled: Store) -> None:
    theirs = "BEGIN:VEVENT\r\nUID:new@x\r\nDTSTART:20261124T130000\r\nSUMMARY:New\r\nEND:VEVENT\r\n"
    text = exported(filled).text.replace("END:VCALENDAR", f"{theirs}END:VCALENDAR")

    report = take_in(filled, text)

    assert counts(report) == (1, 0, 0, 4, 0)
    assert counts(take_in(filled, text)) == (0, 0, 1, 4, 0)


def test_another_plan_takes_it_all(filled: Store, tmp_path: Path) -> None:
    other = Store(str(tmp_path / "other.db"), lambda: NOW + timedelta(microseconds=1), SHELL)
    text = exported(filled).text
    other.change(blocks.add, make.draft("Another"), NOW)

    first, second = take_in(other, text), take_in(other, text)
    other.close()

    assert (first.created, first.remarks) == (4, ())
    assert (second.unchanged, second.remarks) == (4, ())


def test_what_a_colleague_hands_on_of_a_meeting_that_is_there_does_not_double(
    store: Store,
) -> None:
    take(store, event(), name="Work")

    report = take(store, event(own=Own(purpose="Theirs")), name="A colleague's")
    assert counts(report) == (0, 0, 0, 1, 0)

    report = take(store, event(activity="As the calendar says"), name="Another")
    assert counts(report) == (1, 0, 0, 0, 0)
