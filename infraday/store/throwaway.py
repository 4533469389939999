"""Plans that are thrown away: each in a folder of its own, which goes with all that is in it."""

import os

_made: set[str] = set()
"""Those of this run. Nothing else is ever removed, whatever it is called."""


def make() -> str:
    """A folder that only its owner may open; where the plan in it is to be."""
    import tempfile  # noqa: PLC0415 - the first paint asks only whether a plan is one

    path = os.path.join(tempfile.mkdtemp(prefix="infraday-demo-"), "plan.db")
    _made.add(path)
    return path


def is_one(path: str) -> bool:
    return path in _made


def remove() -> None:
    """All that this run has made. What is gone already, or stays, is no error."""
    import shutil  # noqa: PLC0415 - the same

    while _made:
        shutil.rmtree(os.path.dirname(_made.pop()), ignore_errors=True)
