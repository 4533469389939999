"""Lay a template over a day: choose one, and see first what would go in."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import ClassVar, NamedTuple, Protocol

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from infraday.domain import text
from infraday.domain.picture import Line, Run, fill, spread
from infraday.domain.template import Template, TemplateBlock, begins_before
from infraday.domain.when import say_date, say_minutes, say_time
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.dialog import Dialog
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker

KEYS = (
    Action("lay.pane", "tab,shift+tab", "blocks", "Between templates and blocks.", "Lay", "pane"),
    Action("lay.force", "space", "all the same", "Lay a block that has no room, or do not.",
           "Lay", "force"),
    Action("lay.from_now", "f", "from now on", "Lay only the blocks that begin from now on.",
           "Lay", "from_now"),
)  # fmt: skip


class InTheWay(Protocol):
    @property
    def activity(self) -> str: ...


class Laid(Protocol):
    """A block of a template as it would be laid: `state` is free, there or taken."""

    @property
    def block(self) -> TemplateBlock: ...
    @property
    def state(self) -> str: ...
    @property
    def by(self) -> Sequence[InTheWay]: ...


class Lay(NamedTuple):
    """The template to lay, the places in it of the blocks to lay though they have no room, and
    before when none is to begin (naive local)."""

    template: Template
    forced: frozenset[int]
    since: datetime | None = None


class LayScreen(Dialog[Lay | None]):
    """`preview` says what would become of each block of a template; `errors` what is broken.
    With `now`, naive local, blocks that would begin before it are pointed out."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self,
        templates: Sequence[Template],
        preview: Callable[[Template], Sequence[Laid]],
        day: date,
        errors: Sequence[str] = (),
        now: datetime | None = None,
    ) -> None:
        super().__init__("Lay a template", say_date(day))
        self._day, self._now = day, now
        self._templates = templates
        self._preview = preview
        self._errors = errors
        self._seen: dict[int, Sequence[Laid]] = {}
        self._forced: dict[int, frozenset[int]] = {}
        self.names = Picker("templates")
        self.blocks = Picker("preview", rest="")
        self.note = Note("about")

    def body(self) -> Iterable[Widget]:
        with Container(id="lay"):
            yield self.names
            yield self.blocks
        yield self.note

    def on_mount(self) -> None:
        back, save = self.key_of("app.back"), self.key_of("template.save")
        self.names.empty = f"No template. {back}, {save} makes one."
        self.names.fill_with(len(self._templates), self._template)
        self.names.focus()
        self._show_preview()

    @property
    def place(self) -> int:
        """Which template the cursor is on; -1 without any."""
        return self.names.cursor if self._templates else -1

    @property
    def laid(self) -> Sequence[Laid]:
        """What would become of its blocks, asked once while this is open."""
        if self.place < 0:
            return ()
        if self.place not in self._seen:
            self._seen[self.place] = self._preview(self._templates[self.place])
        return self._seen[self.place]

    @property
    def current_is_forced(self) -> bool:
        return self.blocks.cursor in self.forced

    @property
    def forced(self) -> frozenset[int]:
        return self._forced.get(self.place, frozenset())

    def hints(self) -> list[tuple[str, str]]:
        going, past = self._going, self._past
        lay = [("list.choose", f"lay {going} block{'s' if going != 1 else ''}")] if going else []
        if 0 < past < going:
            lay.append(("lay.from_now", f"only the {going - past} from now on"))
        force = []
        if self.blocks.has_focus and self._can_force:
            word = "leave it out" if self.current_is_forced else "lay it all the same"
            force = [("lay.force", word)]
        pane = ("lay.pane", "templates" if self.blocks.has_focus else "blocks")
        return [*lay, *force, *([pane] if self.laid else []), ("app.back", "back")]

    @property
    def _going(self) -> int:
        """How many blocks would go in."""
        return sum(goes_in(laid, at in self.forced) for at, laid in enumerate(self.laid))

    @property
    def _past(self) -> int:
        """How many of those would begin before now."""
        return sum(
            goes_in(laid, at in self.forced) and self._is_past(laid.block)
            for at, laid in enumerate(self.laid)
        )

    def _is_past(self, block: TemplateBlock) -> bool:
        return self._now is not None and begins_before(block, self._day, self._now)

    @property
    def _can_force(self) -> bool:
        at = self.blocks.cursor
        return 0 <= at < len(self.laid) and self.laid[at].state == "taken"

    def _template(self, y: int, cells: int) -> Line:
        template = self._templates[y]
        count = f"  {len(template.blocks)}{' blocks' * (cells >= 50)}"
        title = text.clip(template.title, cells - len(count))
        return spread(((title, "text"),), ((count, "muted"),), cells)

    def _block(self, y: int, cells: int) -> Line:
        laid = self.laid[y]
        return block_line(laid, y in self.forced, cells, past=self._is_past(laid.block))

    def _show_preview(self, cursor: int = 0) -> None:
        self.blocks.fill_with(len(self.laid), self._block, cursor)
        self._say()

    def _say(self) -> None:
        """The whole of the block under the cursor; else what is broken."""
        on_blocks = self.blocks.has_focus and bool(self.laid)
        self.set_class(on_blocks, "-on-blocks")
        if on_blocks:
            laid = self.laid[self.blocks.cursor]
            past = self._is_past(laid.block)
            self.note.say(("", whole(laid, self.current_is_forced, past=past), "muted"))
        else:
            more = f" And {len(self._errors) - 1} more." if len(self._errors) > 1 else ""
            error = f"Left out: {self._errors[0]}{more}" if self._errors else ""
            late = f"{self._past} of {self._going} begin before now." if self._past else ""
            self.note.say(("", late, "warn"), ("", error, "warn"), ("", self._say_out(), "muted"))
        self.show_keys()

    def _say_out(self) -> str:
        """What stays out for what is planned, and how it goes in."""
        taken = (at for at, laid in enumerate(self.laid) if laid.state == "taken")
        if self.narrow or not (out := sum(at not in self.forced for at in taken)):
            return ""
        pane, force = self.key_of("lay.pane"), self.key_of("lay.force")
        stay = "1 stays" if out == 1 else f"{out} stay"
        return f"{stay} out: the time is taken. {pane}, then {force} lays one all the same."

    def on_descendant_focus(self) -> None:
        self._say()

    def on_picker_moved(self, event: Picker.Moved) -> None:
        if event.picker is self.names:
            self._show_preview()
        else:
            self._say()

    def on_picker_chosen(self) -> None:
        if self._going:
            self.dismiss(Lay(self._templates[self.place], self.forced))
        elif self.laid:
            self.note.say(("", _nothing(self.laid, self.key_of("lay.force")), "warn"))

    def action_from_now(self) -> None:
        if 0 < self._past < self._going:
            self.dismiss(Lay(self._templates[self.place], self.forced, self._now))

    def action_pane(self) -> None:
        if self.laid:
            (self.names if self.blocks.has_focus else self.blocks).focus()

    def action_force(self) -> None:
        """Lay the block under the cursor though something is in its way, or leave it out."""
        if not self.blocks.has_focus:
            self.action_pane()
        elif self._can_force:
            self._forced[self.place] = self.forced ^ {self.blocks.cursor}
            self._show_preview(self.blocks.cursor)


