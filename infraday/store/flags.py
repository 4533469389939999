"""Red flags, as a person works with them: a word on one, and what it is turned into."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from sqlmodel import Session, col, func, select

from infraday.domain import RuleError
from infraday.domain.flag import FlagState
from infraday.domain.flags import UNFED, Flag
from infraday.domain.refs import risk_ref, task_ref
from infraday.domain.task import TaskStatus
from infraday.models import FlagCheck, FlagLink, FlagVerdict, Project, Risk, Task
from infraday.store import risks
from infraday.store.journal import Outcome
from infraday.store.risks import Change

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


def check_all(
    session: Session, said: Sequence[tuple[int, Flag, str]], state: FlagState, at: datetime
) -> Outcome:
    """The same word on several flags, each by its project's id, with a note."""
    done = [check(session, project_id, flag, state, note, at) for project_id, flag, note in said]
    return Outcome(", ".join(outcome.label for outcome in done))


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


UNKNOWN = ("No data yet", "Not checked yet", UNFED)
"""How evidence begins where there is none."""


def risk_of(flag: Flag, project: str, evidence: Sequence[str], note: str = "") -> Change:
    """What a form for the risk that a flag becomes is filled in with: its cause is the worst sign,
    or what a person noted where there is none, and all of the evidence stands in the notes."""
    known = _known(evidence)
    cause = known[0].partition(";")[0].rstrip(".") if known else note
    return {
        "title": f"{flag.name} in {project}",
        "cause": _within(cause),
        "event": _within(flag.name),
        "effect": flag.leads_to,
        "project": project,
        "notes": "\n".join((*known, *_noted(note), _notes(flag))).strip(),
    }


def _known(evidence: Sequence[str]) -> list[str]:
    return [said for said in evidence if not said.startswith(UNKNOWN)]


def _noted(note: str) -> list[str]:
    return [f"Noted: {note}"] if note else []


def _within(words: str) -> str:
    """As it stands within a sentence; SPI and the like stay as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


class Wanted(TypedDict):
    """The task that a flag becomes."""

    title: str
    notes: str


def task_of(flag: Flag, project: str, evidence: Sequence[str], note: str = "") -> Wanted:
    """The same for a task: the first response that the checklist suggests."""
    title = flag.responses[0] if flag.responses else f"Look into {_within(flag.name)}"
    told = "\n".join((f"{flag.name} in {project}:", *_known(evidence), *_noted(note)))
    return {"title": title, "notes": f"{told}\n{_notes(flag)}".strip()}


def _notes(flag: Flag) -> str:
    return "\n".join(f"- {response}" for response in flag.responses)


def into_risk(
    session: Session, project_id: int, flag: Flag, change: Change, at: datetime
) -> Outcome:
    """Make the risk that a flag becomes; the link is kept both ways."""
    made = risks.add(session, change, at)
    risk_id = session.exec(select(func.max(col(Risk.id)))).one()
    assert risk_id is not None
    return _linked(session, project_id, flag, risk_ref(risk_id), at, made.remarks)


def into_task(
    session: Session, project_id: int, flag: Flag, wanted: Wanted, at: datetime
) -> Outcome:
    """Make the task that a flag becomes: important, and urgent while the flag is raised."""
    task = Task(
        **wanted, project_id=project_id, status=TaskStatus.OPEN, important=True, created_at=at
    )
    session.add(task)
    session.flush()
    return _linked(session, project_id, flag, task_ref(task.id), at)


def _linked(
    session: Session,
    project_id: int,
    flag: Flag,
    target: str,
    at: datetime,
    remarks: tuple[str, ...] = (),
) -> Outcome:
    outcome = turn_into(session, project_id, flag, target, at)
    return outcome._replace(remarks=remarks)


def turn_into(session: Session, project_id: int, flag: Flag, target: str, at: datetime) -> Outcome:
    """Keep that a flag became a risk or a task, by its reference such as R-023."""
    there = select(FlagLink).where(
        FlagLink.project_id == project_id, FlagLink.key == flag.key, FlagLink.target == target
    )
    if session.exec(there).first() is None:
        session.add(FlagLink(project_id=project_id, key=flag.key, target=target, made_on=at.date()))
    project = session.get_one(Project, project_id)
    return Outcome(f"Turn {flag.name} in {project.key} into {target}")
