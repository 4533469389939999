"""Projects: found by the key that `#` names, and made where a new one is named."""

from sqlmodel import Session, col, select

from infraday.domain import project as rules
from infraday.models import Project


def by_key(session: Session, key: str) -> Project | None:
    """The project that a typed key names, if there is one."""
    return session.exec(select(Project).where(Project.key == rules.key(key))).first()


def all_keys(session: Session) -> list[str]:
    """Every key there is, in the order of the alphabet."""
    return list(session.exec(select(Project.key).order_by(col(Project.key))))


def ensure(session: Session, key: str) -> tuple[Project, bool]:
    """The project that a typed key names, and whether it had to be made."""
    if found := by_key(session, key):
        return found, False
    made = Project(key=rules.key(key), name=rules.key(key))
    session.add(made)
    session.flush()
    return made, True


def named(session: Session, key: str | None) -> tuple[int | None, list[str]]:
    """The id of the project that a form names, and what the user should know of it."""
    if key is None or not key.strip():
        return None, []
    project, is_new = ensure(session, key)
    return project.id, [f"The project #{project.key} is new."] if is_new else []
