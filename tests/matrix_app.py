"""The planner on its Matrix screen, with keys as a person presses them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from infraday.config import Config
from infraday.domain.matrix import Quadrant
from infraday.models import Task
from infraday.screens.matrix import MatrixScreen
from infraday.store.engine import Store
from tests import day_app, factories
from tests.day_app import WIDE, Clock, Planner
from tests.factories import TODAY, task

__all__ = ["Matrix", "matrix", "portfolio"]


class Matrix:
    """What stands on the Matrix screen, and the planner around it."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.press, self.type = planner.press, planner.type

    @property
    def screen(self) -> MatrixScreen:
        screen = self.planner.app.screen_stack[0]
        assert isinstance(screen, MatrixScreen)
        return screen

    @property
    def dialog(self) -> str:
        """The name of the dialog that is open, or nothing."""
        top = self.planner.app.screen
        return "" if top is self.screen else type(top).__name__

    @property
    def here(self) -> str:
        """The title of the task under the cursor."""
        row = self.screen.here
        return row.task.title if row else ""

    @property
    def quadrant(self) -> str:
        """Where the cursor is."""
        return self.screen.active.value

    def titles(self, quadrant: Quadrant) -> list[str]:
        """What stands in a quadrant, in its order."""
        pane = self.screen.lists[quadrant]
        rows = (pane.row(place) for place in range(pane.count))
        return [row.task.title for row in rows if row]

    @property
    def all(self) -> dict[str, list[str]]:
        return {quadrant.value: self.titles(quadrant) for quadrant in Quadrant}

    @property
    def tasks(self) -> dict[str, Task]:
        """The tasks as the file has them, by their titles."""
        return {one.title: one for one in factories.tasks(self.planner.store)}

    @property
    def lines(self) -> list[str]:
        return self.planner.lines

    @property
    def text(self) -> str:
        return self.planner.text

    @property
    def toasts(self) -> str:
        return "\n".join(self.planner.toasts)

    @property
    def labels(self) -> list[str]:
        """What was done, newest first."""
        return [entry.label for entry in self.planner.log]

    async def to(self, title: str) -> None:
        """Put the cursor on a task by keys."""
        for _ in Quadrant:
            await self.press("home")
            for _ in range(self.screen.pane.count):
                if self.here == title:
                    return
                if self.screen.pane.at < self.screen.pane.count - 1:
                    await self.press("j")
            await self.press("tab")
        assert self.here == title

    async def tick(self) -> None:
        self.screen.tick()
        await self.planner.settle()


def portfolio() -> Sequence[Task]:
    """Two tasks in each quadrant, one in the inbox, one snoozed."""
    day = timedelta(days=1)
    opened = {"status": "open"}
    return (
        task("Answer the auditor", important=True, due=TODAY, estimate_minutes=45, **opened),
        task("Cutover runbook", important=True, due=TODAY + day, estimate_minutes=120, **opened),
        task("Rack elevations", important=True, due=TODAY + 20 * day, **opened),
        task("Exit plan", important=True, due=TODAY + 30 * day, estimate_minutes=360, **opened),
        task("Badge list", status="waiting", owner="ana", asked_on=TODAY - day, chase_on=TODAY),
        task("Parking permits", due=TODAY, **opened),
        task("Old wiki page", urgent_override=False, **opened),
        task("Cable colours", urgent_override=False, owner="jo", **opened),
        task("Call the carrier"),
        task("Later", important=True, snoozed_until=TODAY + 3 * day, **opened),
    )


@asynccontextmanager
async def matrix(
    store: Store,
    *rows: Task,
    size: tuple[int, int] = WIDE,
    clock: Clock | None = None,
    config: Config | None = None,
) -> AsyncIterator[Matrix]:
    """Open the plan on its Matrix screen, with these tasks in it."""
    if rows:
        factories.planned(store, *rows)
    async with day_app.planner(store, size=size, clock=clock, config=config) as planner:
        await planner.press("2")
        yield Matrix(planner)
