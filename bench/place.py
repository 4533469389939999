"""Where the programs to measure stand, and the plans that they open."""

import os
import shutil
import sqlite3
import sys
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import fill
import fill_flags

HERE = Path(__file__).parent


class Place:
    """`program` is the planner, `data` the folder of the big plans, each made when it is first
    wanted, `folder` that of all else."""

    def __init__(self, program: str, data: Path, folder: Path) -> None:
        self.program = program
        self._data = data
        self._folder = folder
        self._count = 0
        kept = ("PATH", "TZ", "LANG")
        self.env = {name: os.environ[name] for name in kept if name in os.environ} | {
            "HOME": str(folder),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }

    @cached_property
    def small(self) -> str:
        """A plan of today's blocks alone."""
        return self._plan(self._folder, "small")

    @cached_property
    def captures(self) -> str:
        """Another, to capture into."""
        return self._plan(self._folder, "captures")

    @cached_property
    def tidy(self) -> str:
        """Ten years and 100 000 tasks, most of them done."""
        return self._plan(self._data, "tidy", 40_000, 100_000, fill.DONE)

    @cached_property
    def untidy(self) -> str:
        """The same, most of them in the inbox."""
        return self._plan(self._data, "untidy", 40_000, 100_000, fill.INBOX)

    @cached_property
    def recurring(self) -> str:
        """The same with 500 series that began up to ten years ago."""
        return self._plan(self._data, "recurring", 40_000, 100_000, fill.INBOX, 500)

    @cached_property
    def few_flags(self) -> str:
        """Today's plan in its three projects, with a check of each flag."""
        path = shutil.copyfile(self.small, self._folder / "few-flags.db")
        fill_flags.check(str(path), _now())
        return str(path)

    @cached_property
    def flags(self) -> str:
        """The recurring plan in fifty projects, with a check of each flag for each day."""
        path = self._data / f"flags-{_now():%Y-%m-%d}.db"
        if not path.exists():
            shutil.copyfile(self.recurring, f"{path}.part")
            fill_flags.spread(f"{path}.part", _now())
            os.rename(f"{path}.part", path)
        return str(path)

    @cached_property
    def few_risks(self) -> str:
        """A plan of ten risks with twenty assessments each."""
        return self._plan(self._folder, "few-risks", risks=10)

    @cached_property
    def risks(self) -> str:
        """The same with ten thousand."""
        return self._plan(self._data, "risks", risks=10_000)

    @cached_property
    def calendar(self) -> str:
        """A calendar file of 10 000 events, each twentieth of which comes back."""
        path = self._folder / "calendar.ics"
        path.write_text(fill.calendar(10_000), encoding="utf-8", newline="")
        return str(path)

    @cached_property
    def bare(self) -> str:
        """The database of the bare programs, with today's blocks."""
        path = str(self._folder / "bare.db")
        db = sqlite3.connect(path)
        with db:
            db.execute("CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT)")
            db.execute(
                "CREATE TABLE block (id INTEGER NOT NULL PRIMARY KEY, day DATE NOT NULL, "
                "start TIME NOT NULL, activity VARCHAR NOT NULL)"
            )
            db.execute("CREATE INDEX ix_block_day ON block (day)")
            day = str(_now().date())
            db.executemany(
                "INSERT INTO block (day, start, activity) VALUES (?, ?, ?)",
                ((day, f"{8 + n:02}:00:00.000000", name) for n, name in enumerate(fill.TODAY)),
            )
        db.close()
        return path

    def fresh(self) -> str:
        """A path for a plan that is not there yet."""
        self._count += 1
        return str(self._folder / f"fresh-{self._count}.db")

    def _plan(
        self, folder: Path, name: str, blocks: int = 0, tasks: int = 0,
        mix: fill.Mix = fill.DONE, series: int = 0, risks: int = 0,
    ) -> str:  # fmt: skip
        path = folder / f"{name}-{_now():%Y-%m-%d}.db"  # one that was kept may be of another day
        if not path.exists():
            fill.fill(f"{path}.part", _now(), blocks, tasks, mix, series, risks)
            os.rename(f"{path}.part", path)
        return str(path)

    def script(self, name: str, *words: str) -> list[str]:
        """How a bare program is called."""
        return [sys.executable, str(HERE / f"{name}.py"), *words]

    def ours(self, plan: str, *words: str) -> list[str]:
        """How infraday is called: alone it opens the planner."""
        return [self.program, "--db", plan, *words]


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
