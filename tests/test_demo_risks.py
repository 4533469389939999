"""The demo's register: found, assessed and answered on days that are over, at any moment."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from sqlite3 import Connection

import pytest

from infraday.demo import register, story
from infraday.demo.fill import fill
from infraday.demo.moments import Here
from infraday.demo.register import Kept
from infraday.domain import burn_down as rule
from infraday.domain import risk_rules as rules
from infraday.domain.burn_down import Point
from infraday.domain.refs import risk_ref
from infraday.domain.risk import OPEN, Band, Rating, Response, RiskKind, RiskStatus, band
from infraday.store import burn_down, file, quick, risk_lists, risk_rows
from infraday.store.risk_rows import RiskRow
from tests.factories import TODAY

TOLD = story.read()
NINE = datetime.combine(TODAY, time(9, 42))
WEEK = [TODAY + timedelta(n) for n in range(7)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Connection:
    """On a Tuesday, at 09:42. To be read only."""
    path = str(tmp_path_factory.mktemp("demo") / "demo.db")
    fill(path, Here(NINE, TODAY))
    return file.connect(path)


def kept(day: date) -> list[Kept]:
    return list(register.risks(TOLD.risks, Here(datetime.combine(day, time(0, 5)), day)))


def risks(db: Connection) -> list[RiskRow]:
    return risk_rows.rows(db, "1", ())


def project(db: Connection, key: str) -> int:
    [pk] = db.execute("SELECT id FROM project WHERE key = ?", (key,)).fetchone()
    return int(pk)


def course(db: Connection, key: str) -> list[Point]:
    """The days up to today."""
    return burn_down.read(db, None, TODAY, TODAY, RiskKind.THREAT, project(db, key))


def scores(points: Sequence[Point]) -> list[int]:
    return [point.score or 0 for point in points]


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%a}")
def test_what_was_said_of_a_risk_was_said_on_a_working_day_that_is_over(day: date) -> None:
    for one in kept(day):
        days = [it["on"] for it in one.assessments]
        assert days == sorted(days, key=str)
        for said in (*one.assessments, {"on": one.row["last_reviewed"] or days[0]}):
            assert isinstance(said["on"], date)
            assert said["on"] < day
            assert said["on"].weekday() < 5
        assert all(str(it["at"])[:10] == str(it["on"]) for it in one.assessments)
        assert one.row["created_at"] == one.assessments[0]["at"]


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%a}")
def test_four_reviews_are_overdue_and_three_are_due_within_the_week(day: date) -> None:
    ahead: list[int] = []
    for one in kept(day):
        review = one.row["next_review"]
        if one.row["status"] in OPEN and isinstance(review, date):
            ahead.append((review - day).days)

    assert sum(days < 0 for days in ahead) == 4
    assert sum(0 <= days <= 7 for days in ahead) == 3


def test_refs_follow_the_days_on_which_risks_were_found(demo: Connection) -> None:
    found = risks(demo)

    assert found == sorted(found, key=lambda risk: risk.id)
    assert [risk.created_at for risk in found] == sorted(risk.created_at for risk in found)
    assert TODAY - found[0].created_at.date() > timedelta(days=145)


def test_the_register_has_some_of_everything(demo: Connection) -> None:
    found = risks(demo)
    threats = [risk for risk in found if risk.kind is RiskKind.THREAT and risk.status in OPEN]

    assert 22 <= len(found) <= 28
    assert {band(risk.current) for risk in threats} == {*Band, None}
    assert {risk.response for risk in found} == {*Response, None}
    assert {risk.status for risk in found} == set(RiskStatus)
    assert sum(risk.kind is RiskKind.OPPORTUNITY for risk in found) == 3
    assert sum(risk.current.score is None for risk in found if risk.status in OPEN) == 2
    lapsed = [
        rules.has_lapsed(it.accept_until, it.response, TODAY) for it in found if it.accepted_by
    ]
    assert sorted(lapsed) == [False, True]


def test_every_risk_is_one_that_the_register_would_take(demo: Connection) -> None:
    for risk in risks(demo):
        rules.check_response(risk.kind, risk.response)
        rules.check_acceptance(
            risk.response, risk.accepted_by, risk.accept_until, risk.justification
        )
        order = rules.out_of_order(risk.kind, risk.inherent, risk.current, risk.residual)
        assert (risk.title, order) == (risk.title, [])


def test_what_ended_says_how(demo: Connection) -> None:
    by_status = {status: [it for it in risks(demo) if it.status is status] for status in RiskStatus}
    [occurred], [rejected] = by_status[RiskStatus.OCCURRED], by_status[RiskStatus.REJECTED]
    [issue] = risk_lists.detail(demo, occurred.id).issues

    assert [bool(it.lesson) for it in by_status[RiskStatus.CLOSED]] == [True, True]
    assert issue.actual_cost_cents == 860_000
    assert issue.occurred_on == occurred.occurred_on
    assert risk_lists.detail(demo, rejected.id).history[0].note


def test_the_migration_stays_above_its_plan(demo: Connection) -> None:
    points = course(demo, "dc-move")

    assert len(points) > 145
    last = points[-60:]
    above = [(point.score or 0) - point.planned_score for point in last]
    assert above == sorted(above)
    assert above[0] == 0
    assert above[-1] >= 40
    assert last[-1].score == max(scores(points))


def test_the_upgrade_burns_down_on_its_plan(demo: Connection) -> None:
    points = course(demo, "net-upgrade")

    assert scores(points) == [point.planned_score for point in points]
    since = scores(points[-55:])
    assert since == sorted(since, reverse=True)
    assert since[-1] < since[0] // 3


def test_the_exit_finds_more_risks_every_other_day(demo: Connection) -> None:
    points = course(demo, "cloud-exit")

    assert scores(points) == sorted(scores(points))
    assert len(points) < 20
    assert points[-1].open >= 6


def test_the_lines_are_those_of_the_assessments(demo: Connection) -> None:
    points = burn_down.read(demo, None, TODAY, TODAY)
    threats = {it.id for it in risks(demo) if it.kind is RiskKind.THREAT}
    said = [it for it in risk_rows.assessments(demo, "1", ()) if it.risk_id in threats]

    assert points == rule.rebuild(said, points[0].on, TODAY, TODAY)


def test_a_risk_stands_as_its_last_assessment_says(demo: Connection) -> None:
    for risk in risks(demo):
        last = risk_lists.detail(demo, risk.id).history[0]
        assert (last.status, Rating(last.probability, last.impact)) == (risk.status, risk.current)
        assert (last.response_plan, last.response_due) == (risk.response_plan, risk.response_due)


def test_tasks_and_blocks_help_with_most_risks(demo: Connection) -> None:
    details = [risk_lists.detail(demo, risk.id) for risk in risks(demo)]

    assert sum(bool(it.actions) for it in details) >= 18
    assert sum(bool(it.blocks) for it in details) >= 4
    assert {risk_ref(it.id) for it in risks(demo)} >= {
        target for (target,) in demo.execute("SELECT target FROM link WHERE target GLOB 'R-*'")
    }


def test_the_register_has_its_hour_today(demo: Connection) -> None:
    [block] = [it for it in quick.on_day(demo, TODAY) if it.kind == "risk"]

    assert (block.start, block.activity) == (time(14), "Update the risk register")
    linked = demo.execute("SELECT count(*) FROM link WHERE block_id = ?", (block.id,))
    assert linked.fetchone() == (2,)
