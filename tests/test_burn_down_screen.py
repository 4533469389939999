"""The burn-down over the register: all projects, each of them, other spans."""

from datetime import timedelta

from infraday.domain.picture import width
from infraday.store import risks
from infraday.store.engine import Store
from infraday.store.risks import Change
from infraday.widgets.picker import Sheet
from tests import day_app
from tests.day_app import NARROW
from tests.factories import NOW
from tests.risk_rows import PLANNED

OTHER: Change = {"title": "Freeze", "project": "net-up", "probability": 2, "impact": 2}


async def test_the_chart_goes_through_the_projects_and_spans_at_any_size(store: Store) -> None:
    long_ago, lately = NOW - timedelta(days=200), NOW - timedelta(days=20)
    store.change(risks.add, PLANNED | {"project": "dc-move"}, long_ago)
    store.change(risks.add, OTHER, lately)
    store.change(risks.rate, 1, {"probability": 2}, lately)
    async with day_app.planner(store, size=NARROW) as planner:
        await planner.press("3", "B")
        assert "Burn-down: all projects" in planner.text
        assert "Score  16 → 12 since 25 Aug, planned 12" in planner.text
        sheet = planner.app.screen.query_one(Sheet)
        for cells in (60, 58):  # a scrollbar that comes takes some
            assert max(width(sheet.line_at(y, cells)) for y in range(sheet.count)) <= cells
        await planner.press("z")
        assert "since 8 May" in planner.text
        await planner.press("p")
        assert "Burn-down: dc-move" in planner.text
        assert "Score  16 → 8 since 8 May" in planner.text
        await planner.press("p")
        assert "Score  4 → 4 since 4 Nov" in planner.text
        await planner.press("P", "end")
        assert "R-001 Core switch late" in planner.text
        assert "4 000  100 %" in planner.text
        for size in [(1, 1), (40, 10), (120, 40), (200, 60)]:
            await planner.pilot.resize_terminal(*size)
        await planner.settle()
        assert "Contingency reserve  4 000" in planner.text
        await planner.press("escape", "2")
        assert "Matrix" in planner.text


async def test_an_empty_register_has_no_chart(store: Store) -> None:
    async with day_app.planner(store, size=NARROW) as planner:
        await planner.press("3", "B", "p", "z")
        assert "No risk was ever open here" in planner.text