def goes_in(laid: Laid, forced: bool) -> bool:
    return laid.state == "free" or (laid.state == "taken" and forced)


def block_line(laid: Laid, forced: bool, cells: int, *, past: bool = False) -> Line:
    """Sign, time, activity, and its output or why it does not go in."""
    block = laid.block
    sign, role, said = _verdict(laid, forced, past=past)
    length = f" {say_minutes(block.minutes):>5}" if cells >= 50 else ""
    head: Line = (sign, (f" {say_time(block.start)}{length}  ", "muted"))
    room = cells - 8 - len(length)
    said = f"  {text.show(said)}" if said else ""
    activity = text.clip(block.activity, max(room // 2, room - text.width(said)))
    return fill((*head, (activity, role), (said, "muted")), cells)


def whole(laid: Laid, forced: bool, *, past: bool = False) -> str:
    """A block in words: what it is for, what it gives, what is in its way."""
    _, _, said = _verdict(laid, forced, past=past)
    purpose = laid.block.purpose
    return " · ".join(part for part in (laid.block.activity, said, purpose) if part)


def _verdict(laid: Laid, forced: bool, *, past: bool) -> tuple[Run, str, str]:
    """Its sign, the role of its title, and what there is to say of it."""
    late = "begins before now"
    if laid.state == "there":
        return ("✔", "good"), "muted", "is there already"
    if laid.state == "free" and past:
        return ("◷", "warn"), "text", late
    if laid.state == "free":
        return ("○", "accent"), "text", f"→ {laid.block.output}" if laid.block.output else ""
    others = f" and {len(laid.by) - 1} more" if len(laid.by) > 1 else ""
    name = f"{laid.by[0].activity}{others}" if laid.by else "another block"
    if forced:
        sign = "◷" if past else "○"
        return (sign, "warn"), "text", f"≋ beside {name}{f', {late}' if past else ''}"
    return ("✖", "urgent"), "muted", f"in its way: {name}"


def _nothing(laid: Sequence[Laid], mark: str) -> str:
    if all(one.state == "there" for one in laid):
        return "All of it is there already. There is nothing to lay."
    return f"No block of it has room. Mark with {mark}, in the list of blocks, what goes in anyway."
