"""What goes to the terminal, and in how many pieces."""

import io
import os
import threading
import time
from collections.abc import Iterator

import pytest
from textual._ansi_sequences import SYNC_END, SYNC_START

from infraday.terminal import Output


@pytest.fixture
def pipe() -> Iterator[tuple[int, io.TextIOWrapper]]:
    """The end to read, and the file to write to."""
    read, write = os.pipe()
    with os.fdopen(write, "w", encoding="ascii") as file:
        yield read, file
    os.close(read)


def test_a_frame_goes_out_in_one_piece(
    pipe: tuple[int, io.TextIOWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, file = pipe
    pieces: list[bytes] = []

    def write(_: int, data: bytes) -> int:
        pieces.append(data)
        return len(data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        output = Output(file)
        for text in ("begin", SYNC_START, "line", "line", SYNC_END, "end"):
            output.write(text)
    assert pieces == [b"begin", f"{SYNC_START}lineline{SYNC_END}".encode(), b"end"]


def test_a_sign_that_the_terminal_lacks_fails_nothing(pipe: tuple[int, io.TextIOWrapper]) -> None:
    read, file = pipe
    Output(file).write("a ○ 日本 é")
    assert os.read(read, 100) == b"a ? ???? ?"


def test_plain_signs_are_plain_whoever_draws_them(pipe: tuple[int, io.TextIOWrapper]) -> None:
    read, file = pipe
    Output(file, plain=True).write("\x1b[1m┌─▶─┐│└┘▌█░\x1b[0m")
    assert os.read(read, 100) == b"\x1b[1m+->-+|++|#.\x1b[0m"


def test_a_terminal_that_takes_only_so_much_at_once_gets_all_of_it(
    pipe: tuple[int, io.TextIOWrapper],
) -> None:
    read, file = pipe
    os.set_blocking(file.fileno(), False)
    taken = bytearray()

    def take() -> None:
        while len(taken) < 300_000:
            time.sleep(0.001)
            taken.extend(os.read(read, 65536))

    reader = threading.Thread(target=take, daemon=True)
    reader.start()
    Output(file).write("x" * 300_000)
    reader.join(20)
    assert bytes(taken) == b"x" * 300_000


def test_a_terminal_that_has_gone_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as file:
        Output(file).write("nobody hears it")
