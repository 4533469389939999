"""Fills a plan with risks, each assessed so many times over five years, in the order of time."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from sqlite3 import Connection

from infraday.store import journal
from infraday.store.journal import Outcome

DAYS = 5 * 365
ASSESSMENTS = 20
WORDS = (
    "core", "switch", "fibre", "carrier", "permit", "optics", "freeze", "rack", "cooling",
    "vendor", "firmware", "licence", "cutover", "rollback", "storage", "latency", "contract",
)  # fmt: skip
OWNERS = ("ana", "jo", "mira", "tomasz", None)
OPEN = ("identified", "assessed", "planned", "monitoring")
CLOSED = ("closed", "occurred", "rejected")
CATEGORIES = ("technical", "vendor", "network", "facility", "security", "cutover", None)
RESPONSES = ("mitigate", "accept", "transfer", "avoid", None)
RISK = (
    "INSERT INTO risk (version, title, cause, event, effect, kind, category, status, project_id, "
    "owner, inherent_probability, inherent_impact, probability, impact, residual_probability, "
    "residual_impact, probability_pct, impact_cost_cents, response, response_plan, response_due, "
    "accept_until, last_reviewed, next_review, notes, created_at) "
    f"VALUES (1{', ?' * 25})"
)
ASSESSMENT = (
    'INSERT INTO assessment (version, risk_id, "on", at, "by", occasion, status, probability, '
    "impact, residual_probability, residual_impact, probability_pct, impact_cost_cents, response, "
    f"response_due) VALUES (1{', ?' * 14})"
)
Values = tuple[object, ...]


def fill(db: Connection, now: datetime, risks: int, projects: int) -> None:
    """`now` is aware and local. The burn-down is derived once for each risk, not for each
    assessment: the plan is the same, and it takes a minute less."""
    chance = random.Random(11)
    written = [_risk(n, now, projects, chance) for n in range(risks)]
    _write(db, now, RISK, written)
    rated = [it for pk, risk in enumerate(written, 1) for it in _course(pk, risk, now, chance)]
    with _derived_once(db):
        _write(db, now, ASSESSMENT, sorted(rated, key=lambda it: str(it[1])))


def _write(db: Connection, now: datetime, statement: str, rows: Iterable[Values]) -> None:
    rest = iter(rows)
    while some := list(islice(rest, 1000)):

        def work(db: Connection, some: list[Values] = some) -> Outcome:
            db.executemany(statement, some)
            return Outcome(f"Add {len(some)} risks or assessments")

        journal.transact(db, now, journal.SHELL, work)


@contextmanager
def _derived_once(db: Connection) -> Iterator[None]:
    name = "burn_down_insert"
    [[trigger]] = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchall()
    db.execute(f"DROP TRIGGER {name}")
    yield
    db.execute(trigger)
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO journal_current (entry_id) VALUES (?)", (journal.REPLAY,))
    newest = "SELECT max(id) FROM assessment GROUP BY risk_id"
    db.execute(f"UPDATE assessment SET version = version WHERE id IN ({newest})")
    db.execute("DELETE FROM journal_current")
    db.execute("COMMIT")


def _risk(n: int, now: datetime, projects: int, chance: random.Random) -> Values:
    """One in ten is closed, one in twenty-five is not assessed."""
    today = now.date()
    status = chance.choice(CLOSED) if n % 10 == 9 else chance.choice(OPEN)
    rating = [None, None] if n % 25 == 7 else [chance.randint(1, 5) for _ in range(2)]
    response = chance.choice(RESPONSES)
    days = [today + timedelta(days=chance.randint(-30, 300)) for _ in range(4)]
    return (
        f"Risk {n} {_words(chance, 4)}", _words(chance, 8), _words(chance, 8), _words(chance, 8),
        "opportunity" if n % 20 == 3 else "threat", chance.choice(CATEGORIES), status,
        chance.randint(1, projects), chance.choice(OWNERS),
        chance.randint(3, 5), chance.randint(3, 5), *rating, chance.randint(1, 3),
        chance.randint(1, 3), chance.choice((None, 5.0, 20.0, 40.5)),
        chance.choice((None, 500_000, 12_000_000)), response, _words(chance, 15), str(days[0]),
        str(days[1]) if response == "accept" else None, str(today - timedelta(days=40)),
        str(days[2]) if n % 3 else None, _words(chance, 30),
        journal.instant((now - timedelta(days=chance.randint(1, DAYS))).astimezone(UTC)),
    )  # fmt: skip


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _course(pk: int, risk: Values, now: datetime, chance: random.Random) -> Iterator[Values]:
    """The assessments of a risk, the last of which says what the risk says."""
    status, rating, left_over, money = risk[6], risk[11:13], risk[13:15], risk[15:17]
    ago = sorted((chance.randint(0, DAYS) for _ in range(ASSESSMENTS)), reverse=True)
    for n, days in enumerate(ago, 1):
        at = now - timedelta(days=days)
        last = n == ASSESSMENTS
        yield (
            pk, str(at.date()), journal.instant(at.astimezone(UTC)), journal.PLANNER,
            "added" if n == 1 else "changed", status if last else chance.choice(OPEN),
            *(rating if last else (chance.randint(1, 5), chance.randint(1, 5))), *left_over,
            *money, risk[17],
            risk[19] if last else str(at.date() + timedelta(days=chance.randint(0, 90))),
        )  # fmt: skip
