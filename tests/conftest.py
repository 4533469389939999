"""What all tests share: an empty home, the sample files, no test that fails by being slow."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from infraday.store import migrations
from infraday.store.engine import Store
from infraday.store.journal import PLANNER
from tests import cheaper, factories
from tests.commands import Commands

# Machines are shared and noisy: how long an example takes says nothing about the rule it tries.
# Every run tries others; `make test ARGS="--hypothesis-profile=thorough"` tries many at once.
for _name, _examples in (("infraday", 40), ("thorough", 1000)):
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("infraday")

gc.set_threshold(20_000, 20, 20)  # else a tenth of the time goes into looking for garbage


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home for all tests, so that none finds or touches the plan of who runs them."""
    place = tmp_path_factory.mktemp("home")
    shared = place.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else place.parent
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("XDG_", "INFRADAY_")) and name != "INFRADAY_SAMPLES":
                patch.delenv(name)
        patch.setenv("HOME", str(place))
        if sys.dont_write_bytecode:  # else each process of a test compiles the program anew
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv("PYTHONPYCACHEPREFIX", str(shared / "bytecode"))
        yield place


@pytest.fixture(scope="session", autouse=True)
def _cheaper() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        cheaper.use(patch)
        yield


@pytest.fixture
def real_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    """New plans are made step by step, not copied."""
    monkeypatch.setattr(migrations, "migrate", cheaper.really_migrate)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample files that INFRADAY_SAMPLES names; without one the test is skipped."""
    place = os.environ.get("INFRADAY_SAMPLES")
    if not place:
        pytest.skip("INFRADAY_SAMPLES names no folder of sample files")
    return Path(place)


@pytest.fixture
def infraday(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """The commands, each with `--db` naming one plan in a file of its own."""
    return Commands(tmp_path / "plan.db", capsys)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A plan in a file of its own, as the planner opens it; its clock stands still."""
    store = Store(str(tmp_path / "plan.db"), lambda: factories.NOW, PLANNER)
    yield store
    store.close()
