"""Plans that are thrown away: each in a folder of its own, which goes with all that is in it."""

import os
from contextlib import suppress

PREFIX, HELD = "infraday-demo-", ".held"
_made: set[str] = set()
"""Those of this run. Of others only what a run left that was killed is ever removed."""
_locks: list[int] = []
"""What keeps them: the system lets go of a lock with its process, however that ends."""


def make() -> str:
    """A folder that only its owner may open; where the plan in it is to be."""
    import tempfile  # noqa: PLC0415 - the first paint asks only whether a plan is one

    with suppress(OSError):
        _sweep(tempfile.gettempdir())
    folder = tempfile.mkdtemp(prefix=PREFIX)
    path = os.path.join(folder, "plan.db")
    _made.add(path)
    with suppress(OSError):  # no lock is known here: then nobody sweeps
        _hold(folder)
    return path


def _hold(folder: str) -> None:
    """Nobody sees the lock before it is locked."""
    import fcntl  # noqa: PLC0415 - the first paint asks only whether a plan is one

    begun, held = (os.path.join(folder, name) for name in (f"{HELD}.part", HELD))
    number = os.open(begun, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    _locks.append(number)
    fcntl.flock(number, fcntl.LOCK_EX)
    os.rename(begun, held)


def _sweep(place: str) -> None:
    """Remove what runs of this user made in a folder that were killed."""
    with os.scandir(place) as found:
        ours = [it.path for it in found if it.name.startswith(PREFIX) and _is_own(it)]
    for folder in ours:
        with suppress(OSError):
            _remove_left(folder)


def _is_own(found: "os.DirEntry[str]") -> bool:
    with suppress(OSError):
        is_folder = found.is_dir(follow_symlinks=False)
        return is_folder and found.stat(follow_symlinks=False).st_uid == os.getuid()
    return False


def _remove_left(folder: str) -> None:
    """Remove one whose lock nobody holds; one without a lock is none of ours. OSError where it
    is to stay."""
    import fcntl  # noqa: PLC0415 - the same
    import shutil  # noqa: PLC0415 - the same

    number = os.open(os.path.join(folder, HELD), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(number)


def is_one(path: str) -> bool:
    return path in _made


def remove() -> None:
    """All that this run has made. What is gone already, or stays, is no error."""
    import shutil  # noqa: PLC0415 - the same

    while _made:
        shutil.rmtree(os.path.dirname(_made.pop()), ignore_errors=True)
    while _locks:
        os.close(_locks.pop())
