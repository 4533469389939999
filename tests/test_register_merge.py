"""Registers brought into the plan: found again by ID or title, and once more without a change."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infraday.domain.burn_down import Point
from infraday.domain.risk import Occasion
from infraday.store import burn_down, file, history, journal, register_merge, register_notes, risks
from infraday.store.engine import Store, plain
from infraday.store.register_merge import Report
from tests.factories import NOW, TODAY
from tests.registers import HEADER, ROWS, Row, csv_of, read


def take_in(
    store: Store, *rows: Row, name: str = "register.csv", project: str | None = None
) -> Report:
    found = read(csv_of(*rows), path=name)
    reports: list[Report] = []

    def work(db: Connection) -> journal.Outcome:
        outcome, report = register_merge.take_in(db, found, NOW, project)
        reports.append(report)
        return outcome

    store.change_plainly(work)
    return reports[0]


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.skipped


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    return store.read(lambda session: plain(session).execute(query).fetchall())


def all_of(store: Store, columns: str) -> list[tuple[Any, ...]]:
    return rows(store, f"SELECT {columns} FROM risk ORDER BY id")


def test_a_register_comes_in_and_the_second_time_nothing_changes(store: Store) -> None:
    first = take_in(store, HEADER, *ROWS)
    again = take_in(store, HEADER, *ROWS)

    assert counts(first) == (2, 0, 0, 0)
    assert counts(again) == (0, 0, 2, 0)
    assert first.label == "Import the register register: 2 new"
    assert all_of(store, "title, probability, impact, status, source, source_uid") == [
        ("Core switch late", 4, 5, "assessed", "register", "X1"),
        ("Licence runs out", 2, 3, "assessed", "register", "X2"),
    ]
    assert rows(store, 'SELECT "on", occasion, "by", probability FROM assessment ORDER BY id') == [
        (str(TODAY), Occasion.IMPORTED, journal.PLANNER, 4),
        (str(TODAY), Occasion.IMPORTED, journal.PLANNER, 2),
    ]
    assert rows(store, "SELECT count(*) FROM journal_entry") == [(1,)]


def test_what_changed_in_the_register_changes_by_id_whatever_the_title(store: Store) -> None:
    take_in(store, HEADER, *ROWS)

    report = take_in(store, HEADER, ("X1", "Core switch very late", 5, 5, ""), ROWS[1])

    assert counts(report) == (0, 1, 1, 0)
    assert all_of(store, "title, probability, owner, version")[0] == (
        "Core switch very late", 5, "Ana", 2,
    )  # fmt: skip
    assert rows(store, "SELECT count(*) FROM assessment") == [(3,)]


def test_without_ids_a_risk_is_known_by_its_title(store: Store) -> None:
    take_in(store, ("Title", "Likelihood"), ("Core switch late", 2), ("Core  Switch late", 3))

    report = take_in(store, HEADER, *ROWS, name="other.csv")

    assert counts(report) == (1, 1, 0, 0)
    assert all_of(store, "title, probability, source, source_uid") == [
        ("Core switch late", 4, "register", None),
        ("Licence runs out", 2, "other", "X2"),
    ]


def test_the_same_id_in_another_register_is_another_risk(store: Store) -> None:
    take_in(store, HEADER, *ROWS)

    report = take_in(store, HEADER, ("X1", "Cooling fails", 1, 1, "Cy"), name="other.csv")

    assert counts(report) == (1, 0, 0, 0)


def test_a_row_without_an_id_does_not_take_the_risk_of_one_with_it(store: Store) -> None:
    twins = (HEADER, ("", *ROWS[0][1:]), ROWS[0])

    assert counts(take_in(store, *twins)) == (2, 0, 0, 0)
    assert counts(take_in(store, *twins)) == (0, 0, 2, 0)


def test_an_id_that_comes_twice_is_left_out_and_said(store: Store) -> None:
    report = take_in(store, HEADER, ROWS[0], ("X1", "Another", 1, 1, ""))

    assert counts(report) == (1, 0, 0, 1)
    [fault] = report.errors
    assert fault.where == "register.csv row 3"
    assert fault.reason == "It has the ID X1 of register.csv row 2. It was left out."


def test_what_was_rated_here_since_stays_until_the_register_changes_it(store: Store) -> None:
    take_in(store, HEADER, *ROWS)
    store.change(risks.rate, 1, {"probability": 1, "impact": 5}, NOW)

    same = take_in(store, HEADER, *ROWS)
    assert counts(same) == (0, 0, 2, 0)
    assert "One rated value stays as changed here since the last import." in same.remarks
    assert all_of(store, "probability")[0] == (1,)

    take_in(store, HEADER, ("X1", "Core switch late", 3, 5, "Ana"))
    assert all_of(store, "probability")[0] == (3,)


def test_a_risk_that_ended_here_is_not_opened_by_a_register_that_calls_it_open(
    store: Store,
) -> None:
    with_status = [(*HEADER, "Status"), *((*row, "Open") for row in ROWS)]
    take_in(store, *with_status)
    store.change(risks.close, [1], NOW)

    report = take_in(store, *with_status)

    assert counts(report) == (0, 0, 2, 0)
    assert any("ended here" in it for it in report.remarks)
    assert all_of(store, "status")[0] == ("closed",)


def test_notes_take_what_has_no_field_and_keep_what_a_person_wrote() -> None:
    made = register_notes.composed("From the workshop", [("Asset", "SW-1\nSW-2"), ("Site", "B")])
    assert made == "From the workshop\n\nAsset: SW-1\n  SW-2\nSite: B"
    mine = f"{made}\nAsk Ana."

    assert register_notes.merged(mine, "From the workshop", [("Site", "B")]) == mine
    changed = register_notes.merged(mine, None, [("Asset", r"SW-3 \1"), ("Rack", "7")])
    assert changed == (
        "From the workshop\n\nAsset: SW-3 \\1\nSite: B\nAsk Ana.\nRack: 7"
    )  # fmt: skip
    assert register_notes.merged("a", "a and b", []) == "a and b"


def test_projects_are_found_by_key_or_name_else_made(store: Store) -> None:
    header = ("ID", "Title", "Project")
    report = take_in(store, header, (1, "a", "DC Move"), (2, "b", "dc-move"), (3, "c", "7 %"),
                     project="cloud")  # fmt: skip

    assert rows(store, 'SELECT "key" FROM project ORDER BY id') == [("dc-move",)]
    assert all_of(store, "project_id, notes") == [(1, ""), (1, ""), (None, "Project: 7 %")]
    assert "The project #dc-move is new." in report.remarks
    take_in(store, HEADER, *ROWS, project="cloud")
    assert [it for (it,) in all_of(store, "project_id")] == [1, 1, None, 2, 2]


def test_what_occurred_is_an_issue_and_what_is_accepted_says_by_whom(store: Store) -> None:
    header = ("ID", "Title", "Status", "Response", "Accepted by")
    report = take_in(store, header, (1, "a", "Occurred", "", ""), (2, "b", "", "Accept", "Cy"),
                     (3, "c", "", "Avoid", "Cy"))  # fmt: skip

    assert rows(store, "SELECT title, occurred_on, status FROM issue") == [
        ("a", str(TODAY), "open")
    ]
    assert all_of(store, "accepted_by, notes")[1:] == [("Cy", ""), (None, "Accepted by: Cy")]
    assert "One risk is accepted without saying by whom, until when and why." in report.remarks


def test_one_undo_takes_all_of_it_back_and_the_burn_down_with_it(store: Store) -> None:
    take_in(store, HEADER, *ROWS)
    score = [point.score for point in points(store)]

    store.replay(history.undo)

    assert score == [26]
    assert rows(store, "SELECT count(*) FROM risk") == [(0,)]
    assert [point.score for point in points(store)] == [0]


def points(store: Store) -> list[Point]:
    return store.read(lambda session: burn_down.read(plain(session), TODAY, TODAY, TODAY))


CELL = st.one_of(
    st.sampled_from(["", "3", "High", "40 %", "140 %", "-", "open", "Closed", "Accept", "Share"]),
    st.sampled_from(["2026-12-01", "3/4/2026", "€ 1,000", "7", "opportunity", "occurred", "R-001"]),
    st.text(max_size=8),
)
COLUMNS = (
    "ID", "Title", "Kind", "Status", "Likelihood", "Impact", "Residual impact", "Probability %",
    "Impact cost", "Response", "Due date", "Project", "Accepted by", "Notes", "Asset",
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=5))
def test_any_register_changes_nothing_the_second_time(
    connection: Connection, cells: list[list[str]]
) -> None:
    found = read(csv_of(COLUMNS, *cells))
    connection.execute("BEGIN IMMEDIATE")
    try:
        journal.begin(connection, NOW, journal.SHELL)
        _, first = register_merge.take_in(connection, found, NOW)
        _, again = register_merge.take_in(connection, found, NOW)
    finally:
        connection.execute("ROLLBACK")

    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)
    assert first.created + first.skipped == first.read


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    db = file.connect(str(tmp_path_factory.mktemp("merge") / "plan.db"))
    yield db
    db.close()


def test_a_preview_writes_nothing(store: Store) -> None:
    found = read(csv_of(HEADER, *ROWS))
    _, report = store.read(lambda session: register_merge.preview(plain(session), found, NOW))

    assert report.created == 2
    assert all_of(store, "id") == []
