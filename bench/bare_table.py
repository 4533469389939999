"""The smallest Textual program with a table of 100 rows: what one key is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class BareTable(App[None]):
    def compose(self) -> ComposeResult:
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns("Ref", "Title", "Due", "Project")
        table.add_rows(
            (f"T-{n}", f"Task {n}: review the plan with the team", "24 Nov", "dc-move")
            for n in range(100)
        )
        yield table


BareTable().run()
