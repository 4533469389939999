"""What is done about a risk: tasks made for it, and the tasks and blocks that are linked to it."""

from datetime import date, datetime

from sqlmodel import Session, select

from infraday.domain import RuleError, refs
from infraday.domain.refs import risk_ref
from infraday.domain.task import TaskStatus
from infraday.domain.wording import quoted
from infraday.models import Block, Link, Risk, Task
from infraday.store import block_rows, tasks, texts
from infraday.store.errors import NotFoundError
from infraday.store.journal import Outcome
from infraday.store.risk_records import get, name


def add_action(
    session: Session,
    risk_id: int,
    title: str,
    due: date | None,
    owner: str | None,
    at: datetime,
) -> Outcome:
    """A task that answers the risk. It is open and important: somebody has judged it."""
    risk = get(session, risk_id)
    task = made(session, risk, title, at, due=due, owner=texts.said(owner))
    return Outcome(f"Add {tasks.name(task)} for {name(risk)}")


def made(
    session: Session,
    risk: Risk,
    title: str,
    at: datetime,
    *,
    due: date | None = None,
    owner: str | None = None,
    urgent_override: bool | None = None,
) -> Task:
    """A task of the risk's project, linked to it."""
    words, notes, _ = texts.titled(title, "", "task")
    task = Task(
        title=words,
        notes=notes,
        project_id=risk.project_id,
        status=TaskStatus.OPEN,
        important=True,
        urgent_override=urgent_override,
        due=due,
        owner=owner,
        created_at=at,
    )
    session.add(task)
    session.flush()
    session.add(Link(task_id=task.id, target=risk_ref(risk.id)))
    return task


def link(session: Session, risk_id: int, ref: str, at: datetime) -> Outcome:
    """A task or a block helps with the risk. Said twice, nothing changes."""
    risk, owner = get(session, risk_id), _owner(session, ref)
    if _between(session, risk, owner) is None:
        block_id, task_id = (owner.id, None) if isinstance(owner, Block) else (None, owner.id)
        session.add(Link(block_id=block_id, task_id=task_id, target=risk_ref(risk.id)))
    return Outcome(f"Link {_name(owner)} to {name(risk)}")


def unlink(session: Session, risk_id: int, ref: str, at: datetime) -> Outcome:
    risk, owner = get(session, risk_id), _owner(session, ref)
    held = _between(session, risk, owner)
    if held is None:
        raise RuleError(f"{_name(owner)} is not linked to {name(risk)}.")
    session.delete(held)
    return Outcome(f"Unlink {_name(owner)} from {name(risk)}")


def _owner(session: Session, ref: str) -> Block | Task:
    """The task or block that a reference names; an occurrence becomes a block of its own."""
    named = refs.parse(ref)
    if named.day is not None:
        return block_rows.get(session, refs.occurrence_id(named.id, named.day))
    if named.kind not in "TB":
        raise RuleError(f"{quoted(ref)} is no task and no block. Name one: T-7 or B-12.")
    is_task = named.kind == "T"
    owner = session.get(Task, named.id) if is_task else session.get(Block, named.id)
    if owner is None:
        raise NotFoundError(f"There is no {named} to link to. Look its reference up in the list.")
    return owner


def _between(session: Session, risk: Risk, owner: Block | Task) -> Link | None:
    block_id, task_id = (owner.id, None) if isinstance(owner, Block) else (None, owner.id)
    query = select(Link).where(
        Link.block_id == block_id, Link.task_id == task_id, Link.target == risk_ref(risk.id)
    )
    return session.exec(query).first()


def _name(owner: Block | Task) -> str:
    return block_rows.name(owner) if isinstance(owner, Block) else tasks.name(owner)
