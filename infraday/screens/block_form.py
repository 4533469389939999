"""A block in a form: every field, how each is read while one types, and why it is refused."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from infraday.domain.block import Kind
from infraday.domain.wording import listed
from infraday.keys import Action
from infraday.screens import block_entry, repeats
from infraday.screens.bindings import bindings
from infraday.screens.block_entry import YES, BlockEntry, BlockValues, Read
from infraday.screens.repeats import SCOPES, Recurs
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
__all__ = ["BlockEntry", "BlockForm", "BlockValues"]

KINDS = tuple(Kind)
WIDE = 60  # columns from which there is room beside a short field
NEVER_MIND = ("activity",)  # what is only missed once it is to be saved
TICKS = ("☐ no", "☑ yes")
SAID = {"fixed": "stays when the rest is pushed", "unplanned": "was not in the plan"}


class BlockForm(TypedDialog[BlockEntry]):
    """`values` stand in the fields; `error` is why the plan refused them. What was typed before
    under this `draft_name`, else title, and not saved is there again: the fields that were
    changed, over `values`."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual types it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-roomy"), (34, "-tall")]  # noqa: RUF012 - the same
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

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
        super().__init__(title)
        self.draft_name = title if draft_name is None else draft_name
        self._before = values
        self._today = today
        self._recurs = recurs
        self._projects = projects
        self._error = error or ""
        self._tried = False
        self.trouble = Words(id="trouble")
        self.fields: dict[str, Field] = {}
        self.lines: dict[str, SafeInput] = {}
        self.choices: dict[str, Choice] = {}
        self.notes = SafeArea()

    def body(self) -> Iterable[Widget]:
        values = self._before if self._error else _over(self._before, self.take_draft())
        back = "What you typed here before is back." if values != self._before else ""
        self.trouble.say((back, "muted"), (self._error, "urgent"))
        self._fill(values)
        self._show()
        with VerticalScroll(id="fields", can_focus=False):
            yield from self.fields.values()
        yield self.trouble

    def _fill(self, values: BlockValues) -> None:
        """Make the fields, in their order."""
        if self._recurs:
            self._choice("scope", "Applies to", repeats.SAID, SCOPES.index(values.scope))
        self._line("activity", "Activity", values.activity)
        self._line("day", "Day", values.day, short=True)
        self._line("start", "Start", values.start, short=True)
        self._line("end", "End", values.end, short=True)
        self._line("repeats", "Repeats", values.repeats)
        self._line("purpose", "Purpose", values.purpose)
        self._line("output", "Output", values.output)
        kinds = [kind.replace("_", "-") for kind in KINDS]
        self._choice("kind", "Kind", kinds, KINDS.index(values.kind))
        self._line("project", "Project", values.project, short=True)
        self.notes.put(values.notes)
        self.fields["notes"] = Field("notes", "Notes", self.notes)
        self._choice("fixed", "Fixed", TICKS, int(values.fixed))
        self._choice("unplanned", "Unplanned", TICKS, int(values.unplanned))
        self._line("links", "Links", values.links, short=True)

    def _line(self, name: str, label: str, value: str, *, short: bool = False) -> None:
        complete = self._complete if name == "project" else None
        example = repeats.EXAMPLE if name == "repeats" else ""
        self.lines[name] = SafeInput(value, placeholder=example, complete=complete)
        self.fields[name] = Field(name, label, self.lines[name], short=short)

    def _choice(self, name: str, label: str, words: Sequence[str], at: int) -> None:
        self.choices[name] = Choice(words, at)
        self.fields[name] = Field(name, label, self.choices[name], short=len(words) == 2)

    def hints(self) -> list[tuple[str, str]]:
        save = [("form.save", "save")]
        if self.notes.has_focus:
            save = [("enter", "new line"), *save]
        if self.low:
            return [*save, ("app.back", "back")]
        return [*save, ("tab", "next field"), ("app.back", "back, the text is kept")]

    def on_resize(self) -> None:
        for field in self.fields.values():
            field.stand(wide=self.app.size.width >= WIDE)

    def on_mount(self) -> None:
        self.lines["activity"].focus()

    @property
    def values(self) -> BlockValues:
        """What stands in the fields now."""
        texts = {name: line.value for name, line in self.lines.items()}
        return BlockValues(
            **texts,
            kind=KINDS[self.choices["kind"].at],
            fixed=bool(self.choices["fixed"].at),
            unplanned=bool(self.choices["unplanned"].at),
            notes=self.notes.typed,
            scope=SCOPES[self.choices["scope"].at] if self._recurs else SCOPES[0],
        )

    def typed(self) -> dict[str, str]:
        """The fields that were changed; after a refusal, all of them."""
        before, now = _texts(self._before), _texts(self.values)
        return {name: now[name] for name in now if self._error or now[name] != before[name]}

    def on_input_changed(self) -> None:
        self._show()

    def on_choice_changed(self) -> None:
        self._show()

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Hand the block on when all of it can be read, else go to what cannot."""
        self._tried = True
        read = self._show()
        if read.entry is not None:
            self.dismiss(read.entry)
            return
        wrong = [field for name, field in self.fields.items() if name in read.wrong]
        wrong[0].editor.focus()
        labels = listed(field.label for field in wrong)
        self.trouble.say((f"Not saved. Look at {labels}.", "urgent"))

    def _show(self) -> Read:
        """Say at each field how it is read."""
        read = block_entry.read(self.values, self._today, self._projects, self._recurs)
        for name, field in self.fields.items():
            if name in read.wrong and (self._tried or name not in NEVER_MIND):
                field.say(read.wrong[name], "warn")
            elif name == "notes":
                field.say(TOO_LONG if self.notes.read_only else "", "warn")
            else:
                field.say(read.said.get(name, SAID.get(name, "")), "muted")
        return read

    def _complete(self, typed: str) -> str:
        begun = typed.removeprefix("#").lower()
        ways = (key[len(begun) :] for key in self._projects if key.startswith(begun))
        return next(ways, "") if begun else ""


def _texts(values: BlockValues) -> dict[str, str]:
    """The fields as a draft keeps them."""
    return {
        name: value if isinstance(value, str) else YES if value else ""
        for name, value in values._asdict().items()
    }


def _over(values: BlockValues, draft: Mapping[str, str]) -> BlockValues:
    """The values with what a draft has of them."""
    known: dict[str, object] = {}
    for name, text in draft.items():
        if name == "kind" and text in KINDS:
            known[name] = Kind(text)
        elif name in ("fixed", "unplanned"):
            known[name] = text == YES
        elif name == "scope" and text not in SCOPES:
            continue
        elif name in BlockValues._fields and name != "kind":
            known[name] = text
    return BlockValues(**{**values._asdict(), **known})
