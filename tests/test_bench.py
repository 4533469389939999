"""The benchmark can measure: a program in its terminal, a key, a command. How fast is not asked."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.processes import ROOT, environment


def test_the_benchmark_measures() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "bench.py"), "--smoke"],
        capture_output=True,
        text=True,
        env=environment({"PYTHONPATH": str(ROOT)}),
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("one key ")


def test_an_unknown_figure_is_refused() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "bench.py"), "--only", "P99"],
        capture_output=True,
        text=True,
        env=environment({"PYTHONPATH": str(ROOT)}),
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr == "There is no figure P99.\n"


BEGIN = """
import subprocess, sys, time
from keeper import Keeper
keeper = Keeper()
for _ in range(2):
    program = subprocess.Popen(["sleep", "600"], start_new_session=True)
    keeper.keep(program.pid)
    print(program.pid, flush=True)
program.kill()
program.wait()
keeper.release(program.pid)
print("ready", flush=True)
time.sleep(600)
"""


def test_what_it_started_ends_with_it_even_when_it_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN],
        stdout=subprocess.PIPE,
        text=True,
        env=environment({"PYTHONPATH": str(ROOT / "bench")}),
    ) as bench:
        assert bench.stdout is not None
        kept = int(bench.stdout.readline())
        bench.stdout.readline()
        assert bench.stdout.readline() == "ready\n"
        bench.kill()
    end = time.monotonic() + 30
    while is_alive(kept):
        assert time.monotonic() < end
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """A program that has ended, and that nobody waits for, is no more alive."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
