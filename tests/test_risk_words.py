"""A risk in words: what is typed to find it, what is told of it, what is copied."""

from datetime import timedelta
from typing import NamedTuple

import pytest

from infraday.domain import picture, risk_detail, risk_filter, risk_text
from infraday.domain.picture import Line
from infraday.domain.risk import (
    BANDS,
    OPEN,
    Band,
    Category,
    IssueStatus,
    Occasion,
    Proximity,
    Rating,
    Response,
    RiskKind,
    RiskStatus,
)
from infraday.domain.risk_detail import Told
from infraday.domain.risk_filter import Typed
from infraday.domain.risk_view import View, Wanted
from infraday.store.plain_rows import ProjectRow
from infraday.store.risk_lists import Detail
from infraday.store.risk_rows import AssessmentRow, IssueRow
from tests.factories import NOW, TODAY
from tests.plain_risks import around, risk

KEYS, OWNERS = ("dc-move", "dc", "net-up"), ("ana", "anabel", "jo")
DAY = timedelta(days=1)
DC = ProjectRow(1, "dc-move", "DC move", None)


def read(typed: str) -> Typed:
    return risk_filter.read(typed, KEYS, OWNERS)


def said(line: Line) -> str:
    return "".join(run for run, _ in line)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Wanted()),
        ("fibre path", Wanted(words=("fibre", "path"))),
        ("#net @JO", Wanted(project="net-up", owner="jo")),
        ("#dc", Wanted(project="dc")),
        ("@nobody", Wanted(owner="nobody")),
        ("critical HIGH", Wanted(bands=frozenset({Band.CRITICAL, Band.HIGH}))),
        ("vendor overdue", Wanted(category=Category.VENDOR, overdue=True)),
        ("due", Wanted(due=True)),
        ("closed", Wanted(statuses=frozenset({RiskStatus.CLOSED}))),
        ("closed rejected", Wanted(statuses=frozenset({RiskStatus.CLOSED, RiskStatus.REJECTED}))),
        ("all", Wanted(statuses=frozenset())),
        ("all open", Wanted(statuses=OPEN)),
        ("opportunities", Wanted(kind=RiskKind.OPPORTUNITY)),
        ("?", Wanted(unassessed=True)),
        ('"network"', Wanted(words=("network",))),
        ('# @ " ""', Wanted()),
        ("critica", Wanted(words=("critica",))),
    ],
)
def test_what_one_types_finds(typed: str, wanted: Wanted) -> None:
    assert read(typed) == Typed(wanted)
    assert read(typed).is_empty == (wanted == Wanted())


def test_a_project_that_there_is_not_is_said() -> None:
    found = read("#nope fibre")
    assert not found.is_empty
    assert str(found) == "fibre (there is no #nope)"


def test_what_was_read_is_said_so_that_it_reads_the_same_again() -> None:
    typed = '#dc-move @ana closed rejected high critical vendor threat overdue due fibre "network"'
    assert str(read(typed)) == typed
    assert read(str(read(typed))) == read(typed)
    assert str(read("?")) == "not assessed"


def test_what_is_pending_names_both_ratings_and_what_to_press() -> None:
    before, after = Rating(4, 5), Rating(3, 5)
    line = risk_text.pending("R-004", View.CURRENT, before, after, BANDS)
    assert line == "R-004 4×5 ▲ 20 critical → 3×5 ▲ 15 critical: enter saves, esc does not"
    assert risk_text.pending("R-004", View.RESIDUAL, before, after, BANDS).startswith(
        "R-004 residual 4×5"
    )
    assert len(risk_text.pending_short("R-004", before, after, BANDS)) <= 38


def test_half_a_rating_says_which_half_is_missing() -> None:
    line = risk_text.pending("R-019", View.CURRENT, Rating(), Rating(3, None), BANDS)
    assert line == "R-019 not assessed → 3×?, not assessed: i gives the impact"
    assert risk_text.advice(Rating(None, 2)) == "p gives the probability"


def test_what_is_not_saved_is_named_or_counted() -> None:
    assert risk_text.unsaved(["R-004"]) == "R-004 not saved"
    assert risk_text.unsaved(["R-004", "R-011"]) == "2 ratings not saved"


def test_the_burn_down_in_a_line_tells_where_it_came_from_and_what_was_planned() -> None:
    line = risk_text.burn_down([184, 150, 97], 80, TODAY - 84 * DAY, TODAY)
    assert line == "█▇▅  184 → 97 since 1 Sep, plan 80"
    assert risk_text.burn_down([184], 80, TODAY, TODAY) == ""


