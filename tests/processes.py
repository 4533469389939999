"""Runs the program as a process of its own, for what only a whole process can show."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = (sys.executable, "-m", "infraday")


def environment(more: Mapping[str, str | None]) -> dict[str, str]:
    """The test's own, changed; None takes a variable away."""
    return {name: value for name, value in {**os.environ, **more}.items() if value is not None}


def run(
    *words: str,
    stdin: bytes = b"",
    shell: str = '"$@"',
    env: Mapping[str, str | None] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run infraday with these words; `shell` may redirect it."""
    return subprocess.run(
        ["/bin/sh", "-c", shell, "sh", *PROGRAM, *words],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env=environment(env or {}),
        timeout=60,
        check=False,
    )


def heed_signals() -> None:
    """A shell that runs the tests in the background, or `nohup`, has signals ignored; what it
    ignores its children ignore too."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


def start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, *words],
        preexec_fn=heed_signals,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
