"""Risks that end: closed, rejected, occurred, deleted; and reopened. What occurred is an issue."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from infraday.domain import RuleError
from infraday.domain import risk_rules as rules
from infraday.domain.refs import issue_ref, risk_ref, task_ref
from infraday.domain.risk import IssueStatus
from infraday.domain.wording import listed
from infraday.models import FlagLink, Issue, Link, Risk
from infraday.store import texts
from infraday.store.journal import Outcome
from infraday.store.risk_actions import made
from infraday.store.risk_records import (
    assess_changed,
    current,
    found,
    get,
    issue_name,
    name,
    names,
    open_issues,
    rated,
    refused_by,
)


def close(
    session: Session, risk_ids: Sequence[int], at: datetime, lesson: str | None = None
) -> Outcome:
    """It can no longer happen, or is dealt with; what was learned is added to its lesson."""
    risks, remarks = found(session, risk_ids), []
    for risk in risks:
        before = rated(risk)
        with refused_by(risk, risks):
            risk.status = rules.close(risk.status)
        if learned := texts.said(lesson):
            risk.lesson = "\n".join(filter(None, (risk.lesson, learned)))
        remarks += [f"{issue_name(issue)} is still open." for issue in open_issues(session, risk)]
        assess_changed(session, risk, before, at)
    return Outcome(f"Close {names(risks)}", tuple(remarks))


def reject(session: Session, risk_ids: Sequence[int], at: datetime, reason: str) -> Outcome:
    """It was no risk; the reason stands in its history."""
    risks = found(session, risk_ids)
    for risk in risks:
        before = rated(risk)
        with refused_by(risk, risks):
            risk.status = rules.reject(risk.status, reason)
        assess_changed(session, risk, before, at, note=reason.strip())
    return Outcome(f"Reject {names(risks)}")


def reopen(session: Session, risk_ids: Sequence[int], at: datetime) -> Outcome:
    """It may happen, or happen again; an issue that it was stays."""
    risks = found(session, risk_ids)
    for risk in risks:
        before = rated(risk)
        with refused_by(risk, risks):
            status = rules.reopen(risk.status)
        risk.status = rules.after_rating(status, current(risk), risk.response, risk.response_plan)
        risk.occurred_on = None
        assess_changed(session, risk, before, at)
    return Outcome(f"Reopen {names(risks)}")


def occur(
    session: Session,
    risk_id: int,
    on: date,
    at: datetime,
    actual_cost_cents: int | None = None,
    tasks: Sequence[str] = (),
) -> Outcome:
    """It happened on a day: it becomes an issue, and the titles urgent tasks for the matrix."""
    risk = get(session, risk_id)
    before = rated(risk)
    risk.status = rules.occur(risk.status)
    rules.check_occurred(on, at.date())
    risk.occurred_on = on
    assess_changed(session, risk, before, at)
    remarks = open_issue(session, risk, at, rules.check_cost(actual_cost_cents))
    begun = [made(session, risk, title, at, urgent_override=True) for title in tasks]
    if begun:
        refs = listed(task_ref(task.id) for task in begun)
        remarks.append(f"To do in the matrix, urgent: {refs}.")
    return Outcome(f"Mark {name(risk)} as occurred", tuple(remarks))


def open_issue(
    session: Session, risk: Risk, at: datetime, actual_cost_cents: int | None = None
) -> list[str]:
    """The issue that a risk became, and how to say so."""
    issue = Issue(
        risk_id=risk.id,
        title=risk.title,
        project_id=risk.project_id,
        owner=risk.owner,
        occurred_on=risk.occurred_on or at.date(),
        actual_cost_cents=actual_cost_cents,
        created_at=at,
    )
    session.add(issue)
    session.flush()
    return [f"{risk_ref(risk.id)} is issue {issue_ref(issue.id)} now."]


def resolve_issue(
    session: Session, issue_id: int, on: date, actual_cost_cents: int | None, at: datetime
) -> Outcome:
    """What occurred is dealt with, and cost so much; None keeps what was said of that before."""
    issue = session.get_one(Issue, issue_id)
    if issue.status is IssueStatus.RESOLVED:
        raise RuleError(f"{issue_name(issue)} is resolved already.")
    rules.check_resolved(on, issue.occurred_on, at.date())
    issue.status, issue.resolved_on = IssueStatus.RESOLVED, on
    if actual_cost_cents is not None:
        issue.actual_cost_cents = rules.check_cost(actual_cost_cents)
    return Outcome(f"Resolve {issue_name(issue)}")


def delete(session: Session, risk_ids: Sequence[int], at: datetime) -> Outcome:
    """With its history, and the links to it; tasks, blocks and issues stay."""
    risks = found(session, risk_ids)
    label = f"Delete {names(risks)}"
    targets = [risk_ref(risk.id) for risk in risks]
    for table in (Link, FlagLink):
        for row in session.exec(select(table).where(col(table.target).in_(targets))):
            session.delete(row)
    ids = [risk.id for risk in risks]
    for issue in session.exec(select(Issue).where(col(Issue.risk_id).in_(ids))):
        issue.risk_id = None
    session.flush()
    for risk in risks:
        session.delete(risk)
    return Outcome(label)
