"""The dialogs over the register at any size, in any theme, with plain signs, with hostile text."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from infraday.domain.risk import Response
from infraday.screens import risk_entry
from infraday.screens.occurred import OccurredScreen
from infraday.screens.respond import RespondForm
from infraday.screens.risk_entry import Around
from infraday.screens.risk_form import RiskForm
from infraday.store.risk_rows import RiskRow
from tests.dialog_app import DialogApp, screen_text, shown
from tests.factories import NOW, TODAY
from tests.typing_app import HOSTILE

HOSTILE_LINES = "\n".join(HOSTILE)
EMPTY: dict[str, Any] = dict.fromkeys(RiskRow._fields)
ROW = RiskRow(
    **EMPTY
    | {
        "id": 4, "version": 1, "title": HOSTILE[2], "kind": "threat", "status": "planned",
        "response": Response.MITIGATE, "response_plan": HOSTILE_LINES, "cause": HOSTILE[0],
        "contingency_plan": HOSTILE_LINES, "fallback_plan": HOSTILE_LINES, "notes": "",
        "created_at": NOW, "probability": 4, "impact": 4,
    }
)  # fmt: skip
BASE = risk_entry.values_of(ROW, "dc-move")
DIALOGS: dict[str, Callable[[], Screen[Any]]] = {
    "respond": lambda: RespondForm("Respond to R-004", BASE, Around(TODAY)),
    "occurred": lambda: OccurredScreen(ROW, TODAY),
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_it_survives_any_size_and_is_plain_where_it_must_be(name: str) -> None:
    app = DialogApp(DIALOGS[name](), "ansi-dark")
    app.ascii = True
    async with app.run_test(size=(80, 24)) as pilot:
        before = screen_text(app)
        for size in [(1, 1), (3, 2), (20, 5), (300, 80), (40, 10), (80, 24)]:
            await pilot.resize_terminal(*size)
            assert len(shown(app)) == size[1]
        await pilot.pause()
        assert screen_text(app) == before
        assert "\x1b" not in before
        await pilot.press("escape")
        assert app.answers == [None]


async def test_what_was_not_changed_stays_whatever_it_says() -> None:
    app = DialogApp(RiskForm("Edit R-004", BASE, Around(TODAY)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        [entry] = app.answers
        assert entry
        assert entry.change == {}
