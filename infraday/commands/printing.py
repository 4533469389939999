"""How commands print: JSON for programs, text for people, on stdout or into a file."""

import os
import stat
import sys
from collections.abc import Iterable

from infraday.shell import OutputError, Shell, write


def emit(shell: Shell, text: str) -> None:
    """Data: on stdout, or whole into the file that -o names."""
    if shell.output is None:
        write(text)
        return
    _file(shell.output, text.encode())


def emit_bytes(shell: Shell, data: bytes) -> None:
    """The same of what is no text."""
    if shell.output is None:
        if reconfigure := getattr(sys.stdout, "reconfigure", None):
            reconfigure(encoding="latin-1", newline="")  # which has a letter for each byte
        write(data.decode("latin-1"))
        return
    _file(shell.output, data)


def json_line(value: object) -> str:
    """The value as JSON on one line. Letters stand as themselves; what could act on a terminal
    (control and direction characters, and the like) is escaped, which JSON reads as the same."""
    import json  # noqa: PLC0415 - most runs print for people

    utf_8 = sys.stdout is None or sys.stdout.encoding.lower() in ("utf-8", "utf8")
    line = json.dumps(value, ensure_ascii=not utf_8)
    if line.isprintable():
        return line
    return "".join(it if it.isprintable() else json.dumps(it)[1:-1] for it in line)


def json_list(values: Iterable[object]) -> str:
    """A list with one value a line."""
    lines = ",\n".join(map(json_line, values))
    return f"[\n{lines}\n]" if lines else "[]"


def _file(path: str, data: bytes) -> None:
    try:
        _into_file(path, data)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error


def _into_file(path: str, data: bytes) -> None:
    """All of it or nothing, for its owner alone. A link is replaced, not followed; what is no
    plain file, such as /dev/null, is written to."""
    if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):
        with open(path, "wb") as device:
            device.write(data)
        return
    unfinished = f"{path}.{os.getpid()}.part"
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError:
        if os.path.exists(unfinished):
            os.unlink(unfinished)
        raise
