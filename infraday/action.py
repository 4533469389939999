"""What an action of the planner is, before it has a place in `keys`."""

from typing import NamedTuple


class Action(NamedTuple):
    """`id` is what a keymap names; its verb is the method `action_…` and the store's function."""

    id: str
    key: str  # as Textual writes keys; several parted by commas
    label: str  # about six letters: the footer's
    tooltip: str  # a sentence: the palette's and the help's
    group: str
    call: str = ""  # the action's call, where the id's verb does not say it
    footer: int = 0  # its place in the footer; 0 keeps it out

    @property
    def method(self) -> str:
        return self.call or self.id.partition(".")[2]
