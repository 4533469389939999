"""Dialogs that one types into: what was typed is never lost by leaving them."""

from collections.abc import Mapping
from typing import Protocol, TypeVar, cast

from infraday.screens.dialog import Dialog

T = TypeVar("T")
LOW = 16  # rows, as the class -low of a dialog has it


class KeepsDrafts(Protocol):
    """An app that keeps what was typed until its dialog opens again."""

    def keep_draft(self, name: str, values: dict[str, str]) -> None: ...
    def take_draft(self, name: str) -> dict[str, str] | None: ...


class TypedDialog(Dialog[T | None]):
    """`draft_name` is what its text is kept under; without one it is not kept."""

    draft_name = ""

    @property
    def low(self) -> bool:
        """Too few rows for the keys that one can do without."""
        return self.app.size.height < LOW

    def typed(self) -> dict[str, str]:
        """What the user typed and would miss; nothing when there is nothing."""
        raise NotImplementedError

    def draft(self) -> tuple[str, dict[str, str]] | None:
        typed = self.typed() if self.draft_name else {}
        return (self.draft_name, typed) if typed else None

    def take_draft(self) -> Mapping[str, str]:
        """What was left here the last time."""
        if not self.draft_name:
            return {}
        return cast(KeepsDrafts, self.app).take_draft(self.draft_name) or {}

    def action_back(self) -> None:
        if draft := self.draft():
            cast(KeepsDrafts, self.app).keep_draft(*draft)
        self.dismiss(None)
