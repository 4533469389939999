"""What the forms of a risk share: several texts of many lines, choices that depend on each other,
and the question whether what answered another response still holds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.widget import Widget

from infraday.domain.risk import OPEN as OPEN_STATUSES
from infraday.domain.risk import RESPONSES, Category, Proximity, RiskKind, RiskStatus
from infraday.domain.wording import listed
from infraday.screens import risk_entry
from infraday.screens.field_form import FieldForm, Read
from infraday.screens.risk_entry import ACCEPTANCE, Around, RiskEntry, Values
from infraday.widgets.choice import Choice
from infraday.widgets.field import Field
from infraday.widgets.framing import Heading
from infraday.widgets.safe_area import TOO_LONG, SafeArea

NONE = "– none yet"
KINDS = {kind.value: kind.value for kind in RiskKind}
CATEGORIES = {"": NONE, **{it.value: it.value for it in Category}}
PROXIMITIES = {"": NONE, **{it.value: it.value.replace("_", " ") for it in Proximity}}


class Offer(Choice):
    """A choice whose ways change with another field."""

    def offer(self, words: Sequence[str]) -> None:
        """Offer these; the word that is chosen stays where it is among them, else the first."""
        if list(words) != list(self._words):
            chosen = self._words[self.at]
            self._words = words
            self.at = list(words).index(chosen) if chosen in words else 0
            self.refresh()


class RiskFields(FieldForm[RiskEntry]):
    """`base` is what the risk says, `values` what stands in the fields instead. `known` are the
    keys of the projects, and the owners."""

    never_mind: ClassVar[Sequence[str]] = ("title",)
    groups: ClassVar[Mapping[str, str]] = {}
    """Titles, each by the field that it stands above."""

    def __init__(
        self,
        title: str,
        base: Values,
        around: Around,
        known: tuple[Sequence[str], Sequence[str]] = ((), ()),
        *,
        values: Values | None = None,
        error: str | None = None,
    ) -> None:
        super().__init__(title, base if values is None else values, error)
        self._base, self._around = base, around
        self._projects, self._owners = known
        self._asked = ""
        self.areas: dict[str, SafeArea] = {}

    def body(self) -> Iterable[Widget]:
        for widget in super().body():
            if group := self.groups.get(widget.id or ""):
                yield Heading(group)
            yield widget

    def area(self, name: str, label: str, value: str) -> None:
        """A field of several lines."""
        self.areas[name] = SafeArea(value)
        self.fields[name] = Field(name, label, self.areas[name])

    def offer_responses(self, values: Values) -> None:
        """The responses to a risk of this kind."""
        ways = responses_to(values["kind"])
        at = list(ways).index(values["response"]) if values["response"] in ways else 0
        choice = Offer(list(ways.values()), at)
        self.choices["response"] = (list(ways), choice)
        self.fields["response"] = Field("response", "Response", choice)

    def ask_acceptance(self, values: Values) -> None:
        self.line("accepted_by", "by whom", values["accepted_by"], self._owners, short=True)
        self.line("accepted_on", "on", values["accepted_on"], short=True)
        self.line("accept_until", "until", values["accept_until"], short=True)
        self.line("why", "because", values["why"])

    @property
    def values(self) -> dict[str, str]:
        found = super().values | {name: area.typed for name, area in self.areas.items()}
        return {name: found[name] for name in self.fields}

    @property
    def whole(self) -> dict[str, str]:
        """What the fields say, and of what has no field here what the risk says."""
        return {**self._base, **self.values}

    def read(self, values: Values) -> Read[RiskEntry]:
        return risk_entry.read({**self._base, **values}, self._base, self._around)

    def hints(self) -> list[tuple[str, str]]:
        if not isinstance(self.focused, SafeArea) or self.notes.has_focus:
            return super().hints()
        return [("form.save", "save"), ("enter", "new line"), ("app.back", "back")]

    def on_choice_changed(self) -> None:
        """The form itself then shows how all of it is read."""
        ways = responses_to(self.whole["kind"])
        _, choice = self.choices["response"]
        if isinstance(choice, Offer):
            self.choices["response"] = (list(ways), choice)
            choice.offer(list(ways.values()))

    def on_text_area_changed(self) -> None:
        self._show()

    def _show(self) -> Read[RiskEntry]:
        found = super()._show()
        accepts = self.whole["response"] == "accept"
        for name in ACCEPTANCE:
            if name in self.fields:
                self.fields[name].display = accepts
        for name, area in self.areas.items():
            if area.read_only:
                self.fields[name].say(TOO_LONG, "warn")
        return found

    def action_save(self) -> None:
        """Once the response is another one, ask whether what answered the old one still holds."""
        held = risk_entry.still_to_hold(self.whole, self._base)
        response = self.whole["response"]
        if held and self._asked != response and self.read(self.values).entry is not None:
            self._asked = response
            fields = [self.fields[name] for name in held]
            fields[0].editor.focus()
            labels = listed(field.label for field in fields)
            several = len(fields) > 1
            verb, what = ("do they", "them") if several else ("does it", "it")
            hold = f"{labels}: {verb} still hold?"
            self.trouble.say(
                (f"{self._base['response'].capitalize()} became {response or 'none'}. {hold} "
                 f"Change {what}, or save once more.", "warn")
            )  # fmt: skip
            return
        super().action_save()


def responses_to(kind: str) -> dict[str, str]:
    """The ways to answer a risk of this kind, each with its word; first none."""
    return {"": NONE, **{it.value: it.value for it in RESPONSES[RiskKind(kind)]}}


def statuses_from(status: str) -> dict[str, str]:
    """What a form may make of a status: closing, rejecting and occurring have their own keys."""
    if status not in OPEN_STATUSES:
        return {status: status}
    return {it.value: it.value for it in RiskStatus if it in OPEN_STATUSES}
