"""What a dialog covered is seen again when it gets lower."""

from datetime import datetime, time

import pytest
from textual._compositor import Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.widget import Widget

from infraday.screens.capture import CaptureScreen
from infraday.widgets.safe_input import SafeInput
from tests.day_rows import TUESDAY
from tests.dialog_app import DialogApp


class Recording(CaptureScreen):
    """Keeps what it was to paint anew."""

    asked: tuple[Region, ...] = ()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "Recording":
        self.asked += regions
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


async def test_a_dialog_that_gets_lower_leaves_no_line_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reflow = Compositor.reflow

    def forgetful(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
        """As when Textual has looked where things stand just before it lays them out anew."""
        compositor._full_map, _ = compositor._arrange_root(parent, size, visible_only=False)
        return reflow(compositor, parent, size)

    dialog = Recording(datetime.combine(TUESDAY, time(11)), 60, [])
    app = DialogApp(dialog)
    async with app.run_test(size=(40, 10)) as pilot:
        before = dialog.query_one(".dialog").region
        dialog.asked = ()
        monkeypatch.setattr(Compositor, "reflow", forgetful)
        dialog.on_input_changed(SafeInput.Changed(dialog.input, "call 16:00 30m out: A date"))
        await pilot.pause()
        assert dialog.query_one(".dialog").region.y > before.y
        assert before.union(dialog.query_one(".dialog").region) in dialog.asked
