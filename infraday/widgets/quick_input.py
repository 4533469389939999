"""A line to type into whose first key may be an answer by itself."""

from collections.abc import Callable, Collection

from textual import events

from infraday.widgets.safe_input import SafeInput


class QuickInput(SafeInput):
    """While it is empty the keys of `quick` go to whoever binds them. `space` gives them up: what
    follows is typed."""

    def __init__(
        self, quick: Collection[str], *, complete: Callable[[str], str] | None = None
    ) -> None:
        super().__init__(complete=complete)
        self._quick = frozenset(quick)
        self.is_quick = True

    def _answers(self, key: str) -> bool:
        return self.is_quick and not self.value and key in self._quick

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return not self._answers(key) and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        if self._answers(event.key):
            event.prevent_default()  # nothing is typed, and the key goes on
        elif event.key == "space" and self.is_quick and not self.value:
            self.is_quick = False
            event.prevent_default()
            event.stop()
        else:
            super().on_key(event)
