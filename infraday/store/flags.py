"""Red flags, as a person works with them: a word on one, and what it is turned into."""

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from infraday.domain import RuleError
from infraday.domain.flag import FlagState
from infraday.domain.flags import Flag
from infraday.models import FlagCheck, FlagLink, FlagVerdict, Project
from infraday.store.journal import Outcome

SAID = (FlagState.CLEAR, FlagState.WATCH, FlagState.RAISED, FlagState.RESOLVED)


def check(
    session: Session, project_id: int, flag: Flag, state: FlagState, note: str, at: datetime
) -> Outcome:
    """A person's word on a flag; it stands beside what the data says. `at` is an aware local
    instant."""
    if state not in SAID:
        raise RuleError("Say clear, watch, raised or resolved.")
    project = session.get_one(Project, project_id)
    _row_of_today(session, project_id, flag.key, at.date())
    session.add(
        FlagVerdict(
            project_id=project_id, key=flag.key, day=at.date(), state=state, note=note.strip(),
            at=at,
        )
    )  # fmt: skip
    verb = "Raise" if state is FlagState.RAISED else "Check"
    said = "" if state is FlagState.RAISED else f": {state.value}"
    return Outcome(f"{verb} {flag.name} in {project.key}{said}")


def _row_of_today(session: Session, project_id: int, key: str, today: date) -> None:
    """What the flags are shown by: there is a row for each cell, even before the first check."""
    newest = session.exec(select(func.max(col(FlagCheck.day)))).first()
    cell = (project_id, key, newest or today)
    if session.get(FlagCheck, cell) is None:
        row = FlagCheck(
            project_id=project_id, key=key, day=newest or today,
            computed_state=FlagState.NO_DATA, since=today, evidence='["Not checked yet."]',
        )  # fmt: skip
        session.add(row)


def turn_into(session: Session, project_id: int, flag: Flag, target: str, at: datetime) -> Outcome:
    """Keep that a flag became a risk or a task, by its reference such as R-023."""
    there = select(FlagLink).where(
        FlagLink.project_id == project_id, FlagLink.key == flag.key, FlagLink.target == target
    )
    if session.exec(there).first() is None:
        session.add(FlagLink(project_id=project_id, key=flag.key, target=target, made_on=at.date()))
    project = session.get_one(Project, project_id)
    return Outcome(f"Turn {flag.name} in {project.key} into {target}")