def test_a_risk_is_copied_as_it_was_typed() -> None:
    one = risk(probability=4, impact=5, owner="ana", response=Response.MITIGATE, title="[b] x")
    assert risk_text.plain(one, "Because of y, x may happen.", DC, BANDS) == (
        "R-004 [b] x · #dc-move · @ana · assessed · 4×5 ▲ 20 critical · mitigate\n"
        "Because of y, x may happen."
    )
    assert risk_text.named([one]) == "R-004 [b] x"
    assert risk_text.named([one, one]) == "2 risks"
    assert risk_text.brief(one, TODAY) == "R-004 [b] x · @ana · mitigate · never yet"


class Task(NamedTuple):
    """A task, as far as it is told of."""

    id: int = 31
    title: str = "Order a second line"
    status: str = "open"
    due: object = TODAY - DAY
    owner: str | None = "ana"


def assessment(**fields: object) -> AssessmentRow:
    base: dict[str, object] = {
        **dict.fromkeys(AssessmentRow._fields), "id": 1, "risk_id": 4, "on": TODAY, "at": NOW,
        "by": "ana", "occasion": Occasion.CHANGED, "status": RiskStatus.ASSESSED,
    }  # fmt: skip
    return AssessmentRow(**{**base, **fields})  # type: ignore[arg-type]  # by name


WHOLE = risk(
    probability=4, impact=5, response=Response.ACCEPT, response_plan="second carrier",
    response_due=TODAY - DAY, response_cost_cents=500_000, trigger="works permit",
    contingency_plan="old core", fallback_plan="LTE", accepted_by="Head of IT",
    accept_until=TODAY - 2 * DAY, justification="cheaper", probability_pct=30.0,
    impact_cost_cents=4_000_000, proximity=Proximity.THIS_MONTH, last_reviewed=TODAY - 30 * DAY,
    review_every_days=14, lesson="Ask first", notes="[bold]n[/]", category=Category.VENDOR,
)  # fmt: skip
ISSUE = IssueRow(2, 1, 4, "Fibre cut", None, None, IssueStatus.OPEN, TODAY, None, 120_000, "", NOW)


def related() -> Detail:
    history = [
        assessment(probability=4, impact=5, note="the vendor called"),
        assessment(probability=3, impact=5, on=TODAY - 9 * DAY, occasion=Occasion.ADDED),
    ]
    return Detail(history, [Task()], [], [(1, "unrealistic_deadlines")], [ISSUE])  # type: ignore[list-item]  # what is told of it


def shown(cells: int, told: Told) -> list[str]:
    return [said(line) for line in risk_detail.lines(WHOLE, related(), told, around(), cells)]


def test_the_detail_tells_all_there_is() -> None:
    told = Told("Because of y, x may happen.", ["The residual score is above the current."], "▇▁")
    text = "\n".join(line.rstrip() for line in shown(90, told))
    for words in (
        "Because of y, x may happen.", "The residual score is above the current.",
        "Response     accept · threat, vendor, assessed",
        "Plan         second carrier · ◷ was due 23 Nov · costs 5 000",
        "Trigger      works permit", "Contingency  old core", "Fallback     LTE",
        "Accepted     by Head of IT · ran out 22 Nov · cheaper",
        "Exposure     12 000 = 30 % of 40 000", "Proximity    this month",
        "Review       ran out 2 d · last 25 Oct · every 14 d", "Lesson       Ask first",
        "Notes        [bold]n[/]", "Burn-down    ▇▁", "Issue        I-002 Fibre cut · since today",
        "Actions      ○ T-31 Order a second line → ana  ◷ 23 Nov",
        "Red flags    unrealistic deadlines",
        "History      today   4×5 ▲20 changed · ana · the vendor called",
        "15 Nov  3×5 ▲15 added · ana",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("cells", [8, 20, 40, 80, 95, 96, 118, 198])
def test_every_line_of_the_detail_fits(cells: int) -> None:
    told = Told("日本 " * 40, ["w" * 300])
    for line in risk_detail.lines(WHOLE, related(), told, around(), cells):
        assert picture.width(line) == cells


def test_with_room_the_history_stands_beside_the_plan() -> None:
    told = Told("Because of y, x may happen.")
    assert len(shown(120, told)) < len(shown(90, told))
    assert all(" │ " in line for line in shown(120, told))
    assert any("Because of y" in line and "Actions" in line for line in shown(120, told))


def test_what_is_not_known_takes_no_line() -> None:
    nothing = Detail([], [], [], [], [])
    lines = risk_detail.lines(risk(title="X"), nothing, Told("X"), around(), 60)
    assert [said(line).rstrip() for line in lines] == [
        "X", "Response     none yet · threat, assessed", "Review       not assessed",
    ]  # fmt: skip
