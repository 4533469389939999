"""A risk occurred: since when, at what cost, and which lines of its contingency plan are to be done
now."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from infraday.domain import RuleError, risk_rules
from infraday.domain.amounts import read_money
from infraday.domain.money import say_money
from infraday.domain.picture import CURSOR, Line
from infraday.domain.refs import risk_ref
from infraday.domain.text import show, show_lines, storable
from infraday.domain.when import read_date, say_date
from infraday.domain.wording import listed
from infraday.keys import Action
from infraday.screens.bindings import bindings
from infraday.screens.typed import TypedDialog
from infraday.store.risk_rows import RiskRow
from infraday.widgets.field import Field
from infraday.widgets.fluid import Words
from infraday.widgets.framing import Note
from infraday.widgets.picker import Picker
from infraday.widgets.safe_input import SafeInput

WIDE = 60  # columns from which there is room beside a short field
KEYS = (
    Action("occurred.leave_out", "space,x", "Leave out", "Leave the task out, or take it in again.",
           "Occurred", "leave_out"),
    Action("occurred.save", "ctrl+s", "Save", "Say that it occurred, from any of its fields.",
           "Occurred", "save"),
)  # fmt: skip
NO_PLAN = "No contingency plan was written. Its first tasks are captured as any other."


class Occurred(NamedTuple):
    """Since when, what it has cost so far (None: not known), and what is to be done."""

    on: date
    cost_cents: int | None
    tasks: tuple[str, ...]


class Typed(NamedTuple):
    """What stands in the dialog: its fields, and the lines of the plan that are left out."""

    on: str = "today"
    cost: str = ""
    out: frozenset[int] = frozenset()


def tasks_of(plan: str | None) -> list[str]:
    """The lines of a contingency plan as titles, without the signs of a list before them."""
    lines = (storable(line)[0].strip().lstrip("-*•·–☐ ").strip() for line in
             (plan or "").splitlines())  # fmt: skip
    return [line for line in lines if line]


class OccurredScreen(TypedDialog[Occurred]):
    """`typed` is what stood there when the register refused it, and `error` why it did."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self, risk: RiskRow, today: date, typed: Typed | None = None, *, error: str | None = None
    ) -> None:
        super().__init__(f"{risk_ref(risk.id)} occurred", risk.title)
        self.draft_name = f"Occurred {risk_ref(risk.id)}"
        self._today, self._error = today, error or ""
        self._before = typed or Typed()
        self._out = self._before.out
        self.titles = tasks_of(risk.contingency_plan)
        self.on = SafeInput(self._before.on, select_on_focus=True)
        self.cost = SafeInput(self._before.cost)
        self.fields = {
            "on": Field("on", "On", self.on, short=True),
            "cost": Field("cost", "Cost", self.cost, short=True),
        }
        self.plan = Words(id="asked")
        self.picker = Picker("tasks", rest=CURSOR)
        self.fallback = Note("kept")
        self._fallback = risk.fallback_plan or ""
        self.trouble = Words(id="trouble")

    def body(self) -> Iterable[Widget]:
        with Vertical(id="fields"):
            yield from self.fields.values()
        yield self.plan
        yield self.picker
        yield self.fallback
        yield self.trouble

    def on_mount(self) -> None:
        self._restore()
        count = len(self.titles)
        several = "these become urgent and important tasks"
        these = several if count > 1 else "this becomes an urgent and important task"
        self.plan.say((f"From the contingency plan, {these}:" if count else NO_PLAN, "muted"))
        self.picker.display = bool(count)
        self.fallback.say(("Fallback", " ".join(show_lines(self._fallback)), "text"))
        self.trouble.say((self._error, "urgent"))
        self._show(0)
        self._read()
        self.on.focus()

    def on_resize(self) -> None:
        for field in self.fields.values():
            field.stand(wide=self.app.size.width >= WIDE)

    @property
    def values(self) -> Typed:
        """What stands in the dialog."""
        return Typed(self.on.value, self.cost.value, self._out)

    @property
    def tasks(self) -> tuple[str, ...]:
        """What is to be done, without what is left out."""
        return tuple(it for at, it in enumerate(self.titles) if at not in self._out)

    def typed(self) -> dict[str, str]:
        now = self.values
        if now == Typed():
            return {}
        return {"on": now.on, "cost": now.cost, "out": " ".join(map(str, sorted(now.out)))}

    def _restore(self) -> None:
        """What was typed here before and not saved."""
        if self._error or not (draft := self.take_draft()):
            return
        self.on.value, self.cost.value = draft.get("on", "today"), draft.get("cost", "")
        self._out = frozenset(int(it) for it in draft.get("out", "").split() if it.isdigit())

    def hints(self) -> list[tuple[str, str]]:
        count = len(self.tasks)
        tasks = f", {count} task{'' if count == 1 else 's'}" if self.titles else ""
        save = ("occurred.save", f"it occurred{tasks}")
        if self.picker.has_focus:
            return [("occurred.leave_out", "leave out"), save, ("app.back", "back")]
        return [("enter", save[1]), ("tab", "next field"), ("app.back", "back")]

    def _show(self, cursor: int) -> None:
        def line(y: int, _cells: int) -> Line:
            out = y in self._out
            return (("☐ " if out else "☑ ", "muted" if out else "good"),
                    (show(self.titles[y]), "over" if out else "text"))  # fmt: skip

        self.picker.fill_with(len(self.titles), line, cursor)

    def action_leave_out(self) -> None:
        """Without the line under the cursor, or with it again; on to the next."""
        if self.picker.has_focus and self.titles:
            at = self.picker.cursor
            self._out ^= {at}
            self._show(min(at + 1, len(self.titles) - 1))
            self.show_keys()

    def on_picker_chosen(self) -> None:
        self.action_save()

    def on_input_submitted(self) -> None:
        self.action_save()

    def on_input_changed(self) -> None:
        self._read()

    def action_save(self) -> None:
        """Hand it on when all of it can be read, else go to what cannot."""
        found, wrong = self._read()
        if found:
            self.dismiss(found)
            return
        wrong[0].editor.focus()
        labels = listed(field.label for field in wrong)
        self.trouble.say((f"Not saved. Look at {labels}.", "urgent"))

    def _read(self) -> tuple[Occurred | None, list[Field]]:
        """Say at each field how it is read; the whole where all can be, else what cannot."""
        on, cents, wrong = None, None, []
        try:
            on = read_date(self.on.value, self._today)
            risk_rules.check_occurred(on, self._today)
            self.fields["on"].say(say_date(on), "muted")
        except RuleError as refusal:
            wrong.append(self.fields["on"])
            wrong[-1].say(str(refusal), "warn")
        try:
            cents = read_money(self.cost.value) if self.cost.value.strip() else None
            said = "so far; not known yet" if cents is None else say_money(cents)
            self.fields["cost"].say(said, "muted")
        except RuleError as refusal:
            wrong.append(self.fields["cost"])
            wrong[-1].say(str(refusal), "warn")
        return (None if wrong or on is None else Occurred(on, cents, self.tasks)), wrong
