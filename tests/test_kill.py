"""SIGKILL at any moment: nothing acknowledged is lost, nothing half done, the file is sound."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from infraday.store import file
from tests.capturing import BATCH, KILLS
from tests.processes import ROOT


def test_fifty_kills_over_captures_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    plan = str(tmp_path / "plan.db")

    result = subprocess.run(
        [sys.executable, "-m", "tests.capturing", plan],
        capture_output=True,
        cwd=ROOT,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    acknowledged = dict(
        line.split("  ", 1) for line in result.stdout.splitlines() if line.startswith("T-")
    )
    db = file.connect(plan)
    stored = {f"T-{pk}": title for pk, title in db.execute("SELECT id, title FROM task")}
    entries = db.execute("SELECT count(*) FROM journal_entry WHERE label <> ''").fetchone()[0]
    db.close()
    assert len(acknowledged) > KILLS
    assert acknowledged.items() <= stored.items()
    batches = Counter(title.rpartition(" ")[0] for title in stored.values() if title[0] == "b")
    assert set(batches.values()) == {BATCH}
    assert entries == len(batches) + sum(title[0] == "s" for title in stored.values())
