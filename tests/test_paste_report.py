"""Pasting a report: what is too much is said, and said again to who takes it in all the same."""

from textual.events import Paste

from infraday.exchange.intake_report import Report
from infraday.screens.paste_report import MOST, ReportScreen
from tests.dialog_app import DialogApp, screen_text


async def test_what_is_too_much_is_refused_and_is_not_called_nothing() -> None:
    def read(_: str) -> Report:
        raise AssertionError("nothing was pasted that could be read")

    app = DialogApp(ReportScreen(read))
    async with app.run_test(size=(120, 24)) as pilot:
        app.screen.query_one("#report").post_message(Paste("x" * (MOST + 1)))
        await pilot.pause()
        assert "nothing of it was pasted" in screen_text(app)
        await pilot.press("ctrl+s")
        assert "That is more than 200 000 characters" in screen_text(app)
        assert app.answers == []
