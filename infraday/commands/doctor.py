"""`infraday doctor`: where things are, and whether they are sound. It changes nothing."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator

from infraday import __version__, checklist, clock, keymap, templates
from infraday import config as settings
from infraday.commands.command import Command, Given
from infraday.commands.printing import emit, json_line
from infraday.config import ConfigError
from infraday.domain.text import show
from infraday.shell import Shell
from infraday.store import checkup
from infraday.store.checkup import Check

WORDS = {True: "ok", False: "BAD", None: "?"}
DATA = 4  # the exit code when something is not as it should be


def _run(_given: Given, shell: Shell) -> int:
    checks = list(_checks(shell))
    well = all(check.ok is not False for check in checks)
    if shell.json:
        emit(shell, json_line({"ok": well, "checks": [check._asdict() for check in checks]}) + "\n")
    else:
        emit(shell, "".join(map(_line, checks)))
    return 0 if well else DATA


def _line(check: Check) -> str:
    return f"{WORDS[check.ok]:<4} {check.name:<12} {show(check.detail)}\n"


def _checks(shell: Shell) -> Iterator[Check]:
    version = f"infraday {__version__}, Python {platform.python_version()}"
    yield Check("program", True, f"{version}, {platform.system()} {platform.machine()}")
    yield _clock(shell)
    yield checkup.library()
    yield from checkup.plan(shell.path)
    yield checkup.copies(shell.path)
    yield _spool(shell.path)
    yield checkup.room(shell.path)
    yield from _config(shell)
    yield from _templates(shell)
    yield from _flags(shell)
    yield _terminal()


def _clock(shell: Shell) -> Check:
    if said := clock.unknown_zone():
        return Check("clock", False, said)
    offset = shell.now.isoformat()[-6:]
    return Check("clock", True, ", ".join(filter(None, (clock.zone_name(), f"UTC{offset}"))))


def _spool(path: str) -> Check:
    from infraday.store import spool  # noqa: PLC0415 - json, which `--help` does without

    if not spool.waits(path):
        return Check("spool", True, "empty")
    return Check("spool", True, f"captures wait in {spool.path_of(path)}: the next one takes them")


def _config(shell: Shell) -> Iterator[Check]:
    """One, or one for each mistake."""
    try:
        place = settings.config_path(os.environ)
    except ConfigError as error:
        yield Check("config", False, str(error))
        return
    mistakes = list(_mistakes(shell, place))
    yield from (Check("config", False, mistake) for mistake in mistakes)
    if not mistakes:
        there = shell.config.path is not None
        yield Check("config", True, place if there else f"{place} is not there: the defaults hold")


def _mistakes(shell: Shell, place: str) -> Iterator[str]:
    """All that is wrong with the config, its keys among it."""
    try:
        config = shell.config
    except ConfigError as error:
        if not os.path.lexists(place):  # which INFRADAY_CONFIG names
            yield str(error)
            return
        config, found = settings.look_over(place, os.environ)
        yield from found
    _, wrong = keymap.look_over(config)
    yield from (str(settings.mistake(config, *mistake)) for mistake in wrong)


def _templates(shell: Shell) -> Iterator[Check]:
    try:
        known, problems = templates.load_all(templates.folders(shell.config))
    except ConfigError:
        yield Check("templates", None, "cannot be looked at until the config is mended")
        return
    except FileNotFoundError as error:
        yield Check("templates", False, str(error))
        return
    names = ", ".join(template.name for template in known)
    yield Check("templates", not problems, "; ".join(problems) or names or "none")


def _flags(shell: Shell) -> Iterator[Check]:
    """One, or one for each mistake in the checklist."""
    try:
        known = checklist.load(shell.config)
    except ConfigError:
        yield Check("flags", None, "cannot be looked at until the config is mended")
        return
    except FileNotFoundError as error:
        yield Check("flags", False, str(error))
        return
    yield from (Check("flags", False, mistake) for mistake in known.mistakes)
    if not known.mistakes:
        yield Check("flags", True, ", ".join(flag.name for flag in known.flags))


def _terminal() -> Check:
    if not (sys.stdout and sys.stdout.isatty()):
        return Check("terminal", True, "none: the output goes elsewhere")
    size = shutil.get_terminal_size()
    names = [name for name in ("TMUX", "STY", "SSH_CONNECTION") if os.environ.get(name)]
    parts = [
        os.environ.get("TERM") or "TERM is not set",
        f"{size.columns}x{size.lines}",
        f"colours {os.environ.get('COLORTERM') or 'unknown'}",
        sys.stdout.encoding,
        *names,
    ]
    return Check("terminal", bool(os.environ.get("TERM")), ", ".join(parts))


COMMANDS = {
    "doctor": Command(
        "say where things are and whether they are sound; change nothing",
        _run,
        examples=("infraday doctor", "infraday doctor --json"),
        data=True,
    )
}
