"""The benchmark can measure: a program in its terminal, a key, a command. How fast is not asked."""

import subprocess
import sys

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
