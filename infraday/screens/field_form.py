"""A form of labelled fields: how each is read while one types, and why it is refused."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from infraday.domain.wording import listed
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.typed import TypedDialog
from infraday.widgets.choice import Choice
from infraday.widgets.field import Field
from infraday.widgets.fluid import Words
from infraday.widgets.safe_area import TOO_LONG, SafeArea
from infraday.widgets.safe_input import SafeInput

KEYS = (
    Action("form.save", "ctrl+s", "Save", "Save what the form says.", "Form"),
    Action("form.accept", "enter", "Save", "Save, from a field of one line.", "Form", "save"),
)
WIDE = 60  # columns from which there is room beside a short field
E = TypeVar("E")


class Read(NamedTuple, Generic[E]):
    """How each field is read, what there is to doubt, or why it cannot be, by its name. The entry
    when nothing is wrong."""

    said: Mapping[str, str]
    doubts: Mapping[str, str]
    wrong: Mapping[str, str]
    entry: E | None


class FieldForm(TypedDialog[E], Generic[E]):
    """`values` stand in the fields, choices as their words; `error` is why the plan refused them.
    What was typed here before and not saved is there again: the fields that were changed."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual types it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-roomy"), (34, "-tall")]  # noqa: RUF012 - the same
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    never_mind: ClassVar[Sequence[str]] = ()  # what is only missed once it is to be saved

    def __init__(self, title: str, values: Mapping[str, str], error: str | None = None) -> None:
        super().__init__(title)
        self.draft_name = title
        self._before = dict(values)
        self._error = error or ""
        self._tried = False
        self.trouble = Words(id="trouble")
        self.fields: dict[str, Field] = {}
        self.lines: dict[str, SafeInput] = {}
        self.choices: dict[str, tuple[Sequence[str], Choice]] = {}
        self.notes = SafeArea()

    def fill(self, values: Mapping[str, str]) -> None:
        """Make the fields, in their order."""
        raise NotImplementedError

    def read(self, values: Mapping[str, str]) -> Read[E]:
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        draft = {} if self._error else self.take_draft()
        values = self._before | {name: draft[name] for name in draft if name in self._before}
        back = "What you typed here before is back." if values != self._before else ""
        self.trouble.say((back, "muted"), (self._error, "urgent"))
        self.fill(values)
        self._show()
        self._stand()
        with VerticalScroll(id="fields", can_focus=False):
            yield from self.fields.values()
        yield self.trouble

    def line(
        self,
        name: str,
        label: str,
        value: str,
        known: Sequence[str] = (),
        *,
        short: bool = False,
        example: str = "",
    ) -> None:
        """A field of one line; of what is `known`, `right` completes what one types. The `example`
        stands there while it is empty."""

        def complete(typed: str) -> str:
            begun = typed.lstrip("#@").casefold()
            ways = (word[len(begun) :] for word in known if word.casefold().startswith(begun))
            return next(ways, "") if begun else ""

        completing = complete if known else None
        self.lines[name] = SafeInput(value, placeholder=example, complete=completing)
        self.fields[name] = Field(name, label, self.lines[name], short=short)

    def choice(self, name: str, label: str, ways: Mapping[str, str], value: str) -> None:
        """One of a few ways, each with the words that show it; a draft may name none of them."""
        known = list(ways)
        asked = (value, self._before.get(name, ""))
        at = next((known.index(one) for one in asked if one in ways), 0)
        choice = Choice(list(ways.values()), at)
        self.choices[name] = (known, choice)
        self.fields[name] = Field(name, label, choice, short=len(ways) == 2)

    def text(self, name: str, label: str, value: str) -> None:
        self.notes.put(value)
        self.fields[name] = Field(name, label, self.notes)

    def hints(self) -> list[tuple[str, str]]:
        save = [("form.save", "save")]
        if self.notes.has_focus:
            save = [("enter", "new line"), *save]
        if self.low:
            return [*save, ("app.back", "back")]
        return [*save, ("tab", "next field"), ("app.back", "back, the text is kept")]

    def on_resize(self) -> None:
        self._stand()

    def _stand(self) -> None:
        for field in self.fields.values():
            field.stand(wide=self.app.size.width >= WIDE)

    def on_mount(self) -> None:
        next(iter(self.lines.values())).focus()

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        found = {name: line.value for name, line in self.lines.items()}
        found |= {name: ways[choice.at] for name, (ways, choice) in self.choices.items()}
        return found | {"notes": self.notes.typed}

    def typed(self) -> dict[str, str]:
        """The fields that were changed; after a refusal, all of them."""
        now = self.values
        return {name: now[name] for name in now if self._error or now[name] != self._before[name]}

    def on_input_changed(self) -> None:
        self._show()

    def on_choice_changed(self) -> None:
        self._show()

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Hand the entry on when all of it can be read, else go to what cannot."""
        self._tried = True
        read = self._show()
        if read.entry is not None:
            self.dismiss(read.entry)
            return
        wrong = [field for name, field in self.fields.items() if name in read.wrong]
        wrong[0].editor.focus()
        labels = listed(field.label for field in wrong)
        self.trouble.say((f"Not saved. Look at {labels}.", "urgent"))

    def _show(self) -> Read[E]:
        """Say at each field how it is read."""
        read = self.read(self.values)
        for name, field in self.fields.items():
            if name in read.wrong and (self._tried or name not in self.never_mind):
                field.say(read.wrong[name], "warn")
            elif field.editor is self.notes:
                field.say(TOO_LONG if self.notes.read_only else "", "warn")
            elif name in read.doubts:
                field.say(read.doubts[name], "warn")
            else:
                field.say(read.said.get(name, ""), "muted")
        return read
