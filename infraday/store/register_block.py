"""The block of a day that is for the risk register, and what was done with the register since it
began: its output."""

from datetime import datetime, time, timedelta
from sqlite3 import Connection

from infraday import config as settings
from infraday.config import Config
from infraday.domain import risk_rules
from infraday.domain.block import Kind, Status
from infraday.domain.rows import Block
from infraday.store import quick, risk_work
from infraday.store.plain_rows import BlockRow


def of_today(db: Connection, config: Config, now: datetime) -> BlockRow | None:
    """The block for the register that is running, else the first one planned for today."""
    blocks = quick.on_day(db, settings.today(config, now))
    to_do = [
        it for it in blocks
        if it.kind is Kind.RISK and it.status in (Status.PLANNED, Status.ACTIVE)
    ]  # fmt: skip
    return next(iter(sorted(to_do, key=lambda it: it.status is not Status.ACTIVE)), None)


def since(block: Block, now: datetime) -> datetime:
    """When the block began: really, else by the plan; one that is closed before its time has all
    of today. `now` is an aware local time."""
    if block.actual_start:
        return block.actual_start
    planned = datetime.combine(block.day, block.start or time(), now.tzinfo)
    return planned if planned <= now else datetime.combine(now.date(), time(), now.tzinfo)


def output(db: Connection, block: Block, config: Config, now: datetime) -> str:
    """`7 reviewed, 2 new, R-004 up to critical`; nothing where nothing was done."""
    return done_since(db, since(block, now), config, now)


def done_since(db: Connection, begin: datetime, config: Config, now: datetime) -> str:
    """The same since any instant, up to now and with it."""
    until = now + timedelta(seconds=1)  # what is written now is part of it
    found = risk_work.changes_between(db, begin, until, config.bands)
    return risk_rules.changed_summary(*found)
