"""The smallest Textual program that reads today's rows through SQLModel: what P1 to P7 are
measured against. Its argument is its database, which is filled when it is new."""

import sys
from datetime import date, time

from sqlmodel import Field, Session, SQLModel, create_engine, select
from textual.app import App, ComposeResult
from textual.widgets import Static


class Block(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(index=True)
    start: time
    activity: str


class BareApp(App[None]):
    def compose(self) -> ComposeResult:
        today = select(Block).where(Block.day == date.today()).order_by("start")  # noqa: DTZ011 - a bare program
        with Session(engine) as session:
            rows = session.exec(today).all()
        lines = [f"{row.start:%H:%M} {row.activity}" for row in rows]
        yield Static("\n".join(lines), markup=False)


engine = create_engine(f"sqlite:///{sys.argv[1]}")
SQLModel.metadata.create_all(engine)
BareApp().run()
