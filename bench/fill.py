"""Makes plans to measure with: ten blocks today, and as many blocks and tasks as wanted around
them, spread over ten years. Written as the program writes: through the journal."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from sqlite3 import Connection

import fill_risks

from infraday.store import file, journal
from infraday.store.journal import Outcome

YEARS = 10
PROJECTS = ("dc-move", "net-upgrade", "cloud-exit")
TODAY = (
    "Overnight monitoring", "Daily stand-up", "Budget review", "Client status", "Lunch",
    "Vendor invoices", "Risk register", "Change board", "Cutover runbook", "Wrap-up",
)  # fmt: skip
"""Each lasts an hour, from 08:00 on."""
WORDS = (
    "review", "draft", "call", "order", "migrate", "label", "test", "firmware", "rack", "optics",
    "circuit", "contract", "backup", "cutover", "audit", "switch", "licence", "storage", "power",
)  # fmt: skip

Mix = tuple[tuple[str, int], ...]
DONE = (("done", 85), ("dropped", 5), ("open", 6), ("inbox", 2), ("waiting", 2))
INBOX = (("inbox", 60), ("open", 30), ("waiting", 3), ("done", 7))
"""What the tasks of a plan are, in per cent: of one that is kept tidy, and of one that is not."""
PROJECT = (
    "INSERT INTO project (version, \"key\", name, status, notes) VALUES (1, ?, ?, 'active', '')"
)
BLOCK = (
    'INSERT INTO block (version, day, start, end_day, "end", activity, purpose, output, kind, '
    "project_id, task_id, notes, status, actual_start, actual_end, output_state, unplanned, fixed, "
    "source) VALUES (1, ?, ?, ?, ?, ?, ?, ?, 'meeting', ?, ?, '', ?, ?, ?, ?, 0, 0, 'manual')"
)
TASK = (
    "INSERT INTO task (version, title, project_id, status, important, due, estimate_minutes, "
    "owner, notes, due_moved, unplanned, created_at, done_at) "
    "VALUES (1, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, ?, ?)"
)
SERIES = (
    "INSERT INTO series (version, activity, kind, project_id, notes, fixed, source, first_day, "
    "start, minutes, rrule, rdate, exdate, tz) "
    "VALUES (1, ?, 'meeting', ?, '', 1, 'ics', ?, ?, ?, ?, '', '', ?)"
)
RULES: Mix = (
    ("FREQ=WEEKLY;BYDAY={}", 40), ("FREQ=WEEKLY;INTERVAL=2;BYDAY={}", 25),
    ("FREQ=MONTHLY;BYDAY=-1{}", 15), ("FREQ=YEARLY", 20),
)  # fmt: skip
"""How series come back, in per cent."""
Values = tuple[object, ...]


def fill(
    path: str, now: datetime, blocks: int = 0, tasks: int = 0, mix: Mix = DONE, series: int = 0,
    risks: int = 0,
) -> None:  # fmt: skip
    """Make a plan. `now` is aware and local: its date gets today's blocks."""
    chance = random.Random(7)
    db = file.connect(path)
    try:
        _write(db, now, PROJECT, ((key, key) for key in PROJECTS))
        _write(db, now, TASK, (_task(n, now, mix, chance) for n in range(tasks)))
        _write(db, now, BLOCK, _history(blocks, tasks, now.date(), chance))
        _write(db, now, BLOCK, (_block(now.date(), 8 + n, name) for n, name in enumerate(TODAY)))
        _write(db, now, SERIES, (_series(n, now.date(), chance) for n in range(series)))
        fill_risks.fill(db, now, risks, len(PROJECTS))
    finally:
        db.close()


def _write(db: Connection, now: datetime, statement: str, rows: Iterable[Values]) -> None:
    """A thousand rows are one change."""
    rest = iter(rows)
    while some := list(islice(rest, 1000)):

        def work(db: Connection, some: list[Values] = some) -> Outcome:
            db.executemany(statement, some)
            return Outcome(f"Add {len(some)} lines")

        journal.transact(db, now, journal.SHELL, work)


