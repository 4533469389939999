"""A block in a form: its fields, and what the form makes of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from infraday.domain.block import Kind
from infraday.screens import block_entry, repeats
from infraday.screens.bindings import bindings
from infraday.screens.block_entry import YES, BlockEntry, BlockValues
from infraday.screens.field_form import KEYS, FieldForm, Read
from infraday.screens.repeats import SCOPES, Recurs

__all__ = ["BlockEntry", "BlockForm", "BlockValues"]

KINDS = {kind.value: kind.replace("_", "-") for kind in Kind}
TICKS = {"": "☐ no", YES: "☑ yes"}
SAID = {"fixed": "stays when the rest is pushed", "unplanned": "was not in the plan"}


class BlockForm(FieldForm[BlockEntry]):
    """`values` stand in the fields; `error` is why the plan refused them. What was typed before
    under this `draft_name`, else title, and not saved is there again."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        KEYS
    )  # as "Form" has them in the lists of keys
    never_mind: ClassVar[Sequence[str]] = ("activity",)

    def __init__(
        self,
        values: BlockValues,
        title: str,
        today: date,
        projects: Sequence[str],
        *,
        recurs: Recurs | None = None,
        error: str | None = None,
        draft_name: str | None = None,
    ) -> None:
        """`recurs` tells of the series that the block is an occurrence of."""
        super().__init__(title, _texts(values), error)
        if draft_name is not None:
            self.draft_name = draft_name
        self._today = today
        self._recurs = recurs
        self._projects = projects

    def fill(self, values: Mapping[str, str]) -> None:
        if self._recurs:
            scopes = dict(zip(SCOPES, repeats.SAID, strict=True))
            self.choice("scope", "Applies to", scopes, values["scope"])
        self.line("activity", "Activity", values["activity"])
        self.line("day", "Day", values["day"], short=True)
        self.line("start", "Start", values["start"], short=True)
        self.line("end", "End", values["end"], short=True)
        self.line("repeats", "Repeats", values["repeats"], example=repeats.EXAMPLE)
        self.line("purpose", "Purpose", values["purpose"])
        self.line("output", "Output", values["output"])
        self.choice("kind", "Kind", KINDS, values["kind"])
        self.line("project", "Project", values["project"], self._projects, short=True)
        self.text("notes", "Notes", values["notes"])
        self.choice("fixed", "Fixed", TICKS, values["fixed"])
        self.choice("unplanned", "Unplanned", TICKS, values["unplanned"])
        self.line("links", "Links", values["links"], short=True)

    def read(self, values: Mapping[str, str]) -> Read[BlockEntry]:
        read = block_entry.read(_block(values), self._today, self._projects, self._recurs)
        return Read({**SAID, **read.said}, {}, read.wrong, read.entry)

    @property
    def block(self) -> BlockValues:
        """What stands in the fields now."""
        return _block(self.values)


def _texts(values: BlockValues) -> dict[str, str]:
    """The fields as the form has them."""
    return {
        name: value if isinstance(value, str) else YES if value else ""
        for name, value in values._asdict().items()
    }


def _block(values: Mapping[str, str]) -> BlockValues:
    texts = dict(values)
    kind = Kind(texts.pop("kind"))
    fixed, unplanned = texts.pop("fixed") == YES, texts.pop("unplanned") == YES
    return BlockValues(**texts, kind=kind, fixed=fixed, unplanned=unplanned)
