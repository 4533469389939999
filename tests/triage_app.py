"""Triage on a plan in a file, driven with keys that are counted."""

from infraday.domain.triage import Item
from infraday.models import Task
from infraday.screens.triage import TriageScreen
from tests import factories
from tests.day_app import Planner


def overnight(title: str = "CRITICAL san-02: failover", number: int = 1, **fields: object) -> Task:
    """A task as a report makes it."""
    notes = f"Intake: critical · 2026-11-24 02:11 · from alerts.log\n02:11 {title}"
    given = {"source": "intake", "source_uid": f"k{number}@2026-11-24", "important": True}
    return factories.task(title, **{**given, "notes": notes, **fields})


def inbox(count: int) -> list[Task]:
    return [factories.task(f"Item {number}") for number in range(1, count + 1)]


def triage(planner: Planner) -> TriageScreen:
    """The Triage screen, whatever is open over it."""
    screen = planner.app.screen_stack[0]
    assert isinstance(screen, TriageScreen)
    return screen


def dialog(planner: Planner) -> str:
    """The name of the dialog that is open over Triage, or nothing."""
    top = planner.app.screen
    return "" if top is triage(planner) else type(top).__name__


def here(planner: Planner) -> Item:
    """The item that is asked about."""
    item = triage(planner).run.current
    assert item is not None
    return item


class Counted:
    """Presses keys and counts them; a character that is typed is a key."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.planner.press(*keys)

    async def type(self, words: str) -> None:
        self.keys += len(words)
        await self.planner.type(words)
