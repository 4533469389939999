"""Links from a block or a task to other records, each by its reference."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from infraday.domain import refs
from infraday.models import Block, Link, Task
from infraday.store.errors import NotFoundError

_TABLES: dict[str, type[Block] | type[Task]] = {"B": Block, "T": Task}


def of(session: Session, owner: Block | Task) -> tuple[str, ...]:
    """The references that a block or a task links to, in the order in which they were given."""
    held = col(Link.block_id if isinstance(owner, Block) else Link.task_id) == owner.id
    return tuple(session.exec(select(Link.target).where(held).order_by(col(Link.id))))


def replace(session: Session, owner: Block | Task, targets: Iterable[str]) -> None:
    """Make these the links of a block or a task. NotFoundError where one leads nowhere."""
    wanted = dict.fromkeys(_checked(session, target) for target in targets)
    block_id, task_id = (owner.id, None) if isinstance(owner, Block) else (None, owner.id)
    held = select(Link).where(Link.block_id == block_id, Link.task_id == task_id)
    for link in session.exec(held).all():
        if link.target in wanted:
            del wanted[link.target]
        else:
            session.delete(link)
    session.add_all(Link(block_id=block_id, task_id=task_id, target=target) for target in wanted)


def _checked(session: Session, target: str) -> str:
    """The reference as it is kept. Only what has tables already can be looked for."""
    ref = refs.parse(target)
    table = _TABLES.get(ref.kind)
    if table is not None and session.get(table, ref.id) is None:
        raise NotFoundError(f"There is no {ref} to link to. Look its reference up in the list.")
    return str(ref)
