"""Where the content that infraday ships stands: templates and the like, from `data/`."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_PLACES = (
    _PACKAGE / "data",  # an installed wheel
    _PACKAGE.parent / "data",  # the source tree, and an editable install of it
)


def folder(name: str) -> Path:
    """The folder of one kind of content. FileNotFoundError when the installation lacks it."""
    for place in _PLACES:
        found = place / name
        if found.is_dir():
            return found
    raise FileNotFoundError(f"infraday's own {name} are missing. Install infraday again.")


def files(kind: str) -> list[Path]:
    """The shipped files of one kind, by name."""
    return sorted(path for path in folder(kind).iterdir() if path.is_file() and path.name[0] != ".")
