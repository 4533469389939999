"""A risk as a line of the register: its columns, and what they say."""

from datetime import date, timedelta

import pytest

from infraday.domain import picture, risk_row
from infraday.domain.picture import Line
from infraday.domain.risk import Category, Proximity, Rating, Response, RiskKind, RiskStatus
from infraday.domain.risk_row import USUAL, Columns
from infraday.domain.risk_view import Column, View
from infraday.store.plain_rows import ProjectRow
from infraday.store.risk_rows import RiskRow
from tests.factories import TODAY
from tests.plain_risks import around, risk

DC = ProjectRow(1, "dc-move", "DC move", None)
DAY = timedelta(days=1)
FULL = risk(
    probability=4, impact=5, inherent_probability=5, inherent_impact=5, residual_probability=2,
    residual_impact=3, owner="ana", response=Response.MITIGATE, category=Category.VENDOR,
    proximity=Proximity.THIS_MONTH, probability_pct=50.0, impact_cost_cents=24_000_000,
    next_review=TODAY - 3 * DAY, response_due=TODAY - DAY, project_id=1,
)  # fmt: skip


def said(line: Line) -> str:
    return "".join(run for run, _ in line)


def cells_of(one: RiskRow, *columns: Column, **fields: object) -> list[str]:
    """What stands in these columns."""
    found: Columns = [(column, 24) for column in columns]
    line = said(risk_row.row(one, around(project=DC, **fields), found, here=False, marked=False))
    return [line[2 + 26 * place :][:24].strip() for place in range(len(columns))]


def test_every_column_says_its_own() -> None:
    assert cells_of(FULL, *Column) == [
        "R-004", "Core switch arrives late", "4×5 ▲20", "4", "5", "▲ critical", "ana", "▏dc-move",
        "vendor", "assessed", "mitigate", "this month", "120 000", "240 000", "2×3 ◇ 6",
        "5×5 ▲25", "overdue 3 d", "◷ 23 Nov", "today",
    ]  # fmt: skip


def test_what_is_not_known_is_a_dash_and_not_assessed_a_word() -> None:
    assert cells_of(risk(), *Column)[2:] == [
        "?", "–", "–", "? not assessed", "–", "▏dc-move", "–", "assessed", "–", "–", "–", "–", "?",
        "?", "not assessed", "–", "today",
    ]  # fmt: skip
    assert cells_of(risk(impact=4), Column.SCORE) == ["?×4 ?"]


def test_the_score_is_that_of_the_view_or_the_one_that_is_not_saved_yet() -> None:
    assert cells_of(FULL, Column.SCORE, view=View.RESIDUAL) == ["2×3 ◇ 6"]
    assert cells_of(FULL, Column.SCORE, pending=Rating(3, 5)) == ["3×5 ▲15"]
    assert risk_row.order_of(Column.SCORE, View.INHERENT) is Column.INHERENT
    assert risk_row.order_of(Column.SCORE, View.CURRENT) is Column.SCORE
    assert risk_row.order_of(Column.TITLE, View.INHERENT) is Column.TITLE


ACCEPTED = {"response": Response.ACCEPT, "accept_until": date(2027, 11, 30)}


