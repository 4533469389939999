"""The demo in the planner's terminal: what ends the planner ends the demo first."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, cast

import pytest
from textual.app import App

from infraday.screens import demo


class Lending:
    """An app that is told to end while it gives its terminal away."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        signal.raise_signal(signal.SIGTERM)
        yield


@pytest.fixture
def planner_hears() -> Iterator[list[int]]:
    """What the planner's own handler has, which is in its place again when the demo is over."""
    heard: list[int] = []

    def hear(number: int, _: FrameType | None) -> None:
        heard.append(number)

    before = signal.signal(signal.SIGTERM, hear)
    yield heard
    signal.signal(signal.SIGTERM, before)


def test_no_demo_begins_in_a_planner_that_is_told_to_end(
    monkeypatch: pytest.MonkeyPatch, planner_hears: list[int]
) -> None:
    begun: list[object] = []

    def begin(words: object, **_: Any) -> "subprocess.Popen[bytes]":
        begun.append(words)
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", begin)

    demo.open_demo(cast("App[object]", Lending()))

    assert begun == []
    signal.raise_signal(signal.SIGTERM)
    assert planner_hears == [signal.SIGTERM]
