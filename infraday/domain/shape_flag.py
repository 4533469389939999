"""The JSON shape of a red flag. Once shipped, fields are only added."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from infraday.domain.flag import FlagState
from infraday.domain.shape import Shape


class Cell(Protocol):
    """One flag of one project, as it stands."""

    @property
    def key(self) -> str: ...
    @property
    def project(self) -> str: ...
    @property
    def state(self) -> FlagState: ...
    @property
    def computed(self) -> FlagState: ...
    @property
    def person(self) -> FlagState | None: ...
    @property
    def raised_on(self) -> date | None: ...
    @property
    def evidence(self) -> Sequence[str]: ...
    @property
    def note(self) -> str: ...
    @property
    def said_on(self) -> date | None: ...


def flag(cell: Cell, name: str, links: Sequence[str], today: date) -> Shape:
    """`state` is the worse of the computed one and the person's. `age_days` counts from the day
    it was raised; both are null while it is not."""
    raised = cell.raised_on
    return {
        "key": cell.key,
        "name": name,
        "project": cell.project,
        "state": cell.state,
        "computed_state": cell.computed,
        "person_state": cell.person,
        "raised_on": raised and raised.isoformat(),
        "age_days": max(0, (today - raised).days) if raised else None,
        "evidence": list(cell.evidence),
        "person_said_on": cell.said_on and cell.said_on.isoformat(),
        "person_note": cell.note or None,
        "turned_into": list(links),
    }
