"""The red-flag checklist there is: the shipped flags, and the user's own over them."""

from pathlib import Path

from infraday import content, toml_file
from infraday.config import Config
from infraday.domain import checklist
from infraday.domain.checklist import Checklist


def folders(config: Config) -> list[Path]:
    """Where flags stand: the shipped ones, then the user's, beside the config file."""
    own = [Path(config.templates).parent / "flags"] if config.templates else []
    return [content.folder("flags"), *own]


def load(config: Config) -> Checklist:
    """Every flag, and a sentence for each thing in the files that is wrong; a broken file or flag
    hides none that is whole."""
    found: list[tuple[str, Checklist]] = []
    for folder in folders(config):
        try:
            paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            said = f"{folder} cannot be read: {error.strerror}."
            found.append((str(folder), Checklist((), (said,))))
            continue
        found += [(str(folder), _read(path)) for path in paths]
    return checklist.merged(found)


def _read(path: Path) -> Checklist:
    try:
        values, text = toml_file.read(str(path), path.name)
    except toml_file.TomlError as error:
        return Checklist((), (str(error),))
    return checklist.read(values, path.name, lambda key: toml_file.line_of(text, key))
