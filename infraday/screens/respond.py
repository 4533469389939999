"""Answer a risk anew: the response, and whether its residual rating, plan and date still hold."""

from typing import ClassVar

from infraday.screens.risk_entry import Values
from infraday.screens.risk_fields import RiskFields


class RespondForm(RiskFields):
    """The part of the form that is about the response; accepting asks by whom, until when, why."""

    never_mind: ClassVar[tuple[str, ...]] = ()

    def fill(self, values: Values) -> None:
        self.offer_responses(values)
        self.ask_acceptance(values)
        self.line("residual", "Residual", values["residual"], short=True)
        self.area("plan", "Plan", values["plan"])
        self.line("due", "Due", values["due"], short=True)
        self.line("price", "Its cost", values["price"], short=True)

    def on_mount(self) -> None:
        self.call_next(self.fields["response"].editor.focus)  # after the form's first line had it
