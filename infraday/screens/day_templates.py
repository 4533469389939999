"""What the Day screen does with day templates: lay one over the day, save the day as one."""

from infraday import store, templates
from infraday.domain import RuleError, template_day, text
from infraday.domain.template_day import Taken
from infraday.screens.ask import AskScreen
from infraday.screens.day_tasks import DayTasks
from infraday.screens.lay import Lay, LayScreen

SAVE_TITLE = "Save the day as a template"
SAVE_HINT = "what to call it, such as Site day; its blocks with their times go in"


class DayTemplates(DayTasks):
    """Laying is one change of the plan; saving changes no plan, but writes a file."""

    def action_lay(self) -> None:
        found, problems = templates.load_all(templates.folders(self.desk.config))
        day = self.rows.day

        def chosen(lay: Lay | None) -> None:
            if lay is None:
                return
            at = self.desk.clock()
            if outcome := self.change(
                store.blocks.lay, lay.template, day, at, lay.forced, lay.since
            ):
                self.say(f"{outcome.label} · {self.undoes}", *outcome.remarks)

        screen = LayScreen(
            found,
            lambda template: self.read(store.blocks.preview, template, day) or [],
            day,
            problems,
            self.now if day == self.desk.today else None,
        )
        self.app.push_screen(screen, chosen)

    def action_save_template(self) -> None:
        try:
            self._as_template("any")
        except RuleError as refusal:
            self.refuse(refusal)
        else:
            self._ask_title()

    def _as_template(self, title: str) -> Taken:
        keys = {project_id: project.key for project_id, project in self.rows.projects.items()}
        return template_day.of_day(title, self.rows.day, self.rows.blocks, keys)

    def _ask_title(self, line: str = "", error: str | None = None, replace: str = "") -> None:
        """`replace` is the template that a second `enter` under the same title replaces."""
        screen = AskScreen(SAVE_TITLE, self._as_template, _say_taken, line, SAVE_HINT, error=error)

        def answered(taken: Taken | None) -> None:
            if taken is not None:
                self._save_template(taken, screen.line, replace)

        self.app.push_screen(screen, answered)

    def _save_template(self, taken: Taken, line: str, replace: str) -> None:
        template, config = taken.template, self.desk.config
        try:
            there = templates.taken(template.name, config)
            if there and template.name != replace:
                again = f"{there} Press enter once more to save it all the same."
                self._ask_title(line, again, template.name)
                return
            templates.save(template, config, replace=bool(there))
        except RuleError as refusal:
            self._ask_title(line, str(refusal))
            return
        left = [f"Left out: {taken.left_out}."] if taken.left_out else []
        lay = self.key_of("template.lay")
        self.say(f"Saved as the template {template.name}. {lay} lays it over a day.", *left)


def _say_taken(taken: Taken) -> str:
    blocks = len(taken.template.blocks)
    left = f"; without {taken.left_out}" if taken.left_out else ""
    return f"{text.show(taken.template.name)}: {blocks} block{'s' if blocks > 1 else ''}{left}"
