"""Long work in a thread beside the planner, whose keys come first."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

HANDS_OVER = 0.0005  # seconds after which the thread lets the planner go on: Python's own are 5 ms


@contextmanager
def beside() -> Iterator[None]:
    """Hand over often, and do not stop everything to look for garbage among what comes in: with
    ten thousand events a look takes as long as several frames."""
    before, looking = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(HANDS_OVER)
    gc.disable()
    try:
        yield
    finally:
        sys.setswitchinterval(before)
        if looking:
            gc.enable()
