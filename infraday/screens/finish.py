"""Close a block: what it produced, then the action items that came out of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from textual.app import ComposeResult

from infraday.domain.block import OutputState
from infraday.domain.panels import say_span
from infraday.domain.quickadd import Reading
from infraday.domain.refs import block_ref
from infraday.domain.rows import Block
from infraday.screens.finish_items import ItemStep
from infraday.screens.finish_output import OutputStep, said
from infraday.screens.typed import TypedDialog
from infraday.widgets.framing import Note


class Finish(NamedTuple):
    """What was produced. A state of None: nothing was expected, and nothing is recorded."""

    note: str | None
    state: OutputState | None
    items: tuple[Reading, ...]


class FinishScreen(TypedDialog[Finish]):
    """`now` is naive local, `projects` are the keys that are known; `note` is what it is known to
    have produced."""

    def __init__(
        self,
        block: Block,
        now: datetime,
        projects: Sequence[str],
        default_minutes: int = 60,
        *,
        note: str = "",
    ) -> None:
        super().__init__(f"Done: {block.activity}", say_span(block, block.day))
        self.draft_name = f"finish {block_ref(block.id)}"
        self.produced = Note("produced")
        self.output = OutputStep(block, note)
        self.items = ItemStep(now, projects, default_minutes)

    def body(self) -> ComposeResult:
        yield self.output
        yield self.produced
        yield self.items

    def on_mount(self) -> None:
        if draft := self.take_draft():
            if "note" in draft:
                self.output.restore(draft["note"], draft.get("state", ""))
            self.items.items.restore(draft)
        self._step(items=False)

    def _step(self, *, items: bool) -> None:
        """Show one step or the other; what was typed stands in both."""
        self.output.display = not items
        self.items.display = items
        words, role = said(self.output.note, self.output.state)
        title = "Action items; an empty line ends them"
        self.produced.say(*((("Produced", words, role), ("", title, "title")) if items else ()))
        step = self.items if items else self.output
        step.begin()
        step.input.focus()
        self.show_keys()

    def typed(self) -> dict[str, str]:
        return self.output.typed | self.items.items.kept()

    def hints(self) -> list[tuple[str, str]]:
        if self.items.display:
            return [*self.items.hints(), ("app.back", "back to the output")]
        if not self.output.expects and self.output.state is None:
            return [("enter", "done, nothing to record"), ("app.back", "back")]
        return [
            ("enter", "on, to action items"), ("finish.turn", "choose"),
            ("finish.partial", "partial"), ("finish.none", "nothing"), ("app.back", "back"),
        ]  # fmt: skip

    def on_output_step_changed(self) -> None:
        self.show_keys()

    def on_item_step_changed(self) -> None:
        self.show_keys()

    def on_output_step_entered(self) -> None:
        """What was for nothing in particular is asked once, and not for action items as well."""
        if self.output.expects or self.output.state is not None or self.items.items.entered:
            self._step(items=True)
        else:
            self._finish()

    def on_item_step_finished(self) -> None:
        self._finish()

    def _finish(self) -> None:
        self.dismiss(Finish(self.output.note, self.output.state, self.items.readings))

    def action_back(self) -> None:
        if self.items.display:
            self._step(items=False)
        else:
            super().action_back()
