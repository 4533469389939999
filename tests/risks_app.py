"""The planner on its Risks screen, with keys as a person presses them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from textual.widget import Widget

from infraday.config import Config
from infraday.domain.risk import Response
from infraday.models import Risk
from infraday.screens.risks import RisksScreen
from infraday.store import risks
from infraday.store.engine import Store
from infraday.store.risks import Change
from tests import day_app, factories, risk_rows
from tests.day_app import WIDE, Clock, Planner
from tests.factories import TODAY


class Risks:
    """What stands on the Risks screen, and the planner around it."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.press, self.type = planner.press, planner.type

    @property
    def screen(self) -> RisksScreen:
        screen = self.planner.app.screen_stack[0]
        assert isinstance(screen, RisksScreen)
        return screen

    @property
    def dialog(self) -> str:
        """The name of the dialog that is open, or nothing."""
        top = self.planner.app.screen
        return "" if top is self.screen else type(top).__name__

    @property
    def here(self) -> str:
        """The title of the risk under the cursor."""
        return self.screen.here.title if self.screen.here else ""

    @property
    def titles(self) -> list[str]:
        """What the register shows, in its order."""
        rows = (self.screen.register.row(at) for at in range(self.screen.register.length))
        return [self.risk(row.id).title for row in rows if row]

    def risk(self, risk_id: int) -> Risk:
        """A risk as the file has it."""
        return next(one for one in risk_rows.all_risks(self.planner.store) if one.id == risk_id)

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

    async def click(self, widget: Widget, x: int, y: int, times: int = 1) -> None:
        await self.planner.pilot.click(widget, offset=(x, y), times=times)
        await self.planner.settle()

    async def tick(self) -> None:
        self.screen.tick()
        await self.planner.settle()


DAY = timedelta(days=1)
REGISTER: Sequence[Change] = (
    {
        "title": "Core switch late", "cause": "the vendor has no stock",
        "event": "the switch comes late", "effect": "a month's slip", "owner": "ana",
        "inherent_probability": 5, "inherent_impact": 5, "probability": 4, "impact": 5,
        "residual_probability": 2, "residual_impact": 3, "response": Response.MITIGATE,
        "response_plan": "Order two", "response_due": TODAY + 9 * DAY,
        "probability_pct": 40.0, "impact_cost_cents": 1_000_000, "next_review": TODAY - 3 * DAY,
    },
    {"title": "Fibre path shared", "owner": "jo", "probability": 3, "impact": 4,
     "next_review": TODAY + 3 * DAY},
    {"title": "Budget cut", "probability": 2, "impact": 2, "next_review": TODAY + 30 * DAY},
    {"title": "Spare optics"},
)  # fmt: skip
"""A critical one that is overdue, a high, a low one, and one that is not assessed."""


@asynccontextmanager
async def register(
    store: Store,
    *changes: Change,
    size: tuple[int, int] = WIDE,
    clock: Clock | None = None,
    config: Config | None = None,
) -> AsyncIterator[Risks]:
    """Open the plan on its Risks screen, with these risks in it."""
    for change in changes:
        store.change(risks.add, change, factories.NOW)
    async with day_app.planner(store, size=size, clock=clock, config=config) as planner:
        await planner.press("3")
        yield Risks(planner)