@pytest.mark.parametrize(
    ("fields", "words", "role"),
    [
        ({"next_review": TODAY}, "today", "warn"),
        ({"next_review": TODAY + 3 * DAY}, "Fri", "text"),
        ({"next_review": TODAY - DAY}, "overdue 1 d", "urgent"),
        ({"probability": 1, "impact": 1}, "never yet", "warn"),
        ({"probability": 1, "impact": 1, "last_reviewed": TODAY}, "–", "muted"),
        ({}, "not assessed", "warn"),
        ({"response": Response.ACCEPT, "accept_until": TODAY + 6 * DAY}, "until Mon", "muted"),
        ({"response": Response.ACCEPT, "accept_until": TODAY}, "until today", "muted"),
        ({"response": Response.ACCEPT, "accept_until": TODAY - 2 * DAY}, "ran out 2 d", "urgent"),
        (ACCEPTED | {"next_review": TODAY + 90 * DAY}, "to 30 Nov 2027", "muted"),
        (ACCEPTED | {"next_review": TODAY - 3 * DAY}, "overdue 3 d", "urgent"),
        (ACCEPTED | {"next_review": TODAY + DAY}, "Wed", "text"),
        ({"status": RiskStatus.CLOSED, "next_review": TODAY - DAY}, "closed", "muted"),
        ({"status": RiskStatus.OCCURRED, "occurred_on": TODAY - DAY}, "occurred 23 Nov", "muted"),
    ],
)
def test_when_one_looks_at_it_again(fields: dict[str, object], words: str, role: str) -> None:
    assert risk_row.review(risk(**fields), TODAY) == (words, role)


def test_the_cursor_the_mark_and_what_is_not_saved_are_signs() -> None:
    columns = risk_row.layout(USUAL, 60)
    for here, marked, pending, sign in (
        (True, True, None, "▸☑"), (True, False, None, "▸ "), (False, True, None, "☑ "),
        (True, True, Rating(1, 1), "▸*"), (False, False, Rating(1, 1), "* "),
    ):  # fmt: skip
        line = risk_row.row(FULL, around(pending=pending), columns, here=here, marked=marked)
        assert said(line).startswith(f"{sign}R-004")


def test_an_opportunity_is_told_by_a_plus_and_never_warns() -> None:
    chance = FULL._replace(kind=RiskKind.OPPORTUNITY)
    line = risk_row.row(chance, around(), [(Column.TITLE, 30), (Column.SCORE, 7)],
                        here=False, marked=False)  # fmt: skip
    assert said(line).startswith("  + Core switch")
    assert ("▲", "good") in line


def test_what_is_closed_is_quiet() -> None:
    line = risk_row.row(FULL._replace(status=RiskStatus.CLOSED), around(),
                        risk_row.layout(USUAL, 120), here=False, marked=False)  # fmt: skip
    assert {role for _, role in line[1:]} == {"muted"}


@pytest.mark.parametrize("cells", [12, 24, 38, 40, 60, 80, 83, 120, 144, 200])
@pytest.mark.parametrize("one", [FULL, risk(title="日本" * 60, owner="o" * 40), risk(id=123456)])
def test_a_row_and_its_heading_fit(one: RiskRow, cells: int) -> None:
    columns = risk_row.layout(USUAL, cells)
    line = risk_row.row(one, around(project=DC), columns, here=True, marked=True)
    head = risk_row.heading(columns, Column.SCORE, descending=True, view=View.CURRENT)
    assert picture.width(line) == picture.width(head)
    if cells >= 38:
        assert picture.width(line) == cells


def test_what_there_is_no_room_for_goes_from_the_end() -> None:
    assert dict(risk_row.layout(USUAL, 142))[Column.TITLE] == 38
    names = {cells: [it for it, _ in risk_row.layout(USUAL, cells)] for cells in (40, 80, 200)}
    assert names[40] == [Column.REF, Column.TITLE, Column.SCORE]
    assert names[80] == list(USUAL[:6])
    assert names[200] == list(USUAL)


def test_columns_stand_in_the_order_that_was_chosen() -> None:
    chosen = (Column.REVIEW, Column.SCORE, Column.REF, Column.TITLE)
    columns = risk_row.layout(chosen, 80)
    assert [it for it, _ in columns] == list(chosen)
    head = said(risk_row.heading(columns, Column.REVIEW, descending=False, view=View.RESIDUAL))
    assert head.split() == ["Review↑", "Resid.", "Ref", "Title"]
    assert risk_row.column_at(columns, 3) is Column.REVIEW
    assert risk_row.column_at(columns, head.index("Title")) is Column.TITLE
    assert risk_row.column_at(columns, 0) is None
