"""Captures without end in children that are killed: `python -m tests.capturing PLAN`.

Prints what the children acknowledged, a line each. They are forked from here, where all is
imported and nothing is open, so that fifty of them cost little more than one.
"""

import io
import os
import random
import signal
import sys
import time

from infraday.cli import main
from infraday.commands import add, today
from infraday.store import file

KILLS = 50
IMPORTED = (add, today)  # here, so that no child has to
BATCH = 20  # lines that come in together or not at all


def capture(plan: str, child: int) -> None:
    """One line, then a batch of them, and on and on."""
    main(["--db", plan, "today"])
    for number in range(1_000_000):
        main(["--db", plan, "add", "--literal", f"single {child} {number}"])
        batch = "".join(f"batch {child} {number} {line}\n" for line in range(BATCH))
        sys.stdin = io.TextIOWrapper(io.BytesIO(batch.encode()))
        main(["--db", plan, "add", "--literal", "-"])


def killed(plan: str, child: int, seconds: float) -> bytes:
    """What a child printed before it was killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.dup2(writing, 1)
        os.close(reading)
        capture(plan, child)
    os.close(writing)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read()


def check(plan: str) -> None:
    """The next start asks nothing, and finds the file sound."""
    db = file.connect(plan)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT * FROM journal_current").fetchall() == []
    db.close()


if __name__ == "__main__":
    chance = random.Random(2)
    for turn in range(KILLS):
        acknowledged = killed(sys.argv[1], turn, chance.uniform(0, 0.1))
        sys.stdout.buffer.write(acknowledged)
        if os.path.exists(sys.argv[1]):
            check(sys.argv[1])
