"""Makes the README's pictures from the running program: `make screenshots`."""

import asyncio
import re
import tempfile
from datetime import date, datetime, time
from pathlib import Path

from infraday import splash, templates
from infraday.app import InfradayApp
from infraday.config import Config
from infraday.demo import fill as demo
from infraday.demo.moments import Here
from infraday.domain.quickadd import read
from infraday.screens.desk import Desk
from infraday.splash import Opened
from infraday.store import blocks, capture, laying
from infraday.store.engine import Store
from infraday.store.journal import SHELL

DAY = date(2026, 11, 24)
NOW = datetime.combine(DAY, time(9, 42)).astimezone()
LINES = (
    "Cutover runbook due: thu 2h !! #dc-move",
    "Answer the auditor due: today 45m !! #net-up",
    "Rack elevations due: fri 30m ! #dc-move",
    "Badge list for the new site @ana due: fri 20m",
    "Vendor call about the optics 11:15 45m #dc-move out: A delivery date",
    "Stand-up wed 8:15 15m every: weekday",
    "Vendor day wed 9:00 7h #net-up out: A short list",
    "Steering committee thu 10:00 1h30 #dc-move out: A decision on the slip",
    "Cutover rehearsal fri 8:00 8h #dc-move out: A timed runbook",
    "Power test fri 15:00 2h #dc-move",
)
OUT = Path(__file__).parent / "images"


def fill(store: Store) -> None:
    """A morning: the shipped template, some captures, one block done and one running."""
    template = templates.find("financial-services", templates.folders(Config()))
    readings = [read(line, NOW.replace(tzinfo=None)) for line in LINES]
    store.change(laying.lay, template, DAY, NOW)
    store.change_plainly(lambda db: capture.add(db, readings, capture.Defaults(NOW))[1])
    first, second, *_ = store.read(blocks.on_day, DAY)
    at = NOW.replace(hour=8, minute=2)
    store.change(blocks.start, first.id, at)
    store.change(blocks.finish, first.id, at.replace(minute=55), "7 items ranked, 2 for now", None)
    store.change(blocks.start, second.id, NOW.replace(hour=9, minute=2))


async def picture(path: str, theme: str, name: str, columns: int, rows: int, *keys: str) -> None:
    config = Config(theme=theme)
    rows_of_today = splash.read(path, config, NOW)
    app = InfradayApp(Desk(path, config, lambda: NOW), Opened(rows_of_today, NOW, None))
    async with app.run_test(size=(columns, rows)) as pilot:
        await pilot.press(*keys)
        await pilot.pause(0.2)
        drawn = app.export_screenshot(title="infraday")
    # The fonts would be fetched from elsewhere: those of the reader do.
    OUT.joinpath(f"{name}.svg").write_text(
        re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL), encoding="utf-8"
    )


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/plan.db"
        store = Store(path, lambda: NOW, SHELL)
        fill(store)
        store.close()
        asyncio.run(picture(path, "infraday-dark", "day-dark", 110, 30))
        asyncio.run(picture(path, "infraday-light", "day-light", 110, 30))
        asyncio.run(picture(path, "infraday-dark", "day-narrow", 80, 24))
        asyncio.run(picture(path, "infraday-dark", "week-dark", 110, 30, "W"))
        shown = f"{folder}/demo.db"
        demo.fill(shown, Here(NOW.replace(tzinfo=None), DAY))
        asyncio.run(picture(shown, "infraday-dark", "matrix-dark", 110, 30, "2"))
        asyncio.run(picture(shown, "infraday-dark", "risks-dark", 120, 36, "3"))
        asyncio.run(picture(shown, "infraday-light", "risks-light", 120, 36, "3"))
        asyncio.run(picture(shown, "infraday-dark", "burn-down-dark", 110, 34, "3", "B"))
        asyncio.run(picture(shown, "infraday-dark", "flags-dark", 110, 30, "4", "j", "j", "l"))


if __name__ == "__main__":
    main()