def _history(count: int, tasks: int, today: date, chance: random.Random) -> Iterator[Values]:
    """Eleven blocks a day for ten years, if there are 40 000; none of them today. Each fourth is
    the slot of a task."""
    days = YEARS * 365
    for n in range(count):
        day = today - timedelta(days=1 + n * days // count)
        words = " ".join(chance.sample(WORDS, 3))
        task_id = chance.randint(1, tasks) if tasks and n % 4 == 0 else None
        done = chance.random() < 0.9
        yield _block(day, 7 + n % 11, f"Block {n} {words}", task_id, done=done)


def _block(
    day: date, hour: int, activity: str, task_id: int | None = None, *, done: bool = False
) -> Values:
    start, end = f"{hour:02}:00:00.000000", f"{hour + 1:02}:00:00.000000"
    actual = (f"{day} {start}", f"{day} {end}", "produced") if done else (None, None, None)
    return (
        str(day), start, str(day), end, activity, "Know where we are", "A list with owners",
        1 + hour % len(PROJECTS), task_id, "done" if done else "planned", *actual,
    )  # fmt: skip


def _task(n: int, now: datetime, mix: Mix, chance: random.Random) -> Values:
    words, weights = zip(*mix, strict=True)
    [status] = chance.choices(words, weights)
    closed = status in ("done", "dropped")
    ahead = chance.randint(-700, -1) if closed else chance.randint(-20, 300)
    created = (now - timedelta(minutes=n * 50)).astimezone(UTC)
    return (
        f"Task {n} {' '.join(chance.sample(WORDS, 4))}",
        chance.choice((None, 1, 2, 3)), status, chance.random() < 0.2,
        str(now.date() + timedelta(days=ahead)) if chance.random() < 0.5 else None,
        chance.choice((None, 15, 30, 60, 120)),
        chance.choice((None, None, "ana", "jo")), journal.instant(created),
        journal.instant(now) if closed else None,
    )  # fmt: skip


def _series(n: int, today: date, chance: random.Random) -> Values:
    """Begun within ten years. On today's own weekday they come in the evening, where they hide
    nothing of the blocks that are looked for."""
    rules, weights = zip(*RULES, strict=True)
    weekday = chance.choice(("MO", "TU", "WE", "TH", "FR"))
    own = weekday == ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[today.weekday()]
    [rule] = chance.choices(rules, weights)
    late = own or "BYDAY" not in rule
    hour = chance.randint(19, 22) if late else chance.randint(8, 16)
    return (
        f"Series {n} {chance.choice(WORDS)}", chance.choice((None, 1, 2, 3)),
        str(today - timedelta(days=chance.randint(1, YEARS * 365))),
        f"{hour:02}:{chance.choice((0, 15, 30)):02}:00.000000", chance.choice((15, 30, 60)),
        rule.format(weekday), chance.choice((None, "Europe/Berlin")),
    )  # fmt: skip


def calendar(events: int) -> str:
    """A calendar file, its events spread over ten years; each twentieth comes back weekly."""
    chance = random.Random(7)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", "X-WR-CALNAME:Bench"]
    for n in range(events):
        day = date(2020, 1, 1) + timedelta(days=n * YEARS * 365 // events)
        hour = chance.randint(7, 17)
        lines += (
            "BEGIN:VEVENT", f"UID:{n}@bench.example", "DTSTAMP:20200101T000000Z",
            f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T{hour:02}0000",
            f"DTEND;TZID=Europe/Berlin:{day:%Y%m%d}T{hour:02}4500",
            f"SUMMARY:Meeting {n} {' '.join(chance.sample(WORDS, 3))}",
            "LOCATION:Room 4", f"DESCRIPTION:Agenda of meeting {n}\\, {' '.join(WORDS)}",
            *(("RRULE:FREQ=WEEKLY;COUNT=30",) if n % 20 == 0 else ()), "END:VEVENT",
        )  # fmt: skip
    return "\r\n".join((*lines, "END:VCALENDAR", ""))
