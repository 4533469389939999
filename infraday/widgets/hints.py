"""The footer: the keys of the screen, as many as fit. A click presses one."""

from collections.abc import Sequence

from textual import events

from infraday.domain import panels, text
from infraday.domain.picture import Line
from infraday.keys import Action, say_key
from infraday.widgets.painted import Painted


class Hints(Painted):
    """`actions` are those shown, under the keys they have now."""

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__(id="footer")
        self._actions = actions

    def picture(self, y: int) -> Line:
        hints = [(say_key(action.key), action.label) for action in self._actions]
        return panels.footer(hints, self.size.width)

    async def on_click(self, event: events.Click) -> None:
        edge, shown = 0, ""
        for run, role in self.picture(0):
            edge += text.width(run)
            if role == "key":
                shown = run.strip()
            if event.x < edge:
                for action in self._actions:
                    if role in ("key", "muted") and say_key(action.key) == shown:
                        self.app.simulate_key(action.key.split(",")[0])
                return
