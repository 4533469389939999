"""Every dialog that one types into, at any size of the terminal."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.events import Paste

from infraday.screens.typed import TypedDialog
from tests.dialog_app import DialogApp, shown
from tests.test_ask_screen import goto
from tests.test_block_form import CUTOVER, form
from tests.test_capture_screen import LINE, capture
from tests.typing_app import HOSTILE

DIALOGS: dict[str, Callable[[], TypedDialog[Any]]] = {
    "ask": goto,
    "capture": lambda: capture(LINE),
    "form": lambda: form(CUTOVER),
}
SIZES = [(1, 1), (3, 2), (12, 4), (20, 5), (300, 80), (40, 10), (59, 16), (60, 34), (80, 24)]


@pytest.mark.parametrize("name", DIALOGS)
async def test_it_survives_any_size_and_keeps_its_text(name: str) -> None:
    dialog = DIALOGS[name]()
    app: DialogApp[Any] = DialogApp(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(Paste(" ".join(HOSTILE)))
        await pilot.pause()
        before, typed = shown(app), dialog.typed()
        for size in SIZES:
            await pilot.resize_terminal(*size)
        await pilot.pause()

        assert dialog.typed() == typed
        assert shown(app) == before


@pytest.mark.parametrize("theme", ["nord", "ansi-dark"])
@pytest.mark.parametrize("name", DIALOGS)
async def test_it_is_painted_in_any_theme_with_plain_signs_only(name: str, theme: str) -> None:
    app: DialogApp[Any] = DialogApp(DIALOGS[name](), theme)
    app.ascii = True
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        lines = "".join(shown(app)).replace("─", "").replace("│", "")  # Textual's own border

        assert "esc" in lines
        assert [sign for sign in lines if ord(sign) > 126 and sign not in "┌┐└┘"] == []
