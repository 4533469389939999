"""The clock of this machine in another zone, for as long as a test needs it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

import pytest


@contextmanager
def living_in(zone: str) -> Iterator[None]:
    """Local time is that of the zone, by the table that tests bring: a small machine has none."""
    table = resources.files("tzdata") / "zoneinfo" / zone
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", f":{table}")
        time.tzset()
        try:
            yield
        finally:
            patch.undo()
            time.tzset()
