"""Files that come in: read whole, and refused before that where they cannot be."""

import os
import stat
import sys
from typing import BinaryIO

from infraday.domain import RuleError
from infraday.domain.text import clip

STDIN = "-"
_SHOWN = 300  # cells of a path in a sentence


class MissingError(RuleError):
    """There is no such file."""


def content(path: str, limit: int, *, plain: bool = False) -> bytes:
    """What stands in a file, or with `-` on stdin, of at most `limit` bytes; a `plain` one is no
    pipe and no device, which may never end. RuleError where there is more, or nothing that can be
    read."""
    if path == STDIN and not plain:
        stream = sys.stdin.buffer if sys.stdin else None
        return _read(stream, limit, "What stands on stdin") if stream else b""
    name = clip(path, _SHOWN)
    if os.path.isdir(path):
        raise RuleError(f"{name} is a folder. Name a file in it.")
    try:
        with open(path, "rb", opener=_at_once) as file:
            if plain and not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise RuleError(f"{name} is no plain file. Name another.")
            os.set_blocking(file.fileno(), True)
            if os.fstat(file.fileno()).st_size > limit:
                raise _too_large(name, limit)
            return _read(file, limit, name)
    except FileNotFoundError as error:
        raise MissingError(f"{name} is not there. See how it is written.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = error.strerror if isinstance(error, OSError) else "no file has that name"
        raise RuleError(f"{name} cannot be read: {why}.") from error


def _at_once(path: str, flags: int) -> int:
    """Open a pipe without waiting for somebody to write into it."""
    return os.open(path, flags | os.O_NONBLOCK)


def _read(file: BinaryIO, limit: int, name: str) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise _too_large(name, limit)
    return data


def _too_large(name: str, limit: int) -> RuleError:
    most = limit // 1_000_000
    return RuleError(f"{name} is larger than {most} MB. Export less.")
